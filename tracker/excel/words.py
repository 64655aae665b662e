"""Texts of a workbook in its language, in the form that Excel accepts: names of sheets, words of levels and lists."""

import re
from collections.abc import Iterable
from enum import StrEnum

from tracker.domain.casework.levels import Level, Scale
from tracker.domain.reports.workbook import Sheet
from tracker.i18n import ENGLISH, capital, language, tr

LONGEST = 255
"""Maximum characters of a heading, a prompt, or a string in a formula: Excel reports longer ones as damage."""
_LONGEST_TITLE = 31
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")


def titles(in_language: str = "") -> dict[Sheet, str]:
    """The names of the sheets in a workbook in this language; "" for the current one."""
    words = (_NOT_IN_A_TITLE.sub(" ", tr(sheet.value).in_language(in_language)) for sheet in Sheet)
    named = (title[:_LONGEST_TITLE].strip(" '") or sheet.value for sheet, title in zip(Sheet, words, strict=True))
    return dict(zip(Sheet, distinct(named, _LONGEST_TITLE), strict=True))


def is_called(name: str, sheet: Sheet, in_language: str) -> bool:
    """Whether a sheet has this name in a workbook in this language, the one in use, or English."""
    return any(titles(each)[sheet] == name for each in (in_language, language(), ENGLISH))


def distinct(words: Iterable[str], longest: int = LONGEST) -> list[str]:
    """The words, cut to `longest` characters; one that would repeat an earlier one, ignoring case as Excel does, gets a
    number."""
    by_key: dict[str, str] = {}
    for word in words:
        name, number = word[:longest], 1
        while name.casefold() in by_key:
            number += 1
            name = f"{word[: longest - len(str(number)) - 1]} {number}"
        by_key[name.casefold()] = name
    return list(by_key.values())


def level_words(scale: Scale) -> dict[Level, str]:
    """The words in which a scale shows levels, in the current language."""
    return {level: str(tr(words)) for level, words in scale.words.items()}


def choice_words(choices: type[StrEnum]) -> dict[StrEnum, str]:
    """The words of a list as cells show them, in the current language."""
    return {choice: capital(str(tr(choice.value))) for choice in choices}


def in_formula(words: str) -> str:
    """A string literal for a formula."""
    return '"' + words[:LONGEST].replace('"', '""') + '"'
