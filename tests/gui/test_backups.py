"""Backups and copies to send, from the window."""

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.conftest import paragraph
from tests.gui.hands import give, now, page_of, show
from tests.gui.test_worst_day import SCOPE, entry, told
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.domain.casework.registers import Register
from tracker.operations import backups, registers, workspaces
from tracker.store.workspace import open_workspace


def test_a_backup_is_put_back_from_the_window(open_window, workspace_path, qtbot, opened):
    window = open_window(workspace_path)
    window.set_levels([show(window)], Level.LARGELY)
    backups.make(window.context.workspace)
    window.set_levels([show(window)], Level.FULLY)
    window.pane.form.texts["rationale"].setPlainText("Said today")
    entry(window, "Restore a backup…").trigger()
    page = page_of(window)
    assert "2 actions since then would be gone:" in told(page)
    assert "Level of paragraph 19 of A/RES/74/178 set to Fully implemented" in told(page)
    page.save()
    qtbot.waitUntil(lambda: bool(opened()) and window not in opened())
    (restored,) = opened()
    assert now(restored).assessment.level is Level.LARGELY and now(restored).assessment.rationale == ""
    assert "kept as a backup too" in restored.message.text
    newest = backups.backups(restored.context.workspace)[0]
    with open_workspace(newest.path, writing=False) as kept:
        assert paragraph(kept, SCOPE, "19").assessment.rationale == "Said today"


def test_what_was_before_an_action_on_many_is_kept_as_a_backup(open_window, workspace_path, qtbot):
    window = open_window(workspace_path)
    workspace = window.context.workspace
    window.set_levels([show(window, "19")], Level.FULLY)
    assert backups.backups(workspace) == []
    labels = [str(number) for number in range(1, 13)]
    window.set_levels([show(window, label) for label in labels], Level.PARTIALLY)
    window.set_levels([show(window, "1")], Level.FULLY)  # goes on at once
    qtbot.waitUntil(lambda: bool(backups.backups(workspace)))
    (backup,) = backups.backups(workspace)
    with open_workspace(backup.path, writing=False) as before:
        found = [paragraph(before, SCOPE, label).assessment.level for label in ["19", *labels]]
    assert found == [Level.FULLY, *[Level.NOT_ASSESSED] * 12]


@pytest.mark.parametrize("outside", [True, False])
def test_a_copy_to_send_says_whom_it_is_for_and_has_what_that_one_may_see(
    open_window, workspace_path, qtbot, tmp_path, monkeypatch, outside
):
    window = open_window(workspace_path)
    secret = b"The minister's first draft " * 50
    (tmp_path / "draft.txt").write_bytes(secret)
    (tmp_path / "law.txt").write_bytes(b"The law as it was adopted " * 50)
    file = give(window, show(window), tmp_path / "draft.txt", evidence=Evidence("Draft"))
    give(window, show(window), tmp_path / "law.txt", evidence=Evidence("Law"))
    window.context.do_in_scope(registers.remove, Register.EVIDENCE, [file.id])
    window.pane.form.texts["rationale"].setPlainText("Confidential words")
    window.pane.flush()
    window.set_levels([now(window)], Level.LARGELY)
    window.pane.form.texts["rationale"].setPlainText("")
    window.pane.flush()
    target = tmp_path / "sent.tracker"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    entry(window, "Save a copy to send…").trigger()
    page = page_of(window)
    page.purpose.setCurrentIndex(0 if outside else 1)
    assert ("Without history" in told(page)) is outside
    page.save()
    qtbot.waitUntil(lambda: "Saved a copy as" in window.message.text)
    data = target.read_bytes()
    assert (b"minister's first draft" in data, b"Confidential words" in data) == (not outside, not outside)
    assert b"The law as it was adopted" in data
    with open_workspace(target) as copy:
        (notice,) = map(str, copy.notices)
        assert ("it has no history" if outside else "for a colleague who goes on") in notice
        assert (copy.announced()[0] is None) is outside
        assert workspaces.check(copy) == []
    assert open_workspace(target, writing=False).notices == []
