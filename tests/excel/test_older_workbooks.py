"""Workbooks for return that an older version wrote (tests/data/returned), filled in, say today what they said then.

Each has beside it what `tracker take-back --dry-run --json` of that version said.
"""

import json

import pytest

from tests.conftest import DATA
from tests.store.test_older_workspaces import older
from tracker.operations import import_returned, returned_report
from tracker.operations.compare_returned import look
from tracker.store.workspace import open_workspace

WORKBOOKS = sorted(path.stem for path in (DATA / "returned").glob("*.xlsx"))


def said_then(name):
    return json.loads((DATA / "returned" / f"{name}.json").read_text(encoding="utf-8"))


def by_field(said):
    """The changes paragraph by paragraph and field by field: their order is that of the columns."""
    return {**said, "changes": sorted(said["changes"], key=lambda one: (one["paragraph"] or "", one["field"]))}


def without(then, now):
    """What was said then and is not said now: keys that came since are left out."""
    if isinstance(then, dict):
        return {key: lost for key in then if (lost := without(then[key], now.get(key, "no such key")))}
    if isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        return [lost for one, other in zip(then, now, strict=True) if (lost := without(one, other))]
    return () if then == now else (then, now)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_they_say_the_same(tmp_path, name):
    with open_workspace(older(4, tmp_path)) as workspace:
        found = look(workspace, [DATA / "returned" / f"{name}.xlsx"])
        then = said_then(name)
        assert not without(by_field(then), by_field(returned_report.as_json(found, 0)))
        changes, new = import_returned.without_conflicts(found)
        assert import_returned.accept(workspace, changes, new)
        again = returned_report.as_json(look(workspace, [DATA / "returned" / f"{name}.xlsx"]), 0)
        assert again["changes"] == [], "what was taken in is there"
        assert not without(then["conflicts"], again["conflicts"])
