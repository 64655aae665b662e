"""A register in the middle pane: the table, its heading, and what can be done with the row that is chosen."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tracker.gui import theme
from tracker.gui.office import Office
from tracker.gui.registers.model import RegisterModel
from tracker.gui.widgets import button, headed_page, label
from tracker.gui.words import tr


class _Table(QTableView):
    """Enter opens the row, Delete removes it."""

    opened = Signal()
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class RegisterPage(QWidget):
    """Emits chosen(row), edit(row), add() and remove(row)."""

    chosen = Signal(object)
    edit = Signal(object)
    add = Signal()
    remove = Signal(object)

    def __init__(self, office: Office, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.model = RegisterModel(office, kind)
        self._chosen: int | None = None
        measures = kind == "measure"
        self._title = label(tr("Measures") if measures else tr("Evidence"), "title")
        self._about = label("", "quiet")
        self._empty = label(
            tr("No measures yet. Add the laws, programmes and other measures of this State, then link them.")
            if measures
            else tr("No evidence yet. Add reports, statistics and other sources, then link them."),
            "quiet",
            wrap=True,
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.table = _Table()
        self.table.setAccessibleName(self._title.text())
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(9 * theme.UNIT)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(self.model.widths()):
            self.table.setColumnWidth(column, width)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        self._edit = button(tr("Edit"), "", self._open, tr("Edit the chosen row"))
        self._remove = button(tr("Remove"), "", self._take_away, tr("Remove the chosen row"))
        new = button(tr("New measure") if measures else tr("New evidence"), "primary", self.add.emit)
        headed_page(self, (self._title, self._about, self._edit, self._remove, new), 1, [self.table, self._empty])
        self.table.opened.connect(self._open)
        self.table.removed.connect(self._take_away)
        self.table.doubleClicked.connect(self._open)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.model.modelReset.connect(self._after_reset)
        self._after_reset()

    def search(self, words: str) -> None:
        self.model.search(words)

    @property
    def current_row(self) -> Any:
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def _open(self) -> None:
        if (row := self.current_row) is not None:
            self.edit.emit(row)

    def _take_away(self) -> None:
        if (row := self.current_row) is not None:
            self.remove.emit(row)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            row = self.model.row_at(current.row())
            if row.id != self._chosen:
                self._chosen = row.id
                self.chosen.emit(row)
        self._edit.setEnabled(current.isValid())
        self._remove.setEnabled(current.isValid())

    def _after_reset(self) -> None:
        total, shown = self.model.total, self.model.rowCount()
        self._about.setText(
            f"{total:,}" if shown == total else tr("{shown} of {total}").format(shown=shown, total=total)
        )
        self.table.setVisible(total > 0)
        self._empty.setVisible(total == 0)
        position = self.model.position_of(self._chosen) if self._chosen is not None else -1
        if position >= 0:
            self.table.selectRow(position)
        self._edit.setEnabled(self.current_row is not None)
        self._remove.setEnabled(self.current_row is not None)
