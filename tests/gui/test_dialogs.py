"""Small dialogs look like the rest: plain text, room for a sentence, a named button that Enter presses."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QInputDialog, QLabel, QLineEdit, QMessageBox, QPushButton

from tests.gui.hands import show
from tests.gui.test_keys import entry
from tracker.gui.shell import closing


@pytest.fixture
def shown(monkeypatch):
    """The dialogs that are shown, each cancelled."""
    found: list[QDialog] = []

    def run(dialog: QDialog) -> int:
        dialog.show()
        found.append(dialog)
        dialog.hide()
        return 0

    for kind in (QMessageBox, QInputDialog):
        monkeypatch.setattr(kind, "exec", run)
    return found


def test_message_boxes(window, shown):
    entry(window, "About tracker").trigger()
    closing.ask_to_discard(window, "<b>Measure</b>")
    closing.ask_to_lose(window, "It is gone.", partial(show, window))
    about, discard, lose = shown
    for box in (about, discard, lose):
        assert isinstance(box, QMessageBox)
        assert box.textFormat() is Qt.TextFormat.PlainText
        assert box.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        assert all(one.text() for one in box.findChildren(QPushButton) if one.isVisibleTo(box))
        words = box.findChild(QLabel, "qt_msgbox_label")
        assert words is not None and words.width() >= 320, "room for a sentence"
        assert box.windowTitle()
    assert "<b>Measure</b>" in discard.text()
    assert discard.defaultButton() is discard.button(QMessageBox.StandardButton.Cancel)
    assert lose.defaultButton().text() == "Save as…"


def test_a_question_for_a_line(window, shown):
    entry(window, "New cycle").trigger()
    (dialog,) = shown
    assert isinstance(dialog, QInputDialog)
    line = dialog.findChild(QLineEdit)
    assert line is not None and line.accessibleName().startswith("Name of the cycle")
    assert dialog.width() >= 400
    assert dialog.okButtonText() == "OK" and dialog.cancelButtonText() == "Cancel"
