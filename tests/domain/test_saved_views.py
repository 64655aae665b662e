"""Saved views: names, and what is read of a workspace that may come from anywhere."""

import json

import pytest

from tracker.domain.text.saved_views import ListFilter, in_words, name_of, read, same_name, written
from tracker.errors import TrackerError


def test_what_is_written_is_read():
    list_filter = ListFilter({"theme": "Human rights", "level": "planned"}, "prison")
    assert read(written(list_filter)) == list_filter
    assert in_words(written(list_filter)) == "level: planned; theme: Human rights; words: prison"
    assert in_words(written(ListFilter())) == "everything"


@pytest.mark.parametrize(
    "kept",
    [
        *("", "{", "null", "[]", "17", '"x"', "{}", '{"chosen": {}}', '{"words": ""}', '{"chosen": [], "words": ""}'),
        *('{"chosen": {"a": 1}, "words": ""}', '{"chosen": {"a": ["b"]}, "words": ""}', '{"chosen": {}, "words": 1}'),
        *("[" * 100_000, '{"chosen": null, "words": null}', json.dumps({"chosen": {}, "words": "a " * 1_000})),
    ],
)
def test_what_has_another_shape_is_not_read(kept):
    assert read(kept) is None
    assert in_words(kept) == kept


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Without \n evidence ", "Without evidence"),
        ("a\x00b\u202ec", "abc"),
        ("🌿", "🌿"),
        ("!?", "!?"),
        ("قانون", "قانون"),
    ],
)
def test_names_as_they_are_kept(typed, name):
    assert name_of(typed) == name


@pytest.mark.parametrize(
    "typed", ["", " \n\t", "\x00\x01", "\u200b", "\u200e\u2060", "\u0301", "x" * 101, "x" * 10_000]
)
def test_what_is_no_name(typed):
    with pytest.raises(TrackerError):
        name_of(typed)


def test_names_are_one_whatever_their_case():
    assert same_name("Straße É", "STRASSE e\u0301")
    assert not same_name("a", "b")
