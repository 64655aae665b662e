"""Characters that can't be seen don't matter where something is known by its words."""

from datetime import date

import pytest

from tracker.domain.casework.levels import TRACKER, Level, level_of
from tracker.domain.text.dates import parse_date
from tracker.domain.text.folding import folded
from tracker.domain.text.text import clean


@pytest.mark.parametrize(
    "words", ["\u200e30 June 2027", "30\u200b June 2027", "\u200f30/06/2027\u200e", "2027-06-\xad30"]
)
def test_in_a_date(words):
    assert parse_date(words) == date(2027, 6, 30)


@pytest.mark.parametrize("words", ["Fully implemented\u200b", "\ufeffFully implemented", "Fully imple\xadmented"])
def test_in_a_level(words):
    assert level_of(TRACKER, words) is Level.FULLY


def test_in_words_that_are_compared():
    assert folded("Dead\u200bline") == "deadline"


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\r", "\r\n", "\u2028", "\x85"])
def test_a_break_of_any_kind_is_one_of_lines(end):
    assert clean(f"Ministry of Health{end}Drug Control Unit") == "Ministry of Health\nDrug Control Unit"
