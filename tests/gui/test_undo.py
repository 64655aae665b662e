"""Undo says whose and what where that is not what the user did last here, and then wants the key once more."""

import sqlite3
from contextlib import closing

import pytest

from tests.gui.hands import look_again, now, press, show
from tests.gui.test_keys import entry
from tests.operations.test_review import working
from tracker import user
from tracker.domain.casework.levels import Level
from tracker.operations import casework

LEVEL = "Level of paragraph 19 of A/RES/74/178 set to Planned"


def planned(window, label="19"):
    window.context.do_in_scope(casework.set_level, show(window, label), Level.PLANNED)


def level_of(window, label="19"):
    return now(window, label).assessment.level


def of_another(window):
    with working(window.context.workspace, "Ana Duarte"):
        planned(window)
    look_again(window)


def of_another_state(window):
    planned(window)
    window.switch_state("FRA")


def of_long_ago(window):
    planned(window)
    with closing(sqlite3.connect(window.context.workspace.path)) as raw, raw:
        raw.execute("UPDATE change_set SET at = '2024-11-04 09:00:00.000000' WHERE undone_at IS NULL AND undoable")
    look_again(window)


@pytest.mark.parametrize(
    ("do", "who", "day"),
    [(of_another, "Ana Duarte", ""), (of_another_state, "unknown", ""), (of_long_ago, "unknown", "4 November 2024")],
)
def test_what_is_not_expected_is_said_and_wants_the_key_once_more(window, do, who, day, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "root")
    do(window)
    window.undo()
    said = window.message.text
    assert said.startswith(f"{who}, {day}")
    assert said.endswith(f": {LEVEL}, in Kenya. Press Ctrl+Z once more to undo it.")
    assert entry(window, "Undo").text().startswith(f"Undo: {who}, {day}")
    window.switch_state("KEN")
    assert level_of(window) is Level.PLANNED, "nothing is undone yet"
    window.undo()
    window.undo()
    assert level_of(window) is Level.NOT_ASSESSED


def test_once_more_counts_only_while_it_is_said(window):
    of_another(window)
    window.undo()
    press(window.message, "Dismiss")
    window.undo()
    assert level_of(window) is Level.PLANNED
    show(window, "20")  # to another paragraph: the message goes
    window.undo()
    assert level_of(window) is Level.PLANNED
    window.undo()
    assert level_of(window) is Level.NOT_ASSESSED


def test_redo_asks_as_well(window):
    of_another(window)
    window.undo()
    window.undo()
    window.redo()
    assert window.message.text.endswith(f"{LEVEL}, in Kenya. Press Ctrl+Shift+Z once more to do it again.")
    assert level_of(window) is Level.NOT_ASSESSED
    window.redo()
    assert level_of(window) is Level.PLANNED


def test_ones_own_last_action_is_undone_at_once_also_after_giving_a_name(window):
    planned(window)
    user.keep("Ann Analyst")
    window.undo()
    assert level_of(window) is Level.NOT_ASSESSED
    planned(window)
    window.undo()
    assert level_of(window) is Level.NOT_ASSESSED


def test_a_workspace_of_one_resolution_names_the_paragraph_only(window):
    with closing(sqlite3.connect(window.context.workspace.path)) as raw, raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("DELETE FROM instrument WHERE symbol <> 'A/RES/74/178'")
    planned(window)
    assert window.context.undo_labels()[0] == "Level of paragraph 19 set to Planned"
