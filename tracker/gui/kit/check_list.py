"""A list of check boxes that stays fast with thousands of lines, with search and a filter by group. Ticks are kept when
the list is filtered."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from tracker.domain.text.folding import folded
from tracker.gui.kit import sizes
from tracker.gui.kit.context_menu import add_buttons, give_menu
from tracker.gui.kit.fields import UNCUT, Choice
from tracker.gui.kit.i18n import short, tr
from tracker.gui.kit.speech import say, say_at_rest
from tracker.gui.kit.tips import WHOLE
from tracker.gui.kit.widgets import button, label

_SHOWN = 300  # characters of a line
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """A line to tick: its id, text, and group for filtering. `prefix` stands before the text unless that group is
    chosen."""

    id: int
    words: str
    group: str = ""
    prefix: str = ""


class TickModel(QAbstractListModel):
    """Emits ticked() when ticks change, and narrowed() when the filter changes."""

    ticked = Signal()
    narrowed = Signal()

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self.lines = list(lines)
        self.chosen: set[int] = set()
        self._words = [folded(line.prefix + line.words) for line in self.lines]
        self._shown = list(range(len(self.lines)))
        self._group = ""

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.line_at(index.row())
        words = line.words if line.group == self._group else line.prefix + line.words
        if role == Qt.ItemDataRole.DisplayRole:
            return short(words, _SHOWN)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if line.id in self.chosen else Qt.CheckState.Unchecked
        return words if role == WHOLE else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | (Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else Qt.ItemFlag(0))

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([self.line_at(index.row()).id], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def line_at(self, position: int) -> Line:
        return self.lines[self._shown[position]]

    def tick(self, ids: Sequence[int], on: bool = True) -> None:
        """Tick lines, or untick them."""
        self.chosen = self.chosen | set(ids) if on else self.chosen - set(ids)
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1), [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()

    def tick_shown(self) -> None:
        """Tick all lines that are shown."""
        self.tick([self.lines[number].id for number in self._shown])

    def narrow(self, search: str, group: str, found: Collection[int] = ()) -> None:
        """Show only the lines with the ids `found`, else those of `group` ("": of all) with all words of `search`."""
        if found:
            shown = [number for number, line in enumerate(self.lines) if line.id in found]
        else:
            shown = [number for number, line in enumerate(self.lines) if group in ("", line.group)]
            for word in folded(search).split():
                shown = [number for number in shown if word in self._words[number]]
        self.beginResetModel()
        self._shown, self._group = shown, group
        self.endResetModel()
        self.narrowed.emit()

    def called(self, words: str) -> list[int]:
        """The ids of the shown lines that are called so, else of the only line that is shown."""
        exactly = [number for number in self._shown if self._words[number] == folded(words)]
        only = self._shown if len(self._shown) == 1 else []
        return [self.lines[number].id for number in exactly or only]

    def first_of(self, ids: Collection[int]) -> QModelIndex:
        """The first shown line with one of these ids; invalid if there is none."""
        return next(
            (self.index(at) for at, number in enumerate(self._shown) if self.lines[number].id in ids), QModelIndex()
        )


class _ToggleOnClick(QStyledItemDelegate):
    """Toggles a line on a click anywhere on it."""

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        if not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        if event.type() != QEvent.Type.MouseButtonRelease or event.button() != Qt.MouseButton.LeftButton:
            return False
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return bool(model.setData(index, state, Qt.ItemDataRole.CheckStateRole))


class _Lines(QListView):
    """Emits typed(text) for a letter or a digit. In Qt's own search by typing, a blank within what is typed would tick
    the line found so far; and letters are shortcuts of the program."""

    typed = Signal(str)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _searches(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _searches(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


def _searches(event: QKeyEvent) -> bool:
    """Whether a key begins a word to search for."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return not held and event.text().isalnum()


class CheckList(QWidget):
    """Emits ticked() when ticks change. `all_groups` is the label of the choice of all groups; `hint` what can be typed
    to search, also where the list has the focus. `find(words, group)` returns the ids of what the words name where
    that group is chosen; else lines with the words are found. Enter ticks what is named, or the only line found.
    `spread(ticks, groups)` says how many lines of several groups are ticked, where that matters."""

    ticked = Signal()

    def __init__(
        self,
        name: str,
        lines: Sequence[Line],
        all_groups: str = "",
        hint: str = "",
        find: Callable[[str, str], Sequence[int]] = lambda _words, _group: (),
        spread: Callable[[int, int], str] | None = None,
    ) -> None:
        super().__init__()
        self.model = TickModel(lines)
        self._find = find
        self._spread = spread
        self.search = QLineEdit()
        self.search.setMaxLength(UNCUT)
        self.search.setPlaceholderText(hint or tr("Search"))
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.group = Choice()
        self.group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.group.setAccessibleName(all_groups)
        self.group.addItem(all_groups, "")
        for narrowing in (self.search, self.group):
            narrowing.setProperty("role", "search")
        groups = list(dict.fromkeys(line.group for line in lines))
        for group in groups:
            self.group.addItem(group, group)
        self.view = _Lines()
        self.view.setProperty("role", "list")
        self.view.setAccessibleName(name)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        sizes.sized(self.view, lambda it: it.setMinimumHeight(sizes.units(90)))
        self.view.setModel(self.model)
        self._delegate = _ToggleOnClick()
        self.view.setItemDelegate(self._delegate)
        self._status = label("", "quiet", wrap=True)
        self._lay_out()
        self.group.setVisible(len(groups) > 1)  # after layout: without a parent it would appear as a window
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._tick_named)
        self.group.currentIndexChanged.connect(self._narrow)
        self.model.ticked.connect(self._show_status)
        self.model.ticked.connect(self._say_status)
        self.model.ticked.connect(self.ticked)
        self.model.narrowed.connect(self._show_status)
        say_at_rest(self.search, lambda: self._status.text())
        self.view.typed.connect(self._go_on_searching)
        self.setFocusProxy(self.search)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search, context=Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._to_list)
        self._show_status()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(column, 2)
        column.addWidget(self.group)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        column.addWidget(self._status)
        below = QHBoxLayout()
        ticking = [
            button(tr("Tick all shown"), "link", self.model.tick_shown),
            button(tr("Tick none"), "link", self._tick_none),
        ]
        for one in ticking:
            below.addWidget(one)
        below.addStretch(1)
        give_menu(self.view, lambda menu, _under: add_buttons(menu, ticking))
        column.addLayout(below)

    @property
    def chosen(self) -> list[int]:
        """The ticked ids, in the order of the list."""
        return [line.id for line in self.model.lines if line.id in self.model.chosen]

    @property
    def untaken(self) -> str:
        """What is typed, if Enter would tick lines for it and none of them is ticked."""
        named = self._named()
        return self.search.text() if named and self.model.chosen.isdisjoint(named) else ""

    def choose_group(self, group: str) -> None:
        """Show the lines of a group, if there are any; else all."""
        self.group.setCurrentIndex(max(self.group.findData(group), 0))

    def _go_on_searching(self, letter: str) -> None:
        self.search.setFocus()
        self.search.insert(letter)

    def _to_list(self) -> None:
        """Move the focus from the search field to the line just ticked, else the first."""
        if self.model.rowCount():
            self.view.setFocus()
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))

    def _named(self) -> list[int]:
        """The lines that Enter ticks: those that the words name, not all that only have them."""
        words = self.search.text().strip()
        return [*self._find(words, self.group.currentData())] or (self.model.called(words) if words else [])

    def _tick_named(self) -> None:
        named = self._named()
        if not named:
            return
        self.model.tick(named)
        self.search.clear()
        if not self.model.first_of(named).isValid():  # words may name lines of another group
            self.group.setCurrentIndex(0)
        self._show_first(named)

    def _show_first(self, ids: Collection[int]) -> None:
        """Scroll to the first of these lines, which else a list that was narrowed would no longer show."""
        first = self.model.first_of(ids)
        if first.isValid():
            self.view.setCurrentIndex(first)
            self.view.scrollTo(first, QListView.ScrollHint.PositionAtTop)

    def _tick_none(self) -> None:
        self.model.tick(list(self.model.chosen), on=False)

    def _narrow(self) -> None:
        words, group = self.search.text(), self.group.currentData()
        self.model.narrow(words, group, set(self._find(words, group)))
        if not words:
            self._show_first(self.model.chosen)

    def _say_status(self) -> None:
        """Say what the user has ticked; what was ticked beforehand is not told."""
        if self.isAncestorOf(QApplication.focusWidget() or self):
            say(self._status.text())

    def _show_status(self) -> None:
        shown, total = self.model.rowCount(), len(self.model.lines)
        words = [self._ticked_words()]
        if self.untaken:
            words.append(tr("Enter ticks {number:,}").format(number=len(self._named())))
        elif shown < total:
            words.append(tr("{shown:,} of {total:,} shown").format(shown=shown, total=total))
        self._status.setText(" · ".join(words))

    def _ticked_words(self) -> str:
        ticked = self.model.chosen
        groups = {line.group for line in self.model.lines if line.id in ticked}
        if self._spread and len(groups) > 1:
            return self._spread(len(ticked), len(groups))
        return tr("{number:,} ticked").format(number=len(ticked))
