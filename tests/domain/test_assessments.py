"""The rules between the fields of an assessment, and the scales."""

import csv
from collections import Counter

import pycountry
import pytest

from tests.conftest import RESOURCES
from tracker.domain.casework.assessments import Assessment, Stage
from tracker.domain.casework.levels import SCALES, Level, overall

WORDS = "f" * 64


@pytest.mark.parametrize(
    ("law", "practice", "level"),
    [
        (Level.FULLY, Level.LARGELY, Level.LARGELY),
        (Level.PLANNED, Level.NOT_IMPLEMENTED, Level.NOT_IMPLEMENTED),
        (Level.FULLY, Level.NOT_ASSESSED, Level.FULLY),
        (Level.NOT_APPLICABLE, Level.PARTIALLY, Level.PARTIALLY),
        (Level.NOT_APPLICABLE, Level.NOT_APPLICABLE, Level.NOT_APPLICABLE),
        (Level.NOT_ASSESSED, Level.NOT_ASSESSED, Level.NOT_ASSESSED),
    ],
)
def test_the_overall_level_is_the_lower_of_law_and_practice(law, practice, level):
    assert overall(law, practice) == level
    assert overall(practice, law) == level
    assert Assessment(law=law).to_write(WORDS, practice=practice)["level"] == level


def test_a_level_set_by_hand_stays_until_it_is_set_back():
    made = Assessment(law=Level.FULLY, practice=Level.LARGELY, level=Level.LARGELY)
    by_hand = made.to_write(WORDS, level=Level.PARTIALLY)
    assert by_hand["overridden"]
    held = Assessment(law=Level.FULLY, practice=Level.LARGELY, level=Level.PARTIALLY, overridden=True)
    assert "level" not in held.to_write(WORDS, practice=Level.FULLY)
    assert held.to_write(WORDS, level=Level.LARGELY)["overridden"] is False
    assert held.to_write(WORDS, level=Level.NOT_ASSESSED) | {"fingerprint": ""} == {
        "level": Level.LARGELY,
        "overridden": False,
        "fingerprint": "",
    }, "cleared, it is the lower of both again"
    assert held.to_write(WORDS, level=Level.NOT_ASSESSED, law=Level.PLANNED)["level"] == Level.PLANNED
    alone = Assessment(
        level=Level.FULLY, overridden=bool(Assessment().to_write(WORDS, level=Level.FULLY)["overridden"])
    )
    assert "level" not in alone.to_write(WORDS, practice=Level.PARTIALLY), "a level set by hand is never replaced"


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.ACCEPTED])
def test_changing_a_settled_level_or_rationale_takes_it_back_to_draft(stage):
    made = Assessment(level=Level.FULLY, rationale="Because.", stage=stage)
    assert made.to_write(WORDS, level=Level.LARGELY)["stage"] == Stage.DRAFT
    assert made.to_write(WORDS, rationale="Or not.")["stage"] == Stage.DRAFT
    assert "stage" not in made.to_write(WORDS, rationale="Because.")
    assert "stage" not in made.to_write(WORDS, next_step="More.")


def test_a_level_remembers_the_words_it_was_given_for():
    assert Assessment().to_write(WORDS, level=Level.FULLY)["fingerprint"] == WORDS
    assert Assessment(level=Level.FULLY).to_write(WORDS, level=Level.NOT_ASSESSED)["fingerprint"] == ""
    assert "fingerprint" not in Assessment(level=Level.FULLY).to_write(WORDS, rationale="More.")


def test_what_is_not_assessed_is_a_draft():
    made = Assessment(level=Level.FULLY, stage=Stage.RETURNED)
    assert made.to_write(WORDS, level=Level.NOT_ASSESSED)["stage"] == Stage.DRAFT
    assert "stage" not in made.to_write(WORDS, rationale="More.")


def test_every_scale_shows_every_level_and_tracker_tells_all_apart():
    for scale in SCALES.values():
        assert set(scale.words) == set(Level)
    assert len(set(SCALES["tracker"].words.values())) == len(Level)
    assert SCALES["FATF"].words[Level.LARGELY] == "LC"


def test_member_states_are_the_193_with_their_groups():
    with (RESOURCES / "member_states.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes)) == 193
    assert all(pycountry.countries.get(alpha_3=code) for code in codes)
    assert not {"PSE", "VAT", "TWN", "COK", "NIU", "ESH"} & set(codes)
    # Totals of the regional groups as the Department for General Assembly and Conference Management lists them;
    # Israel, Türkiye and the United States of America with the group in which they stand for election.
    assert Counter(row["group"] for row in rows) == {
        "African States": 54,
        "Asia-Pacific States": 54,
        "Eastern European States": 23,
        "Latin American and Caribbean States": 33,
        "Western European and other States": 29,
    }
