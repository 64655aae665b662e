"""Ask before unsaved input, or a workspace that is in no file any more, is lost when the window closes."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from tracker.gui.kit.dialogs import message_box
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
    box = message_box(window, tr("“{title}” is not saved. Close without saving it?").format(title=title))
    box.setStandardButtons(QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    return box.exec() == QMessageBox.StandardButton.Discard


def ask_to_lose(window: QWidget, reason: str, save: Callable[[], None]) -> bool:
    """Ask whether to close although all that the workspace holds is lost by it; it can be saved instead. True if the
    user confirms."""
    box = message_box(window, tr("{reason} Closing loses all that you see here.").format(reason=reason))
    save_as = box.addButton(tr("Save as…"), QMessageBox.ButtonRole.AcceptRole)
    lose = box.addButton(tr("Close and lose it"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(save_as)
    box.exec()
    if box.clickedButton() is save_as:
        save()
    return box.clickedButton() is lose
