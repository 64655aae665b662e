"""Levels in cells: conditional colours, and drop-down lists of their words."""

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
    """The words of a scale that a cell for the level may contain, each once."""
    return list(dict.fromkeys(filter(None, level_words(scale).values())))


def levels_by_word(words: Mapping[Level, str]) -> dict[str, Level]:
    """Each distinct word (or code) of a scale, with the level whose colours it has, in the order of the levels; an
    empty word becomes "Not assessed". If levels share a word, the first gives the colours, except that "Yes, in part",
    shared by partially and largely, has those of largely."""
    level_of_word: dict[str, Level] = {}
    for level in Level:
        word = words[level] or str(_NOTHING)
        if word not in level_of_word or (level is Level.LARGELY and level_of_word[word] is Level.PARTIALLY):
            level_of_word[word] = level
    return level_of_word


def by_word(scale: Scale, levels: Counter[Level]) -> Counter[str]:
    """Counts by word, adding up those of levels that share a word."""
    counts: Counter[str] = Counter()
    for level, word in level_words(scale).items():
        counts[word or str(_NOTHING)] += levels[level]
    return counts


def colour_levels(sheet: Worksheet, scale: Scale, area: str) -> None:
    """Colour the cells of `area`, if any, by the level word in them."""
    colour(sheet, level_words(scale), area)


def colour(sheet: Worksheet, words: Mapping[Level, str], area: str) -> None:
    """Colour the cells of `area` by their level's word or code: one rule for each, no fill in any cell."""
    first = area.partition(":")[0]
    for word, level in levels_by_word(words).items() if area else ():
        if level is not Level.NOT_ASSESSED:
            style = level_look(level)
            sheet.conditional_formatting.add(
                area, Rule(type="expression", dxf=style, formula=[f"{first}={in_formula(word)}"])
            )


def offer_levels(sheet: Worksheet, area: str) -> None:
    """Add a drop-down list of the scale's words to every cell of `area`; the words are in Legend."""
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
"""The defined name of the list of words in Legend."""


def words_name(register: Register, field: str) -> str:
    """The defined name of the list of words for a field of measures or evidence."""
    return f"{register}_{field}_words"
