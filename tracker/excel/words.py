"""What a workbook says in the language it is written in: names of its sheets, words of levels and lists, in the form
that Excel takes."""

import re
from collections.abc import Iterable
from enum import StrEnum

from tracker.domain.casework.levels import Level, Scale
from tracker.domain.reports.workbook import Sheet
from tracker.i18n import capital, tr

LONGEST = 255
"""Characters of a heading, a prompt, or a text in a formula: Excel takes a workbook with longer ones for damaged."""
_LONGEST_TITLE = 31
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")


def titles() -> dict[Sheet, str]:
    """The names that sheets have in the workbook."""
    words = (_NOT_IN_A_TITLE.sub(" ", str(tr(sheet.value))) for sheet in Sheet)
    named = (one[:_LONGEST_TITLE].strip(" '") or sheet.value for sheet, one in zip(Sheet, words, strict=True))
    return dict(zip(Sheet, distinct(named, _LONGEST_TITLE), strict=True))


def distinct(words: Iterable[str], longest: int = LONGEST) -> list[str]:
    """The words; those that stand before them already, which Excel takes in no name, with a number."""
    found: dict[str, str] = {}
    for one in words:
        name, number = one[:longest], 1
        while name.casefold() in found:
            number += 1
            name = f"{one[: longest - len(str(number)) - 1]} {number}"
        found[name.casefold()] = name
    return list(found.values())


def level_words(scale: Scale) -> dict[Level, str]:
    """The words in which a scale shows levels."""
    return {level: str(tr(words)) for level, words in scale.words.items()}


def choice_words(choices: type[StrEnum]) -> dict[StrEnum, str]:
    """The words of a list as they stand in cells."""
    return {one: capital(str(tr(one.value))) for one in choices}


def in_formula(words: str) -> str:
    """A text in a formula."""
    return '"' + words[:LONGEST].replace('"', '""') + '"'
