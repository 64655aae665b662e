"""Levels in cells: their colours by rule, and drop-down lists of their words."""

from collections import Counter
from collections.abc import Mapping

from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.casework.levels import Level, Scale
from tracker.domain.casework.registers import Register
from tracker.excel.sheets.validation import validate
from tracker.excel.styles import level_look
from tracker.excel.words import in_formula, level_words
from tracker.i18n import tr


def choices(scale: Scale) -> list[str]:
    """The words of a scale that a cell for the level may hold, each once."""
    return list(dict.fromkeys(filter(None, level_words(scale).values())))


def told(words: Mapping[Level, str]) -> dict[str, Level]:
    """Each word of a scale, or code, that says something, with the level whose colours it has, in the order of the
    levels. Where levels share a word, the colours are those of the first, save that "Yes, in part" is more largely than
    partially."""
    found: dict[str, Level] = {}
    for level in Level:
        word = words[level] or str(_NOTHING)
        if word not in found or (level is Level.LARGELY and found[word] is Level.PARTIALLY):
            found[word] = level
    return found


def by_word(scale: Scale, levels: Counter[Level]) -> Counter[str]:
    """Numbers by level, with those of levels that share a word put together."""
    found: Counter[str] = Counter()
    for level, word in level_words(scale).items():
        found[word or str(_NOTHING)] += levels[level]
    return found


def colour_levels(sheet: Worksheet, scale: Scale, area: str) -> None:
    """Colour the cells of `area` by the level word in them."""
    colour(sheet, level_words(scale), area)


def colour(sheet: Worksheet, words: Mapping[Level, str], area: str) -> None:
    """Colour the cells of `area` by what stands in them for a level: one rule a word, no fill in any cell."""
    first = area.partition(":")[0]
    for word, level in told(words).items():
        if level is not Level.NOT_ASSESSED:
            look = level_look(level)
            sheet.conditional_formatting.add(
                area, Rule(type="expression", dxf=look, formula=[f"{first}={in_formula(word)}"])
            )


def offer_levels(sheet: Worksheet, area: str) -> None:
    """A drop-down list of the scale's words in every cell of `area`; the words stand in Legend."""
    validate(
        sheet,
        area,
        error=tr("Choose one of the levels in the list."),
        title=tr("Level"),
        type="list",
        formula1=LEVEL_WORDS,
    )


_NOTHING = tr("Not assessed")
LEVEL_WORDS = "level_words"
"""The name under which the workbook knows the list of words in Legend."""


def words_name(register: Register, field: str) -> str:
    """The name of the list of words for a field of measures or evidence."""
    return f"{register}_{field}_words"
