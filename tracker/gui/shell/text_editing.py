"""Cut, copy, paste and select all, in the focused field or list."""

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
)

from tracker.gui.kit.i18n import tr
from tracker.gui.kit.tips import whole_text

Field = QLineEdit | QPlainTextEdit | QTextEdit


def field() -> Field | None:
    """The focused text field, if any."""
    focused = QApplication.focusWidget()
    if isinstance(focused, QComboBox):
        focused = focused.lineEdit()
    return focused if isinstance(focused, QLineEdit | QPlainTextEdit | QTextEdit) else None


def selected() -> str:
    """The selected text of the focused widget; of a list, the selected lines, a tab between cells."""
    focused = QApplication.focusWidget()
    if isinstance(focused, QAbstractItemView):
        lines: dict[int, list[str]] = {}
        for index in _seen(focused):
            lines.setdefault(index.row(), []).append(" ".join(whole_text(index).split()))
        return "\n".join("\t".join(cells) for cells in lines.values())
    if isinstance(focused, QLabel):
        return focused.selectedText()
    if isinstance(found := field(), QLineEdit):
        return found.selectedText()
    return found.textCursor().selectedText() if found else ""


def _seen(view: QAbstractItemView) -> list[QModelIndex]:
    """What is chosen in a list, in the order in which it is seen, without columns that are hidden."""
    chosen = view.selectionModel().selectedIndexes()
    if not isinstance(view, QTableView):
        return sorted(chosen)
    place = view.horizontalHeader().visualIndex
    shown = [index for index in chosen if not view.isColumnHidden(index.column())]
    return sorted(shown, key=lambda index: (index.row(), place(index.column())))


def may_write() -> bool:
    """Whether the focused field is editable."""
    found = field()
    return found is not None and not found.isReadOnly()


def why_not_cut() -> str:
    return "" if may_write() and selected() else tr("Select words in a field first.")


def why_not_copy() -> str:
    return "" if selected() else tr("Select words, or lines of a list, first.")


def why_not_select() -> str:
    focused = QApplication.focusWidget()
    if isinstance(focused, QAbstractItemView):
        one = focused.selectionMode() == QAbstractItemView.SelectionMode.SingleSelection
        return tr("Only one line can be chosen here.") if one else ""
    if field():
        return ""
    return tr("Go to a field or a list first.")


def cut() -> None:
    if found := field():
        found.cut()


def copy() -> None:
    QGuiApplication.clipboard().setText(selected().replace("\u2029", "\n"))


def select_all() -> None:
    focused = QApplication.focusWidget()
    if isinstance(focused, QAbstractItemView):
        focused.selectAll()
    elif found := field():
        found.selectAll()
