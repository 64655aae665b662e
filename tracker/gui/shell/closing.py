"""Ask before unsaved input is lost when the window closes."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from tracker.gui.kit.i18n import tr
from tracker.gui.kit.page import Page
from tracker.gui.paragraph.pane import ParagraphPane


def may_close(page: Page | None, pane: ParagraphPane, may_discard: Callable[[str], bool]) -> bool:
    """Whether all input is saved or may be discarded; `may_discard(title)` asks the user."""
    if page and page.unsaved:
        if not may_discard(page.title_words):
            return False
        page.closed.emit()  # also drops a save that is pending
    pane.flush()
    unsaved, draft_comment = pane.unsaved, pane.draft_comment
    if unsaved and not may_discard(tr("Paragraph {label}").format(label=unsaved)):
        return False
    return not draft_comment or may_discard(tr("Comment on paragraph {label}").format(label=draft_comment))


def ask_to_discard(window: QWidget, title: str) -> bool:
    """Ask whether to close without saving; True if the user confirms."""
    box = QMessageBox(window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("“{title}” is not saved. Close without saving it?").format(title=title))
    box.setStandardButtons(QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    return box.exec() == QMessageBox.StandardButton.Discard
