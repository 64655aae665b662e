"""The Member State chooser in the header, searchable by any part of a present or former name, or by code."""

from itertools import chain

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from tracker.domain.casework import state_names
from tracker.domain.casework.assessments import MemberState
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.kit import sizes
from tracker.gui.kit.fields import Choice
from tracker.gui.kit.i18n import short, tr
from tracker.gui.kit.timers import once
from tracker.operations.workspaces import state_aliases

_NAMED = 5  # at most so many States are named in a message


class ScopeChoice(Choice):
    """A combo box in which arrow keys only open the list, so that the work scope is not changed by accident."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.showPopup()
        else:
            super().keyPressEvent(event)


class _StateLine(QLineEdit):
    """Selects all its text on focus, so that typing finds another State; emits given_up() on Escape."""

    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._select_timer = once(self, 0)  # runs after the click has set the cursor
        self._select_timer.timeout.connect(self.selectAll)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # not when the completion list closes during typing
            self._select_timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._select_timer.isActive():  # else the next letter would replace this one
            self._select_timer.stop()
            self.selectAll()
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._select_timer.stop()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.deselect()


class StateChooser(ScopeChoice):
    """Finds a Member State by any part of a present or former name, or by code; emits chosen(code)."""

    chosen = Signal(str)

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self._context = context
        self.setAccessibleName(tr("Member State"))
        self._line = _StateLine()
        self._line.setPlaceholderText(tr("Choose a Member State"))
        self._line.setAccessibleName(self.accessibleName())
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(16)
        sizes.sized(self, lambda it: it.setMinimumWidth(sizes.units(36)))
        sizes.sized(self, lambda it: it.setMaximumWidth(sizes.units(56)))
        self._fill()
        self._completions = QStringListModel(self)
        completer = QCompleter(self._completions, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        popup = completer.popup()
        if popup:
            popup.setObjectName("popup")
        self.setCompleter(completer)
        completer.activated[str].connect(self._on_completed)  # type: ignore[index]
        self.activated.connect(self._on_activated)
        self._line.textEdited.connect(self._complete)
        self._line.editingFinished.connect(self._on_finished)
        self._line.given_up.connect(self._give_up)
        self.show_scope()

    def _fill(self) -> None:
        """List the States, those with work first, apart from the others."""
        self.clear()
        worked_on, others = self._context.states_by_work()
        for state in (*worked_on, *others):
            self.addItem(state.name, state.code)
        if worked_on:
            self.insertSeparator(len(worked_on))

    def showPopup(self) -> None:
        self._fill()
        self.show_scope()
        super().showPopup()

    def show_scope(self) -> None:
        self.setCurrentIndex(self.findData(self._context.scope.state))
        if self._context.state is None:
            self._line.clear()
        self._line.setCursorPosition(0)

    def _complete(self, typed: str) -> None:
        """Fill the completer with the matching States, since it does not know their other names."""
        self._completions.setStringList([_name_and_code(state) for state in self._matches(typed)])

    def _matches(self, typed: str) -> list[MemberState]:
        known = list(chain(*self._context.states_by_work()))
        return state_names.named(known, state_aliases(), typed) or state_names.similar(known, state_aliases(), typed)

    def _on_completed(self, words: str) -> None:
        self._choose(words[-3:])

    def _on_activated(self, index: int) -> None:
        self._choose(self.itemData(index))

    def focus(self) -> None:
        """Take the focus and select all text, so that typing finds another State."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def _give_up(self) -> None:
        self.show_scope()
        self._line.selectAll()

    def _on_finished(self) -> None:
        """Choose the State if exactly one matches; otherwise show the one in scope again."""
        typed = self._line.text().strip()
        matches = self._matches(typed)
        if len(matches) == 1:
            self._choose(matches[0].code)
        elif not typed or typed == self._shown:
            self.show_scope()
        else:
            unknown = tr("There is no Member State “{typed}”.") if not matches else tr("“{typed}” fits several States.")
            do = tr("Type a part of its name and choose it from the list.")
            if matches:
                named = ", ".join(state.name for state in matches[:_NAMED])
                do = tr("Choose one: {names}.").format(names=named if len(matches) <= _NAMED else f"{named} …")
            self.show_scope()
            self._context.failed.emit(TrackerError(unknown.format(typed=short(typed)), do))

    @property
    def _shown(self) -> str:
        return self._context.state.name if self._context.state else ""

    def _choose(self, code: str) -> None:
        self.setCurrentIndex(self.findData(code))
        self._line.setCursorPosition(0)
        if code != self._context.scope.state:
            self.chosen.emit(code)


def _name_and_code(state: MemberState) -> str:
    """Name and code, for the completer."""
    return f"{state.name}  {state.code}"
