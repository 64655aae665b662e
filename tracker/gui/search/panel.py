"""Search in everything: a field in the header, and below it the results while something is typed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from tracker.domain.text.search import search_words
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.kit import sizes
from tracker.gui.kit.find_field import LONGEST, make_clearable
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.speech import say, say_at_rest
from tracker.gui.kit.widgets import button, label
from tracker.gui.search.delegate import HitDelegate
from tracker.gui.search.model import LINE, FoundModel, Line
from tracker.operations.search import search, unread_files

_WIDEST, _HIGHEST = 190, 150  # units
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class SearchField(QLineEdit):
    """The field in the header."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(LONGEST)
        make_clearable(self)
        self.setPlaceholderText(tr("Search everything   Ctrl+K"))
        self.setAccessibleName(tr("Search everything"))
        sizes.sized(self, lambda it: it.setMaximumWidth(sizes.units(100)))
        sizes.sized(self, lambda it: it.setMinimumWidth(sizes.units(30)))


class SearchPanel(QFrame):
    """The results, shown over the panes. Up and Down move in it while the focus stays in the field; Enter emits
    chosen(Hit), or more(Kind, search text) on a line that leads to more. Esc closes it; a second Esc emits left().
    `here()` is the symbol of the instrument that the user is in."""

    chosen = Signal(object)
    more = Signal(object, str)
    left = Signal()

    def __init__(self, context: WorkContext, field: QLineEdit, window: QWidget, here: Callable[[], str]) -> None:
        super().__init__(window)
        self.setObjectName("popup")
        self.setProperty("role", "card")
        self._context, self._field, self._window, self._here = context, field, window, here
        self._everywhere = False
        self.model = FoundModel(context)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setAccessibleName(tr("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._go)
        self._status = label("", "quiet", wrap=True)
        self._other = button("", "link", lambda: self.focus(not self._everywhere))
        self._other.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        field.textChanged.connect(self.search)
        say_at_rest(field, self._found_words)
        field.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        sizes.margins(foot, 3, 1, 3, 1)
        foot.addWidget(label(tr("Enter goes there, Esc closes"), "caption"))
        foot.addStretch(1)
        foot.addWidget(self._other)
        sizes.margins(self._status, 4, 3, 4, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._status)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def search(self) -> None:
        """Search for the text in the field and show the results."""
        typed = self._field.text()
        if not typed.strip():
            self.hide()
            return
        state = "" if self._everywhere else self._context.scope.state
        try:
            results = search(self._context.workspace, typed, state, self._here())
            unread = unread_files(self._context.workspace)
        except TrackerError as fault:
            self._context.failed.emit(fault)
            return
        self.model.show_found(results, self._everywhere or not state)
        still_read = tr("The words of %n file(s) are not read yet.", "", unread) if unread else ""
        status = " ".join(filter(None, ("" if results else self._why_nothing(typed), still_read)))
        self._status.setText(status)
        self._status.setVisible(bool(status))
        self.list.setVisible(bool(results))
        self._other.setVisible(bool(self._context.state))
        self._other.setText(self._other_scope())
        self._choose(self.model.next_from(0, 1))
        self._place()
        self.show()
        self.raise_()

    def _why_nothing(self, typed: str) -> str:
        if not search_words(typed):
            return tr("Type letters or digits to search for.")
        if self._context.state and not self._everywhere:
            return tr("No paragraph and nothing of {state} holds these words.").format(state=self._context.state.name)
        return tr("Nothing in this workspace holds these words.")

    def _other_scope(self) -> str:
        if self._everywhere and self._context.state:
            return tr("Only {state}   Ctrl+K").format(state=self._context.state.name)
        return tr("All Member States   Ctrl+Shift+K")

    def focus(self, everywhere: bool = False) -> None:
        """Focus the field and search the resolutions and the work of the Member State in scope; with `everywhere`, the
        work of all."""
        self._everywhere = everywhere
        if not self._field.hasFocus():
            self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._field.selectAll()
        self._search_at_once()

    def _search_at_once(self) -> None:
        """Search, and say what was found without waiting for a pause in typing."""
        self.search()
        say(self._found_words())

    def _found_words(self) -> str:
        """What was found: how much, and which of it Enter goes to; "" where nothing is shown."""
        if not self.isVisible():
            return ""
        number = self.model.hits
        found = tr("%n result(s)", "", number) if number else ""
        return " ".join(filter(None, (self._status.text(), found and f"{found}. {self._current_words()}")))

    def _current_words(self) -> str:
        """The line that is chosen, and its number."""
        at = self.list.currentIndex()
        words = tr("{line}, {number} of {all}")
        line: Line = at.data(LINE)
        return words.format(line=line.words, number=self.model.number_of(at.row()), all=self.model.hits)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
            if event.type() == QEvent.Type.FocusOut:
                self.hide()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            if self.isVisible():
                self.hide()
            else:
                self._field.clear()
                self.left.emit()
            return True
        if not self.isVisible():
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._search_at_once()
                return True
            return False
        if key in _STEPS:
            self._move(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.list.currentIndex())
        else:
            return False
        return True

    def _move(self, steps: int) -> None:
        position = self.list.currentIndex().row()
        for _ in range(abs(steps)):
            position = self.model.next_from(position, 1 if steps > 0 else -1)
        self._choose(position)
        if self.model.hits:
            say(self._current_words())

    def _choose(self, position: int) -> None:
        index = self.model.index(position)
        self.list.setCurrentIndex(index)
        if position <= 1:
            self.list.scrollToTop()
        else:
            self.list.scrollTo(index)

    def _go(self, index: QModelIndex) -> None:
        line: Line | None = index.data(LINE)
        if line is None or line.heading:
            return
        self.hide()
        if line.more:
            self.more.emit(line.more, self._field.text())
        else:
            self.chosen.emit(line.hit)

    def _place(self) -> None:
        """Place the panel below the field, as high as the results need and the window allows."""
        window = self._window
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + sizes.units(1)))
        width = min(max(self._field.width(), sizes.units(_WIDEST)), window.width() - sizes.units(4))
        left = min(corner.x(), window.width() - width - sizes.units(2))
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.model.rowCount()))
        wanted = rows + sizes.units(12) if rows else sizes.units(26)
        height = min(wanted, sizes.units(_HIGHEST), window.height() - corner.y() - sizes.units(4))
        self.setGeometry(max(left, sizes.units(2)), corner.y(), width, height)
