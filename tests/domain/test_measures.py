"""What can be told of a measure from its fields alone."""

from datetime import date

import pytest

from tracker.domain.casework.measures import Lapse, Measure, MeasureStatus, faults, hints, lapse, same

TODAY = date(2025, 6, 1)
EARLIER, LATER = date(2020, 1, 1), date(2030, 1, 1)


@pytest.mark.parametrize(
    ("dates", "fields"),
    [
        ({"adopted_on": EARLIER, "in_force_on": LATER}, []),
        ({"adopted_on": LATER, "in_force_on": EARLIER}, ["in_force_on"]),
        ({"in_force_on": LATER, "expires_on": EARLIER}, ["expires_on"]),
        ({"adopted_on": LATER, "expires_on": EARLIER}, ["expires_on"]),
        ({"adopted_on": date(1066, 1, 1)}, ["adopted_on"]),
        ({"planned_on": date(2201, 1, 1)}, ["planned_on"]),
        ({"adopted_on": date(1800, 1, 1), "expires_on": date(2200, 12, 31)}, []),
    ],
)
def test_dates_that_cannot_be_are_told_by_field(dates, fields):
    assert list(faults(Measure("A", **dates))) == fields


@pytest.mark.parametrize(
    ("status", "dates", "asked"),
    [
        ("in force", {"in_force_on": EARLIER}, {}),
        ("in force", {"adopted_on": date(1871, 1, 1)}, {"adopted_on": "Is 1871 right?"}),
        ("in force", {"planned_on": date(2101, 1, 1)}, {"planned_on": "Is 2101 right?"}),
        (
            "in force",
            {"in_force_on": LATER},
            {"in_force_on": "This day is yet to come, and the status says “in force”."},
        ),
        ("in force", {"expires_on": EARLIER}, {"expires_on": "This day is past, and the status says “in force”."}),
        ("adopted", {"in_force_on": EARLIER}, {"in_force_on": "This day is past, and the status says “adopted”."}),
        ("draft", {"adopted_on": EARLIER}, {"adopted_on": "This day is past, and the status says “draft”."}),
        ("draft", {"planned_on": EARLIER}, {"planned_on": "This day is past. Was it adopted?"}),
        ("repealed", {"expires_on": EARLIER}, {}),
    ],
)
def test_what_looks_odd_is_asked(status, dates, asked):
    measure = Measure("A", status=MeasureStatus(status), **dates)
    assert {name: str(words) for name, words in hints(measure, TODAY).items()} == asked
    assert faults(measure) == {}


def test_a_measure_that_is_none_any_more():
    assert lapse(Measure("A"), TODAY) is None
    assert lapse(Measure("A", expires_on=EARLIER), TODAY) is Lapse.EXPIRED
    assert lapse(Measure("A", status=MeasureStatus.REPEALED, expires_on=EARLIER), TODAY) is Lapse.REPEALED
    assert lapse(Measure("A", status=MeasureStatus.DRAFT, planned_on=EARLIER), TODAY) is Lapse.LATE
    assert lapse(Measure("A", planned_on=EARLIER), TODAY) is None


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (Measure("Law 30 of 2000"), Measure("LAW No. 30/2000"), True),
        (Measure("Law 30 of 2000"), Measure("Drug law", act="Law 30 of 2000"), True),
        (Measure("Loi n° 5"), Measure("Loi N 5"), True),
        (Measure("Stratégie nationale"), Measure("strategie  nationale"), True),
        (Measure("Law 30 of 2000"), Measure("Law 31 of 2000"), False),
        (Measure("A", act="Drug Act", article="art. 4"), Measure("B", act="Drug Act", article="art. 5"), False),
        (Measure("A", act="Drug Act", article="art. 4"), Measure("B", act="drug act"), True),
        (Measure("A"), Measure("B"), False),
        (Measure("", act=""), Measure("", act=""), False),
    ],
)
def test_measures_that_look_like_one(one, other, alike):
    assert same(one, other) == same(other, one) == alike
