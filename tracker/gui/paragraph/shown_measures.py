"""Which measures a piece of evidence shows, and where in it: a searchable list to tick, of any length."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from tracker.domain.text.folding import folded
from tracker.gui.kit import sizes
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import label

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_TITLE, _NOTE = 0, 1


class TickModel(QAbstractTableModel):
    """Rows (id, title) that can be ticked; those ticked at the start come first. A ticked row takes a note."""

    def __init__(self, rows: Sequence[tuple[int, str]], ticked: Mapping[int, str]) -> None:
        super().__init__()
        self._rows = sorted(rows, key=lambda row: row[0] not in ticked)
        self._found = self._rows
        self._ticked = dict.fromkeys(ticked)
        self._notes = dict(ticked)

    @property
    def value(self) -> dict[int, str]:
        """The notes of the ticked rows, by row id."""
        return {row_id: self._notes.get(row_id, "") for row_id in self._ticked}

    def search(self, words: str) -> None:
        search_words = folded(words).split()
        self.beginResetModel()
        self._found = [row for row in self._rows if all(word in folded(row[1]) for word in search_words)]
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr("Measure") if section == _TITLE else tr("Where in it")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row_id, title = self._found[index.row()]
        if index.column() == _TITLE:
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if row_id in self._ticked else Qt.CheckState.Unchecked
            return title if role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._notes.get(row_id, "") if row_id in self._ticked else ""
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row_id = self._found[index.row()][0]
        if role == Qt.ItemDataRole.CheckStateRole:
            if Qt.CheckState(value) == Qt.CheckState.Checked:
                self._ticked[row_id] = None
            else:
                self._ticked.pop(row_id, None)
        elif role == Qt.ItemDataRole.EditRole:
            self._notes[row_id] = str(value)
        else:
            return False
        self.dataChanged.emit(self.index(index.row(), _TITLE), self.index(index.row(), _NOTE))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        selectable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == _TITLE:
            return selectable | Qt.ItemFlag.ItemIsUserCheckable
        return selectable | Qt.ItemFlag.ItemIsEditable if self._found[index.row()][0] in self._ticked else selectable


class ShownMeasures(QWidget):
    """The list with its search field. Space ticks, F2 or typing edits the note."""

    def __init__(self, rows: Sequence[tuple[int, str]], ticked: Mapping[int, str]) -> None:
        super().__init__()
        self.model = TickModel(rows, ticked)
        self.search = QLineEdit()
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText(tr("Search measures"))
        self.search.setAccessibleName(tr("Search measures"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.model.search)
        self.table = QTableView()
        self.table.setObjectName("framed")
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("Shows measures"))
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.verticalHeader().hide()
        sizes.sized(self.table.verticalHeader(), lambda it: it.setDefaultSectionSize(sizes.units(8)))
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(_NOTE, QHeaderView.ResizeMode.Interactive)
        lines = min(max(len(rows), 2), 6) + 1
        sizes.sized(self.table, lambda it: it.setColumnWidth(_NOTE, sizes.units(30)))
        sizes.sized(self.table, lambda it: it.setFixedHeight(lines * sizes.units(8) + 4))
        empty_label = label(tr("The register has no measures yet."), "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(column, 1)
        column.addWidget(empty_label)
        column.addWidget(self.search)
        column.addWidget(self.table)
        empty_label.setHidden(bool(rows))
        self.search.setHidden(not rows)
        self.table.setHidden(not rows)
        self.setFocusProxy(self.search)

    @property
    def value(self) -> dict[int, str]:
        """The notes of the ticked rows, by row id; a note that is being typed is included."""
        self.table.setCurrentIndex(QModelIndex())
        return self.model.value
