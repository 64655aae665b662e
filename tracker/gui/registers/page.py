"""A register in the middle pane: the table, its filters, and the actions on the selected rows."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from tracker.domain.casework.registers import Register
from tracker.gui.context.context import WorkContext
from tracker.gui.kit import sizes
from tracker.gui.kit.fields import Choice
from tracker.gui.kit.find_field import FindField
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.shortcuts import with_key
from tracker.gui.kit.widgets import FlowLayout, button, headed_page, label
from tracker.gui.registers.cells import RegisterTable
from tracker.gui.registers.columns import Row
from tracker.gui.registers.index import ALL, RegisterFilter
from tracker.gui.registers.model import RegisterModel


class FilterChoice(Choice):
    """The choices of a filter; while the list is open each shows how many rows it would let through."""

    def __init__(self, filter_: RegisterFilter, number: int, model: RegisterModel) -> None:
        super().__init__()
        self._filter, self._number, self._model = filter_, number, model
        self.setAccessibleName(filter_.words)
        self.addItem(filter_.words, ALL)
        for key, text in filter_.choices:
            self.addItem(text, key)
        sizes.sized(self, lambda it: it._fit())
        self.currentIndexChanged.connect(lambda _index: model.choose(number, self.currentData()))

    def _fit(self) -> None:
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(self._filter.words) + sizes.units(11))

    def showPopup(self) -> None:
        counts = self._model.counts(self._number)
        for position, (key, text) in enumerate(self._filter.choices, 1):
            self.setItemText(position, f"{text} ({counts.get(key, 0):,})")
        super().showPopup()

    def hidePopup(self) -> None:
        super().hidePopup()
        for position, (_, text) in enumerate(self._filter.choices, 1):
            self.setItemText(position, text)


class RegisterPage(QWidget):
    """Emits chosen(row or None) and edit(row) for the current row, remove(ids), link(ids) and unlink(ids) for the
    selected rows, and add()."""

    chosen = Signal(object)
    edit = Signal(object)
    add = Signal()
    remove = Signal(object)
    link = Signal(object)
    unlink = Signal(object)

    def __init__(self, context: WorkContext, register: Register) -> None:
        super().__init__()
        measures = register is Register.MEASURE
        self._measures = measures
        self._context = context
        self.model = RegisterModel(context, register)
        self._emitted_id: int | None = None
        self._listed = True  # the row that was emitted last
        self._kept: list[int] = []
        self._title = label(tr("Measures") if measures else tr("Evidence"), "title")
        self._about = label("", "quiet")
        self._empty = label("", "quiet", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.table = RegisterTable(self.model, self._title.text(), register.name.lower())
        self.filters = [
            FilterChoice(register_filter, number, self.model)
            for number, register_filter in enumerate(self.model.filters)
        ]
        self._edit = button(tr("Edit"), "link", self.open, tr("Edit the chosen row"), "edit row")
        self._remove = button(
            tr("Remove"), "link", self._emit_chosen(self.remove), tr("Remove the chosen rows"), "remove rows"
        )
        self._link = button(tr("Link to paragraphs…"), "link", self._emit_chosen(self.link), key="link rows")
        self._unlink = button(tr("Unlink…"), "link", self._emit_chosen(self.unlink), key="unlink rows")
        new_text = tr("New measure") if measures else tr("New evidence")
        self._new = button(new_text, "primary", self.add.emit, key="new row")
        self.find_field = FindField(tr("Find measures") if measures else tr("Find evidence"))
        self.find_field.set_target(self.table)
        self.find_field.textChanged.connect(self.model.search)
        heading = (self._title, self._about, self.find_field, self._new)
        headed_page(self, heading, 1, [self._body()])
        self.table.opened.connect(self.open)
        self.table.removed.connect(self._emit_chosen(self.remove))
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.selectionModel().selectionChanged.connect(self._show_state)
        self.model.modelAboutToBeReset.connect(self._before_reset)
        self.model.modelReset.connect(self._after_reset)
        self.model.counts_changed.connect(self._show_state)
        context.scope_changed.connect(self._on_scope)
        self._show_state()

    def _body(self) -> QWidget:
        """The filters and what can be done with the chosen rows, with the table below them."""
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(column, 2)
        margins = QVBoxLayout()
        sizes.margins(margins, 3, 2, 3, 0)
        column.addLayout(margins)
        self._tools = FlowLayout(1)
        margins.addLayout(self._tools)
        for widget in (*self.filters, self._edit, self._remove, self._link, self._unlink):
            self._tools.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        return body

    def add_views(self, button: QPushButton) -> None:
        """Put the saved views beside the filters."""
        self._tools.addWidget(button)

    def filter_choices(self) -> dict[str, dict[str, str]]:
        return {register_filter.key: dict(register_filter.choices) for register_filter in self.model.filters}

    def chosen_filters(self) -> dict[str, str]:
        pairs = zip(self.model.filters, self.filters, strict=True)
        return {register_filter.key: box.currentData() for register_filter, box in pairs if box.currentData() != ALL}

    def choose_filters(self, chosen: Mapping[str, str]) -> None:
        for register_filter, box in zip(self.model.filters, self.filters, strict=True):
            box.setCurrentIndex(box.findData(chosen.get(register_filter.key, ALL)))

    @property
    def current_row(self) -> Row | None:
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    @property
    def chosen_ids(self) -> list[int]:
        """The ids of the selected rows, from top to bottom."""
        return [self.model.row_at(position).id for position in sorted(self._chosen)]

    @property
    def _chosen(self) -> set[int]:
        """The positions of the selected rows."""
        ranges = self.table.selectionModel().selection()
        spans = map(ranges.at, range(ranges.size()))
        return {position for span in spans for position in range(span.top(), span.bottom() + 1)}

    def show_row(self, row_id: int) -> bool:
        """Make a row the current one, resetting search and filters if they hide it. Returns whether it exists."""
        if self.model.position_of(row_id) < 0:
            self.find_field.clear()
            for choice in self.filters:
                choice.setCurrentIndex(0)
        position = self.model.position_of(row_id)
        if position >= 0:
            self._emitted_id = None  # so that `chosen` is emitted even if it was the current row
            self.table.setCurrentIndex(QModelIndex())
            self.table.setCurrentIndex(self.model.index(position, self.table.columns.shown[0]))
        return position >= 0

    def choose(self, ids: Sequence[int]) -> None:
        """Select rows, as far as they are shown."""
        last = self.model.columnCount() - 1
        selection = QItemSelection()
        for _, run in groupby(enumerate(self.model.positions_of(ids)), lambda pair: pair[1] - pair[0]):
            run_positions = [position for _, position in run]
            selection.select(self.model.index(run_positions[0], 0), self.model.index(run_positions[-1], last))
        self.table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _emit_chosen(self, signal: SignalInstance) -> Callable[[], None]:
        return partial(self._emit_chosen_ids, signal)

    def _emit_chosen_ids(self, signal: SignalInstance) -> None:
        if ids := self.chosen_ids:
            signal.emit(ids)

    def open(self) -> None:
        """Emit `edit` for the current row."""
        if (row := self.current_row) is not None:
            self.edit.emit(row)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._show_state()
        if current.isValid():
            row = self.model.row_at(current.row())
            if row.id != self._emitted_id:
                self._emitted_id, self._listed = row.id, True
                self.chosen.emit(row)

    def emit_current(self) -> None:
        """Emit `chosen` for the current row, None where there is none."""
        self.chosen.emit(self.current_row)

    def _on_scope(self) -> None:
        if self.isVisible():
            self.model.load()

    def showEvent(self, event: QShowEvent) -> None:
        self.model.load()
        super().showEvent(event)

    def _before_reset(self) -> None:
        self._kept = self.chosen_ids or self._kept

    def _after_reset(self) -> None:
        """After a change of filters or order keep the same rows selected, as far as they are listed, and show the
        current one only while it is."""
        position = self.model.position_of(self._emitted_id) if self._emitted_id is not None else -1
        if position >= 0:
            index = self.model.index(position, self.table.columns.shown[0])
            self.table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.table.scrollTo(index)
        self.choose(self._kept)
        if self.isVisible() and self._emitted_id is not None and self._listed != (position >= 0):
            self._listed = position >= 0
            self.emit_current()

    def _show_state(self) -> None:
        """Show how many rows there are, are shown and are selected, and enable the actions on them."""
        total, shown, selected = self.model.total, self.model.rowCount(), len(self._chosen)
        counts = [f"{total:,}" if shown == total else tr("{shown:,} of {total:,}").format(shown=shown, total=total)]
        if selected > 1:
            counts.append(tr("{number:,} chosen").format(number=selected))
        self._about.setText(" · ".join(counts))
        self.table.setVisible(shown > 0)
        self._empty.setVisible(shown == 0)
        self._empty.setText(self._why_empty())
        row_buttons: tuple[QPushButton, ...] = (self._remove, self._link, self._unlink)
        for row_button in row_buttons:
            row_button.setEnabled(selected > 0)
        self._edit.setEnabled(self.current_row is not None)

    def _why_empty(self) -> str:
        if self.model.total:
            return tr("Nothing fits. Choose other filters, or clear the search.")
        if self._context.state is None:
            return with_key(tr("No Member State is chosen. Choose one at the top left"), "state")
        if self._measures:
            message = tr("No measures yet. Add the laws, programmes and other measures of this State, then link them.")
        else:
            message = tr("No evidence yet. Add reports, statistics and other sources, then link them.")
        return f"{message}\n{with_key(self._new.text(), 'new row')}"
