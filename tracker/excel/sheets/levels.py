"""Levels in cells: their colours by rule, and drop-down lists of their words."""

from collections.abc import Mapping
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.datavalidation import DataValidation

from tracker.domain.levels import Level, Scale
from tracker.excel.styles import level_look


def choices(scale: Scale) -> list[str]:
    """The words of a scale that a cell for the level may hold, each once."""
    return list(dict.fromkeys(word for word in scale.words.values() if word))


def colour_levels(sheet: Any, scale: Scale, area: str) -> None:
    """Colour the cells of `area` by the level word in them."""
    colour(sheet, scale.words, area)


def colour(sheet: Any, words: Mapping[Level, str], area: str) -> None:
    """Colour the cells of `area` by what stands in them for a level: one rule a word, no fill in any cell."""
    first = area.partition(":")[0]
    told: set[str] = set()
    for level in (
        Level.NOT_IMPLEMENTED,
        Level.PLANNED,
        Level.LARGELY,
        Level.PARTIALLY,
        Level.FULLY,
        Level.NOT_APPLICABLE,
    ):
        word = words[level]
        if word and word not in told:
            told.add(word)
            look = level_look(level)
            sheet.conditional_formatting.add(area, Rule(type="expression", dxf=look, formula=[f'{first}="{word}"']))


def offer_levels(sheet: Any, area: str) -> None:
    """A drop-down list of the scale's words in every cell of `area`; the words stand in Legend."""
    offered = DataValidation(
        type="list",
        formula1=LEVEL_WORDS,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Level",
        error="Choose one of the levels in the list.",
    )
    sheet.data_validations.append(offered)
    offered.add(area)


LEVEL_WORDS = "level_words"
"""The name under which the workbook knows the list of words in Legend."""
