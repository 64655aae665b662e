"""Small dialogs that look like the rest of the window: plain text that can be copied, and room for a sentence."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox, QWidget

from tracker.gui.kit import sizes
from tracker.gui.kit.i18n import tr


def message_box(parent: QWidget | None, words: str, title: str = "tracker") -> QMessageBox:
    """A box with a message, to which the caller adds buttons and says which is the default; without any it has OK."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words)
    box.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return box


def ask_for_line(parent: QWidget, title: str, question: str) -> str:
    """Ask for a line of text; "" if the user cancels, or leaves it empty."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(question)
    dialog.setOkButtonText(tr("OK"))
    dialog.setCancelButtonText(tr("Cancel"))
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setAccessibleName(question)
    dialog.resize(sizes.units(100), dialog.sizeHint().height())
    return dialog.textValue().strip() if dialog.exec() else ""
