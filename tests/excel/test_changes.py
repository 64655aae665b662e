"""What changed since a day or an earlier workbook, and the moment that each workbook keeps for that."""

import random
import zipfile
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest

from tests.conftest import paragraph
from tests.excel.written import note_of, rows_of
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.domain.text.text import in_full
from tracker.errors import TrackerError
from tracker.operations import casework, registers
from tracker.operations.casework import WorkScope
from tracker.operations.export import ExportRequest, export
from tracker.operations.registers import Parts
from tracker.store.journal import journal

NONE = Level.NOT_ASSESSED.value
TODAY = date.today().isoformat()


def set_(workspace, scope, label, **changes):
    casework.set_assessment(workspace, scope, paragraph(workspace, scope, label), **changes)


def changes(workspace, path, since, states=("KEN",), **wanted):
    export(workspace, path, ExportRequest(states, since=str(since), **wanted))
    return rows_of(path, "Changes")


def told(rows):
    return {(row["About"], row["Field"], row["Before"], row["After"]) for row in rows if row["About"]}


@pytest.fixture
def at_once(monkeypatch):
    """What is done in a test is done within a minute; here the moment of a workbook is exactly that of the last action,
    and keystrokes go on with none."""
    from tracker.store.journal import net_changes
    from tracker.store.read import report_extras

    monkeypatch.setattr(report_extras, "_IN_FLIGHT", timedelta(days=1))
    monkeypatch.setattr(net_changes, "MERGE_WITHIN", timedelta(0))
    monkeypatch.setattr(journal, "MERGE_WITHIN", timedelta(0))


@pytest.fixture
def earlier(at_once, workspace, scope, tmp_path):
    """A workbook of some work."""
    set_(workspace, scope, "19", level=Level.PARTIALLY)
    set_(workspace, scope, "19", rationale="In force.")
    row = paragraph(workspace, scope, "19")
    registers.save_measure(workspace, scope, Measure("Prevention Act"), answers=[row.id])
    registers.save_measure(workspace, scope, Measure("Old Act"))
    export(workspace, tmp_path / "earlier.xlsx", ExportRequest(("KEN",)))
    return tmp_path / "earlier.xlsx"


def test_a_clock_that_was_set_back_after_the_workbook_hides_nothing(workspace, scope, earlier, tmp_path):
    workspace.clock = lambda: datetime.now(UTC) - timedelta(days=400)
    set_(workspace, scope, "20", rationale="Typed after the clock was set back.")
    assert "Typed after the clock was set back." in {
        line[3] for line in told(changes(workspace, tmp_path / "new.xlsx", earlier))
    }


def test_nothing_changed_since_a_workbook_of_now(workspace, earlier, tmp_path):
    (row,) = changes(workspace, tmp_path / "m.xlsx", earlier)
    assert row["When"] == "Nothing has changed."


def test_each_field_stands_once_from_what_it_was_to_what_it_is(workspace, scope, earlier, tmp_path):
    set_(workspace, scope, "19", level=Level.LARGELY)
    set_(workspace, scope, "19", level=Level.FULLY)
    set_(workspace, scope, "19", rationale="=1+1")
    set_(workspace, scope, "20", level=Level.PLANNED)
    set_(workspace, scope, "22", next_step="Ask.")
    set_(workspace, scope, "22", next_step="")
    held = {row.measure.title: row for row in registers.measures(workspace, scope)}
    registers.save_measure(
        workspace, scope, Measure("Prevention Act", authority="Parliament"), held["Prevention Act"].id
    )
    registers.remove(workspace, scope, Register.MEASURE, [held["Old Act"].id])
    shown = paragraph(workspace, scope, "20")
    registers.save_evidence(workspace, scope, Evidence("Survey"), parts=Parts(supports=[shown.id]))
    rows = changes(workspace, tmp_path / "m.xlsx", earlier)
    found = told(rows)
    nineteen, twenty = (f"Assessment of paragraph {label} of A/RES/74/178" for label in ("19", "20"))
    assert (nineteen, "Level", "partially implemented", "fully implemented") in found
    assert (nineteen, "Rationale", "In force.", "=1+1") in found
    assert (twenty, "Level", None, "planned") in found
    assert ("Measure “Prevention Act”", "Authority", None, "Parliament") in found
    assert {one[1] for one in found if one[0] == "Measure “Old Act”"} == {"Removed"}
    assert {one[1] for one in found if one[0] == "Evidence “Survey”"} == {"Added"}
    assert ("Link of “Survey” to paragraph 20 of A/RES/74/178", "Added", None, "linked") in found
    assert not [one for one in found if "paragraph 22" in one[0]]
    assert {row["Kind"] for row in rows} == {"Assessment", "Measure", "Evidence", "Link"}
    moments = [row["When"] for row in rows]
    assert moments == sorted(moments, reverse=True)
    assert moments[0].date() == date.today()
    assert "since the workbook earlier.xlsx" in note_of(tmp_path / "m.xlsx", "Changes")


def test_what_was_undone_since_counts_backwards(workspace, earlier, tmp_path):
    workspace.undo()  # the Old Act
    workspace.undo()  # the Prevention Act and its link
    found = told(changes(workspace, tmp_path / "m.xlsx", earlier))
    assert {(about, field) for about, field, _, _ in found} == {
        ("Measure “Old Act”", "Removed"),
        ("Measure “Prevention Act”", "Removed"),
        ("Link of “Prevention Act” to paragraph 19 of A/RES/74/178", "Removed"),
    }


def test_done_and_undone_since_is_no_change(workspace, scope, earlier, tmp_path):
    set_(workspace, scope, "24", level=Level.FULLY)
    workspace.undo()
    (row,) = changes(workspace, tmp_path / "m.xlsx", earlier)
    assert row["When"] == "Nothing has changed."


@pytest.mark.parametrize("seed", range(4))
def test_what_is_told_is_the_difference_of_what_was_held(workspace, scope, earlier, tmp_path, seed):
    chance = random.Random(seed)
    labels, levels = ("19", "20", "22"), list(Level)

    def act():
        for _ in range(12):
            label = chance.choice(labels)
            chance.choice(
                (
                    lambda label=label: set_(workspace, scope, label, level=chance.choice(levels)),
                    lambda label=label: set_(workspace, scope, label, rationale=chance.choice(("", "a", "b"))),
                    workspace.undo,
                )
            )()

    def held():
        made = {label: paragraph(workspace, scope, label).assessment for label in labels}
        return {
            (label, field): value if value != Level.NOT_ASSESSED else ""
            for label, one in made.items()
            for field, value in (("Level", one.level.value), ("Rationale", one.rationale))
        }

    act()
    export(workspace, earlier, ExportRequest(("KEN",)))
    before = held()
    act()
    after = held()
    found = {
        (label, field, was or "", now or "")
        for about, field, was, now in told(changes(workspace, tmp_path / "m.xlsx", earlier))
        for label in labels
        if about == f"Assessment of paragraph {label} of A/RES/74/178" and field in ("Level", "Rationale")
    }
    cleaned = {(label, field, was.replace(NONE, ""), now.replace(NONE, "")) for label, field, was, now in found}
    assert cleaned == {(*key, before[key], after[key]) for key in before if before[key] != after[key]}


def test_only_of_the_states_cycle_and_instruments_that_are_exported(workspace, scope, earlier, tmp_path):
    set_(workspace, WorkScope("CHE", scope.cycle), "19", level=Level.FULLY)
    casework.add_cycle(workspace, "Next")
    other = next(cycle.id for cycle in casework.cycles(workspace) if cycle.name == "Next")
    casework.set_level(workspace, WorkScope("KEN", other), paragraph(workspace, scope, "20"), Level.FULLY)
    casework.set_level(workspace, scope, paragraph(workspace, scope, "5", "A/RES/68/197"), Level.FULLY)
    name = next(cycle.name for cycle in casework.cycles(workspace) if cycle.id == scope.cycle)
    wanted = {"cycle": name, "instruments": ("A/RES/74/178",)}
    assert told(changes(workspace, tmp_path / "m.xlsx", earlier, **wanted)) == set()
    rows = changes(workspace, tmp_path / "m.xlsx", earlier, ("KEN", "CHE"), cycle=name)
    assert {(row["Member State"], row["About"]) for row in rows} == {
        ("Switzerland", "Assessment of paragraph 19 of A/RES/74/178"),
        ("Kenya", "Assessment of paragraph 5 of A/RES/68/197"),
    }


def test_what_is_typed_on_after_a_workbook_was_made_is_told(workspace, scope, tmp_path, monkeypatch):
    from tracker.store.read import report_extras

    monkeypatch.setattr(report_extras, "_IN_FLIGHT", timedelta(days=1))
    set_(workspace, scope, "19", rationale="In")
    export(workspace, tmp_path / "earlier.xlsx", ExportRequest(("KEN",)))
    set_(workspace, scope, "19", rationale="In force.")
    found = told(changes(workspace, tmp_path / "m.xlsx", tmp_path / "earlier.xlsx"))
    assert {(field, after) for _, field, _, after in found} == {("Rationale", "In force.")}


def test_since_a_day_and_ever(workspace, scope, tmp_path):
    set_(workspace, scope, "19", level=Level.FULLY)
    path = tmp_path / "m.xlsx"
    assert told(changes(workspace, path, TODAY))
    assert f"since {in_full(date.today())}, that day included" in note_of(path, "Changes")
    tomorrow = date.today() + timedelta(days=1)
    assert changes(workspace, path, tomorrow)[0]["When"] == "Nothing has changed."
    assert told(changes(workspace, path, "", sheets=("Changes",)))
    assert "since the work began" in note_of(path, "Changes")
    export(workspace, path, ExportRequest(("KEN",)))
    assert "Changes" not in openpyxl.load_workbook(path).sheetnames


def test_a_workbook_that_another_program_saved_still_says_its_moment(workspace, scope, earlier, tmp_path):
    book = openpyxl.load_workbook(earlier)
    book.save(tmp_path / "saved.xlsx")
    set_(workspace, scope, "20", level=Level.PLANNED)
    found = told(changes(workspace, tmp_path / "m.xlsx", tmp_path / "saved.xlsx"))
    assert {about for about, *_ in found} == {"Assessment of paragraph 20 of A/RES/74/178"}


def _with_properties(path, content):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/custom.xml", content)
    return path


_GOOD = (
    b'<Properties><property name="tracker data as of">'
    b"<lpwstr>2026-01-31T10:00:00+00:00</lpwstr></property></Properties>"
)


def test_only_a_whole_small_part_without_a_document_type_is_believed(workspace, tmp_path):
    path = tmp_path / "given.xlsx"
    bombs = {
        "large": _GOOD + b" " * 70_000,
        "entities": b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + _GOOD,
        "cut": _GOOD[:-20],
        "no time zone": _GOOD.replace(b"+00:00", b""),
        "no date": _GOOD.replace(b"2026", b"year"),
        "another property": _GOOD.replace(b"data as of", b"colour"),
        "nothing": b"",
    }
    for what, content in bombs.items():
        _with_properties(path, content)
        with pytest.raises(TrackerError, match="does not say at which moment"):
            export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",), since=str(path)))
        assert not (tmp_path / "m.xlsx").exists(), what
    _with_properties(path, _GOOD)
    export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",), since=str(path)))
    for content in (b"no zip", b""):
        path.write_bytes(content)
        with pytest.raises(TrackerError, match="does not say at which moment"):
            export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",), since=str(path)))


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("2026-02-30", "no day 2026-02-30"),
        ("soon", "neither a day nor a workbook"),
        ("missing.xlsx", "neither a day nor a workbook"),
        (".", "no workbook"),
    ],
)
def test_what_is_neither_a_day_nor_a_workbook_is_named(workspace, tmp_path, since, words):
    with pytest.raises(TrackerError, match=words):
        export(workspace, tmp_path / "m.xlsx", ExportRequest(("KEN",), since=since))
