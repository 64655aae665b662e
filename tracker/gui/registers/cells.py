"""Editing in the cells of a register. Each edit is one action; refused input stays in its cell, to be corrected or
cancelled with Esc."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tracker.gui.kit.fields import UNCUT, Choice, DateText
from tracker.gui.kit.table import Table
from tracker.gui.kit.widgets import repolish
from tracker.gui.registers.columns import choice_words
from tracker.gui.registers.model import RegisterModel

_Index = QModelIndex | QPersistentModelIndex


class _Cells(QStyledItemDelegate):
    """Makes the editor of a cell: a list of choices, a date field, or a line of text."""

    def __init__(self, model: RegisterModel) -> None:
        super().__init__()
        self._model = model

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index) -> QWidget:
        column = self._model.columns[index.column()]
        editor: QWidget
        if column.choices:
            editor = choices = Choice(parent)
            for choice in column.choices:
                choices.addItem(choice_words(choice), choice)
            choices.activated.connect(lambda _index: self._done(choices))
            QTimer.singleShot(0, choices, choices.showPopup)
        elif column.dated:
            editor = DateText()
            editor.setParent(parent)
        else:
            editor = QLineEdit(parent)
            editor.setMaxLength(UNCUT)
            editor.textEdited.connect(lambda _words: _mark(editor, wrong=False))
        editor.setAccessibleName(column.heading)
        return editor

    def _done(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if editor.property("wrong"):
            return  # keep refused input when the row changes for another reason
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, DateText):
            editor.show_date(self._model.value_at(index))
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findText(index.data()))
        elif isinstance(editor, QLineEdit):
            editor.setText(value)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, DateText):
            try:
                value = editor.value
            except ValueError as fault:
                _mark(editor, wrong=True)
                self._model.refuse(str(fault))
                return
            _mark(editor, wrong=not self._model.setData(index, value))
        elif isinstance(editor, QComboBox):
            column = self._model.columns[index.column()]
            assert column.choices
            self._model.setData(index, list(column.choices)[editor.currentIndex()])
        elif isinstance(editor, QLineEdit):
            _mark(editor, wrong=not self._model.setData(index, editor.text()))


def _mark(editor: QWidget, wrong: bool) -> None:
    if bool(editor.property("wrong")) != wrong:
        editor.setProperty("wrong", wrong)
        repolish(editor)


class RegisterTable(Table):
    """F2 or a double click edits a cell. Enter emits opened(), and so does a double click on a cell that can't be
    edited; Delete emits removed()."""

    removed = Signal()

    def __init__(self, model: RegisterModel, name: str, kept_as: str) -> None:
        super().__init__(model, [column.width for column in model.columns], name, kept_as, grows=[0])  # the title
        self._cells = _Cells(model)
        self.setItemDelegate(self._cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            QTableView.keyPressEvent(self, event)  # a key that the editor in the cell did not handle
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Keep an editor with refused input open, unless the user cancels it."""
        cancelled = hint == QAbstractItemDelegate.EndEditHint.RevertModelCache
        if cancelled or not editor.property("wrong"):
            super().closeEditor(editor, hint)

    def _on_double_click(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit()
