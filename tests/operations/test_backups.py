"""Backups that the program makes by itself: when, how many, how large, looked through, and put back."""

import itertools
import shutil
from collections import namedtuple
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import paragraph
from tracker.domain.casework.backup_plan import Backup, superfluous
from tracker.domain.casework.levels import Level
from tracker.errors import TrackerError
from tracker.operations import backups, casework
from tracker.operations.casework import WorkScope
from tracker.store.workspace import open_unchecked, open_workspace

SCOPE = WorkScope("KEN", 1)


def change(workspace, words):
    casework.set_assessment(workspace, SCOPE, paragraph(workspace, SCOPE, "19"), rationale=words)


@pytest.fixture
def clock(monkeypatch):
    """A day and time that tests set."""

    class Clock(datetime):
        at = datetime(2026, 3, 31, 9, tzinfo=UTC)

        @classmethod
        def now(cls, tz=None):
            return cls.at if tz else cls.at.replace(tzinfo=None)

    monkeypatch.setattr(backups, "datetime", Clock)
    return Clock


def test_one_a_day_and_only_when_something_changed(workspace, clock):
    assert backups.make_daily(workspace)
    change(workspace, "One")
    assert backups.make_daily(workspace) is None
    clock.at += timedelta(days=1)
    assert backups.make_daily(workspace)
    clock.at += timedelta(days=1)
    assert backups.make_daily(workspace) is None, "nothing changed"
    workspace.undo()
    assert backups.make_daily(workspace), "undoing is a change"
    assert len(backups.backups(workspace)) == 3


def test_a_clock_set_back_overwrites_nothing(workspace, clock):
    backups.make_daily(workspace)
    change(workspace, "One")
    clock.at -= timedelta(days=400)
    first = backups.make_daily(workspace)
    assert first and len(backups.backups(workspace)) == 2


def days(last, count):
    return [
        Backup(Path(f"{n}"), datetime.combine(last, datetime.min.time(), UTC) - timedelta(days=n), 10)
        for n in range(count)
    ]


def test_seven_days_four_weeks_twelve_months():
    made = days(date(2026, 6, 30), 800)
    gone = superfluous(made, 10**9)
    kept = [backup.at.date() for backup in made if backup not in gone]
    assert kept[:7] == [date(2026, 6, 30) - timedelta(days=n) for n in range(7)]
    assert date(2026, 6, 14) in kept and date(2026, 6, 21) in kept, "the last of their weeks"
    months = {(day.year, day.month) for day in kept}
    assert len(months) == 12 and (2025, 7) in months and (2025, 6) not in months
    assert len(kept) <= 7 + 4 + 12


def test_they_are_thinned_day_by_day_as_all_at_once():
    kept: list[Backup] = []
    for backup in reversed(days(date(2026, 6, 30), 400)):
        kept = [older for older in [*kept, backup] if older not in superfluous([*kept, backup], 10**9)]
    assert len({(backup.at.year, backup.at.month) for backup in kept}) == 12
    assert len({backup.at.isocalendar()[:2] for backup in kept}) >= 4


def test_they_take_no_more_than_there_is_room_and_the_newest_stays():
    made = days(date(2026, 6, 30), 5)
    assert superfluous(made, 25) == made[2:]
    assert superfluous(made, 5) == made[1:]


def test_never_over_a_tenth_of_the_free_disk(workspace, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(0, 0, 5 * workspace.path.stat().st_size))
    with pytest.raises(TrackerError, match="more than a tenth of what is free"):
        backups.make(workspace)
    assert backups.backups(workspace) == []


def test_a_backup_of_a_damaged_workspace_is_said_and_not_kept(workspace, monkeypatch):
    good = backups.make(workspace)
    change(workspace, "One")
    with workspace.read() as connection:
        (page,) = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'measure'").one()
    change(workspace, "Two")
    workspace.close()
    data = bytearray(workspace.path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"x" * 4096
    workspace.path.write_bytes(data)
    with open_unchecked(workspace.path) as damaged:
        with pytest.raises(TrackerError, match="damaged"):
            backups.make(damaged)
        assert backups.backups(damaged) == [good]


def test_putting_one_back_keeps_what_was_there(workspace_path):
    with open_workspace(workspace_path) as workspace:
        change(workspace, "Yesterday")
        old = backups.make(workspace)
        assert old
        assert backups.make(workspace) is None
        change(workspace, "Today")
        casework.set_level(workspace, SCOPE, paragraph(workspace, SCOPE, "20"), Level.FULLY)
        assert [str(label) for label in backups.actions_since(workspace, old)] == [
            "Level of paragraph 20 of A/RES/74/178 set to Fully implemented"
        ]
        with pytest.raises(TrackerError, match="open in another tracker"):
            backups.restore(workspace_path, old)
    with backups.restore(workspace_path, old) as restored:
        assert paragraph(restored, SCOPE, "19").assessment.rationale == "Yesterday"
        newest = backups.backups(restored)[0]
        assert newest != old
    with backups.restore(workspace_path, newest) as again:
        assert paragraph(again, SCOPE, "19").assessment.rationale == "Today"


def test_a_copy_elsewhere_has_backups_of_its_own(workspace_path, tmp_path):
    with open_workspace(workspace_path) as workspace:
        backups.make(workspace)
    copy = Path(shutil.copy(workspace_path, tmp_path / "elsewhere.tracker"))
    with open_workspace(copy) as workspace:
        assert backups.backups(workspace) == []


def test_one_that_is_cancelled_leaves_nothing(workspace):
    calls = itertools.count()

    def progress(*_):
        if next(calls) > 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        for _ in range(2):
            backups.make(workspace, progress)
            change(workspace, "x")
    assert all(path.suffix == ".tracker" for path in backups.folder(workspace).iterdir())
