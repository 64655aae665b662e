"""The rules of quality, each on work that breaks it and on work that does not."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tracker.domain.casework.assessments import Assessment, ParagraphRow, Stage
from tracker.domain.casework.change_sets import RowChange
from tracker.domain.casework.changed_since_acceptance import Later
from tracker.domain.casework.evidence import Evidence, EvidenceRow, EvidenceType
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure, MeasureRow, MeasureStatus
from tracker.domain.casework.quality import WHY, Rule, Work, findings, first_year, web_links
from tracker.domain.casework.registers import Link, Register
from tracker.domain.text.web_links import Tried
from tracker.i18n import Message

TODAY = date(2025, 6, 30)
ACCEPTED = datetime(2025, 1, 1, tzinfo=UTC)
AFTER = datetime(2025, 2, 1, tzinfo=UTC)


def row(row_id=1, level=Level.NOT_ASSESSED, parent=None, **more) -> ParagraphRow:
    counts = {name: more.pop(name) for name in ("measures", "evidence", "comments", "proven") if name in more}
    made = Assessment(level=level, fingerprint="f" if level != Level.NOT_ASSESSED else "", **more)
    return ParagraphRow(row_id, parent, "A/RES/1", str(row_id), "", "", (), True, None, None, "f", made, **counts)


def measure(row_id=1, paragraphs=(1,), evidence=0, **more) -> MeasureRow:
    return MeasureRow(row_id, Measure(f"Law {row_id}", **more), tuple(Link(p, "") for p in paragraphs), "", evidence)


def source(row_id=1, paragraphs=(1,), measures=(), **more) -> EvidenceRow:
    links = [tuple(Link(one, "") for one in ends) for ends in (paragraphs, measures)]
    return EvidenceRow(row_id, Evidence(f"Report {row_id}", **more), paragraphs=links[0], measures=links[1])


def work(*rows, measures=(), evidence=(), **more) -> Work:
    held = {one.id: one for one in measures}
    return Work(rows, held, {one.id: one for one in evidence}, TODAY, **more)


def found(given: Work) -> list[tuple[Rule, object, int]]:
    return [(one.rule, one.register, one.id) for one in findings(given)]


def test_each_rule_says_why():
    assert set(WHY) == set(Rule)


def test_fully_needs_evidence_here_or_for_a_measure():
    full = row(level=Level.FULLY)
    assert found(work(full)) == [(Rule.UNPROVEN, None, 1)]
    assert found(work(replace(full, proven=True))) == []
    assert found(work(row(level=Level.LARGELY))) == []


def test_what_is_repealed_or_expired_supports_nothing():
    repealed = measure(1, status=MeasureStatus.REPEALED)
    expired = measure(2, expires_on=date(2025, 6, 29))
    for level in (Level.LARGELY, Level.FULLY):
        made = row(level=level, evidence=1, proven=True)
        assert found(work(made, measures=[repealed, expired])) == [(Rule.LAPSED, None, 1)]
        assert found(work(made, measures=[repealed, measure(3)])) == []
        assert found(work(made)) == []
    assert found(work(row(level=Level.PARTIALLY), measures=[repealed])) == []
    assert found(work(row(level=Level.LARGELY), measures=[measure(expires_on=TODAY)])) == []
    (one,) = findings(work(row(level=Level.LARGELY), measures=[repealed, expired]))
    assert str(one.words) == "“Law 1” is repealed, “Law 2” is expired; nothing else answers it."


def test_planned_needs_a_date_that_is_to_come():
    assert found(work(row(level=Level.PLANNED))) == [(Rule.UNDATED, None, 1)]
    assert found(work(row(level=Level.PLANNED, due_on=date(2025, 6, 29)))) == [(Rule.UNDATED, None, 1)]
    assert found(work(row(level=Level.PLANNED, due_on=TODAY))) == []
    assert found(work(row(level=Level.PARTIALLY, due_on=date(2020, 1, 1)))) == []
    late = (Rule.UNDATED, Register.MEASURE, 1)
    draft = MeasureStatus.DRAFT
    assert found(work(measures=[measure(status=draft)])) == [late]
    assert found(work(measures=[measure(status=draft, planned_on=date(2025, 1, 1))])) == [late]
    assert found(work(measures=[measure(status=draft, planned_on=TODAY)])) == []
    assert found(work(measures=[measure(planned_on=date(2020, 1, 1))])) == []


@pytest.mark.parametrize(("reason", "broken"), [("", True), (" \n", True), ("No coast.", False)])
def test_not_applicable_needs_a_reason(reason, broken):
    assert found(work(row(level=Level.NOT_APPLICABLE, rationale=reason))) == (
        [(Rule.UNREASONED, None, 1)] if broken else []
    )


def test_what_is_linked_to_nothing():
    assert found(work(measures=[measure(paragraphs=())], evidence=[source(paragraphs=())])) == [
        (Rule.UNLINKED, Register.MEASURE, 1),
        (Rule.UNLINKED, Register.EVIDENCE, 1),
    ]
    assert found(work(evidence=[source(paragraphs=(), measures=(1,))])) == []


@pytest.mark.parametrize(
    ("name", "starts", "first"),
    [
        ("2024 mid-term review", None, 2019),
        ("2019-2024", None, 2019),
        ("2024 review", date(2023, 7, 1), 2023),
        ("First round", None, None),
        ("", date(2020, 1, 1), 2020),
    ],
)
def test_the_year_a_cycle_begins_in(name, starts, first):
    assert first_year(name, starts) == first


def test_evidence_older_than_the_cycle():
    old = [
        source(1, speaks_of="2015-2018"),
        source(2, speaks_of="2018-2019"),
        source(3),
        source(4, speaks_of="long ago"),
    ]
    law = source(5, speaks_of="1961", type=EvidenceType.LAW_TEXT)
    given = work(evidence=[*old, law], cycle_name="2024 mid-term review")
    assert found(given) == [(Rule.OLD, Register.EVIDENCE, 1)]
    assert found(replace(given, cycle_name="Second round")) == []
    assert found(replace(given, cycle_starts_on=date(2020, 5, 1))) == [
        (Rule.OLD, Register.EVIDENCE, 1),
        (Rule.OLD, Register.EVIDENCE, 2),
    ]


def test_links_that_open_nothing_and_links_that_are_dead():
    rows = [source(1, link="www.un.org"), source(2, link="https://gone.example/a"), source(3, link="https://un.org/ ")]
    law = measure(link="javascript:alert(1)")
    given = work(measures=[law], evidence=rows)
    malformed = [(Rule.MALFORMED, Register.MEASURE, 1), (Rule.MALFORMED, Register.EVIDENCE, 1)]
    assert found(given) == malformed
    assert web_links(given) == ["https://gone.example/a", "https://un.org/"]
    tried = {"https://gone.example/a": Tried(AFTER, Message("No such page.")), "https://un.org/": Tried(AFTER)}
    assert found(replace(given, tried=tried)) == [*malformed, (Rule.DEAD, Register.EVIDENCE, 2)]


def test_law_above_practice_needs_a_note():
    gap = {"law": Level.FULLY, "practice": Level.PARTIALLY}
    assert found(work(row(level=Level.PARTIALLY, **gap))) == [(Rule.LAW_ABOVE, None, 1)]
    assert found(work(row(level=Level.PARTIALLY, rationale="No money.", **gap))) == []
    assert found(work(row(level=Level.PARTIALLY, law=Level.PARTIALLY, practice=Level.FULLY))) == []
    assert found(work(row(level=Level.PARTIALLY, law=Level.FULLY))) == []
    na = row(level=Level.PARTIALLY, law=Level.FULLY, practice=Level.NOT_APPLICABLE)
    assert found(work(na)) == []


def test_a_paragraph_is_not_above_what_is_below_it():
    parts = [row(2, Level.LARGELY, parent=1), row(3, Level.NOT_ASSESSED, parent=1), row(4, Level.PARTIALLY, parent=3)]
    assert found(work(row(1, Level.LARGELY), *parts)) == [(Rule.ABOVE_PARTS, None, 1)]
    assert found(work(row(1, Level.PARTIALLY), *parts)) == []
    assert found(work(row(1), *parts)) == []
    assert found(work(row(1, Level.LARGELY), row(2, Level.NOT_APPLICABLE, parent=1, rationale="No."))) == []


def test_an_open_comment_on_what_is_accepted():
    made = row(level=Level.LARGELY, comments=2, stage=Stage.ACCEPTED)
    assert found(work(made)) == [(Rule.COMMENTED, None, 1)]
    assert found(work(row(level=Level.LARGELY, comments=2))) == []


def changed(*changes, at=AFTER, stage=Stage.ACCEPTED, **more) -> Work:
    made = row(level=Level.LARGELY, stage=stage, stage_at=ACCEPTED)
    measures = more.pop("measures", [measure(1), measure(2, paragraphs=(9,))])
    evidence = more.pop("evidence", [source(1), source(2, paragraphs=(), measures=(1,))])
    return work(made, measures=measures, evidence=evidence, later=[Later(at, one) for one in changes], **more)


def ends(kind, row_id, note=""):
    return {"id": 7, f"{kind}_id": row_id, "paragraph_id": 1, "note": note}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (RowChange("measure", 1, {"title": "A"}, {"title": "Law 1"}), "measure “Law 1” changed"),
        (RowChange("evidence", 2, {"link": ""}, {"link": "x"}), "evidence “Report 2” changed"),
        (RowChange("excerpt", 5, None, {"evidence_id": 1, "text": "x"}), "evidence “Report 1” changed"),
        (RowChange("evidence_file", 5, {"evidence_id": 1}, None), "evidence “Report 1” changed"),
        (RowChange("evidence_measure", 5, {"evidence_id": 3, "measure_id": 1}, None), "measure “Law 1” changed"),
        (RowChange("measure_paragraph", 7, None, ends("measure", 1)), "measure “Law 1” linked"),
        (RowChange("evidence_paragraph", 7, ends("evidence", 2), None), "evidence “Report 2” unlinked"),
        (
            RowChange(
                "measure_paragraph", 7, {"note": "a", "measure_id": 1, "paragraph_id": 1}, ends("measure", 1, "b")
            ),
            "measure “Law 1” has another note",
        ),
    ],
)
def test_what_changed_since_it_was_accepted(change, words):
    (one,) = findings(changed(change))
    assert (one.rule, str(one.words)) == (Rule.CHANGED, f"Since it was accepted, {words}.")
    assert findings(changed(change, at=datetime(2024, 12, 31, tzinfo=UTC))) == []
    assert findings(changed(change, stage=Stage.SUBMITTED)) == []


def test_a_measure_that_is_gone_is_named_as_it_was():
    unlinked = RowChange("measure_paragraph", 7, ends("measure", 8), None)
    gone = RowChange("measure", 8, {"id": 8, "title": "Old law"}, None)
    (one,) = findings(changed(unlinked, gone))
    assert str(one.words) == "Since it was accepted, measure “Old law” unlinked."


def test_what_comes_to_nothing_is_no_change():
    there = RowChange("measure", 1, {"title": "Law 1"}, {"title": "B"})
    back = RowChange("measure", 1, {"title": "B"}, {"title": "Law 1"})
    assert findings(changed(there, back)) == []
    off = RowChange("measure_paragraph", 7, ends("measure", 1), None)
    on_again = RowChange("measure_paragraph", 8, None, ends("measure", 1) | {"id": 8})
    assert findings(changed(off, on_again)) == []
    on = RowChange("measure_paragraph", 7, None, ends("measure", 2))
    off = RowChange("measure_paragraph", 7, ends("measure", 2), None)
    assert findings(changed(on, off)) == []
    elsewhere = RowChange("measure", 2, {"title": "A"}, {"title": "Law 2"})
    assert findings(changed(elsewhere)) == []


def test_changed_words_and_many_changes_are_counted():
    made = replace(row(level=Level.LARGELY, stage=Stage.ACCEPTED, stage_at=ACCEPTED), fingerprint="other")
    laws = [measure(number) for number in range(1, 6)]
    later = [Later(AFTER, RowChange("measure", one.id, {"title": "A"}, {"title": "B"})) for one in laws]
    (one,) = findings(work(made, measures=laws, later=later))
    assert str(one.words) == (
        "Since it was accepted, the words of the paragraph changed, measure “Law 1” changed, measure “Law 2” changed,"
        " and 3 more."
    )
