"""The checklist in the middle pane: the list with its keys, its heading, and the message shown when it is empty."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.levels import Level
from tracker.gui.checklist.delegate import ParagraphDelegate
from tracker.gui.checklist.filters import ALL
from tracker.gui.checklist.model import ROW, ChecklistModel
from tracker.gui.kit import theme
from tracker.gui.kit.commands import Command
from tracker.gui.kit.find_field import FindField
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.sizes import sized, units
from tracker.gui.kit.timers import once
from tracker.gui.kit.widgets import ElidedLabel, add_tools, button, headed_page, label
from tracker.i18n import capital

_LEVELS = {Qt.Key(Qt.Key.Key_0 + number): level for number, level in enumerate(Level)}


class ChecklistView(QListView):
    """Arrow keys move, with Shift they select several; 0 to 6 set the level of all that are selected; Space shows a
    paragraph in full. Emits paragraph_chosen(row) and level_given(rows, level)."""

    paragraph_chosen = Signal(object)
    level_given = Signal(object, object)

    def __init__(self, model: ChecklistModel) -> None:
        super().__init__()
        self.setObjectName("checklist")
        self.setAccessibleName(tr("Checklist of operative paragraphs"))
        self._model = model
        self._last: int | None = None
        self._filtering = False
        # While filters change with every keystroke, the right pane is updated only after a pause.
        self._rest = once(self, 60)
        self._rest.timeout.connect(self.emit_current)
        self._delegate = ParagraphDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.empty_words = ""
        model.modelReset.connect(self._after_reset)
        model.rows_changed.connect(self._delegate.forget)
        self.selectionModel().currentChanged.connect(self._on_current)
        sized(self, lambda it: it._lay_out_again())

    @property
    def current_row(self) -> ParagraphRow | None:
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    @property
    def selected_rows(self) -> list[ParagraphRow]:
        """The selected paragraphs, in order."""
        return [index.data(ROW) for index in sorted(self.selectedIndexes())]

    def choose_one(self) -> None:
        """Choose the current paragraph alone."""
        self.selectionModel().select(self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def choose(self, paragraph_id: int) -> None:
        """Make a paragraph the current one, if it is shown."""
        position = self._model.position_of(paragraph_id)
        if position >= 0:
            index = self._model.index(position)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and row and Qt.Key(event.key()) in _LEVELS:
            self.level_given.emit(self.selected_rows, _LEVELS[Qt.Key(event.key())])
        elif plain and row and event.key() == Qt.Key.Key_Space:
            self.show_whole()
        else:
            super().keyPressEvent(event)

    def show_whole(self) -> None:
        """Toggle between the current paragraph's full text and its first lines."""
        if row := self.current_row:
            self._delegate.expanded ^= {row.id}
            self.scheduleDelayedItemsLayout()

    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Repaint the changed rows, and have screen readers read them again. Their texts, and so their heights, are the
        same; a list of Qt would lay out all its rows anew."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def keyboardSearch(self, search: str) -> None:
        """Switch off Qt's search by typing: letters are shortcuts of the program."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._delegate.forget()
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def _lay_out_again(self) -> None:
        """Lay out all rows in another size of text, and keep the current one in sight."""
        self._delegate.forget()
        self.verticalScrollBar().setSingleStep(units(10))
        self.doItemsLayout()
        self.scrollTo(self.currentIndex())

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)  # type: ignore[arg-type]
        if self._model.rowCount() == 0 and self.empty_words:
            painter = QPainter(self.viewport())
            painter.setFont(theme.font())
            painter.setPen(self.palette().placeholderText().color())
            area = self.viewport().rect().adjusted(units(8), units(12), -units(8), -units(8))
            painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self.empty_words)
            if self.hasFocus():
                painter.setPen(QColor(theme.colours().accent))
                painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = current.data(ROW) if current.isValid() else None
        if row is None:
            return
        self._last = row.id
        if self._filtering:
            self._rest.start()
        else:
            self.emit_current()

    def stop(self) -> None:
        """Emit nothing any more: the window is closing."""
        self._rest.stop()

    def emit_current(self) -> None:
        """Emit the current paragraph."""
        self._rest.stop()
        if row := self.current_row:
            self.paragraph_chosen.emit(row)

    def _after_reset(self) -> None:
        """After a change of filters keep the same paragraph current, or make the first one current if it is gone."""
        position = self._model.position_of(self._last) if self._last is not None else -1
        if self._model.rowCount():
            self._filtering = True
            self.choose(self._model.row_at(max(position, 0)).id)
            self._filtering = False


class ChecklistPage(QWidget):
    """The list with its heading: instrument, number of paragraphs, title; and, while filters hide some, which do: the
    left pane, where they are chosen, may be hidden. Emits show_all() when the user wants to see all paragraphs."""

    show_all = Signal()

    def __init__(self, model: ChecklistModel) -> None:
        super().__init__()
        self.model = model
        self.view = ChecklistView(model)
        self.view.empty_words = tr("No paragraph fits these filters. Choose others on the left, or clear the search.")
        self._symbol = label("", "title")
        self._about = ElidedLabel("quiet")
        self.find_field = FindField(tr("Find paragraphs"))
        self.find_field.set_target(self.view)
        headed_page(self, (self._symbol, self._about, self.find_field), 1, [self.view])
        self._filtered = ElidedLabel("quiet")
        show_all = button(tr("Show all"), "link", self._show_all, tr("Show all paragraphs"))
        self._filter_line = add_tools(self, (self._filtered, show_all))
        self.titles: dict[str, str] = {}
        model.counts_changed.connect(self.refresh)
        self.view.selectionModel().selectionChanged.connect(self._show_number)

    def commands(self) -> list[Command]:
        """The commands of the checklist for menus and keys."""
        text = tr("Show a paragraph in full, or in short")
        return [Command("whole", text, self.view.show_whole, self._why_no_row)]

    def _why_no_row(self) -> str:
        return "" if self.view.current_row else tr("Choose a paragraph first.")

    def refresh(self) -> None:
        symbol = self.model.filters.choice("instrument")
        self._symbol.setText(symbol if symbol != ALL else tr("All instruments"))
        self._show_number()
        self._show_filters()

    def _show_filters(self) -> None:
        """Show which filters hide paragraphs, and how many are left."""
        chosen = self.model.filters.optional(self.model.groups)
        numbered = [self.model.row_at(at).parent_id is None for at in range(self.model.rowCount())].count(True)
        self._filtered.show_words(
            tr("Filtered by {filters}: {shown:,} of {all:,}").format(
                filters=", ".join(capital(tr(choice.words)) for choice in chosen),
                shown=numbered,
                all=sum(self.model.progress().values()),
            )
        )
        self._filter_line.setVisible(bool(chosen))

    def _show_all(self) -> None:
        self.view.setFocus()  # the button is gone then
        self.show_all.emit()

    def _show_number(self) -> None:
        """Show how many paragraphs are listed or, when several are selected, how many of them are."""
        selected = len(self.view.selectedIndexes())
        rows = (self.model.row_at(position) for position in range(self.model.rowCount()))
        are_sub = [row.parent_id is not None for row in rows]
        number_label = tr("%n paragraph(s)", "", are_sub.count(False))
        if any(are_sub):
            number_label = ", ".join((number_label, tr("%n sub-paragraph(s)", "", sum(are_sub))))
        selection_label = tr("{chosen} of {all} chosen").format(
            chosen=f"{selected:,}", all=f"{self.model.rowCount():,}"
        )
        title = self.titles.get(self.model.filters.choice("instrument"), "")
        self._about.show_words(" · ".join(filter(None, (selection_label if selected > 1 else number_label, title))))
