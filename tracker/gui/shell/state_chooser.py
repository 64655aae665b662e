"""Choosing the Member State in the header, by any part of a name it has or had, or by its code."""

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from tracker.domain.casework import state_names
from tracker.domain.casework.assessments import MemberState
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.kit import theme
from tracker.gui.kit.fields import Choice
from tracker.gui.kit.i18n import short, tr
from tracker.operations.workspaces import state_aliases

_NAMED = 5  # States that a message names


class ScopeChoice(Choice):
    """Arrow keys open its list and change nothing: work would go on under another Member State, or in another cycle."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.showPopup()
        else:
            super().keyPressEvent(event)


class _StateLine(QLineEdit):
    """Selects all its text when it gets the focus, so that typing finds another State; Esc gives up what was typed."""

    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._soon = QTimer(self, singleShot=True, interval=0)  # after the click has set the cursor
        self._soon.timeout.connect(self.selectAll)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # the list of those found has closed: typing goes on
            self._soon.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._soon.stop()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.deselect()


class StateChooser(ScopeChoice):
    """Type to find a Member State, by any part of a name it has or had or by its code; emits chosen(code)."""

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
        self.setMinimumWidth(36 * theme.UNIT)
        self.setMaximumWidth(56 * theme.UNIT)
        for state in context.states:
            self.addItem(state.name, state.code)
        self._found = QStringListModel(self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        popup = completer.popup()
        if popup:
            popup.setObjectName("popup")
        self.setCompleter(completer)
        completer.activated[str].connect(self._on_completed)  # type: ignore[index]
        self.activated.connect(self._on_activated)
        self._line.textEdited.connect(self._offer)
        self._line.editingFinished.connect(self._on_finished)
        self._line.given_up.connect(self._give_up)
        self.show_scope()

    def show_scope(self) -> None:
        self.setCurrentIndex(self.findData(self._context.scope.state))
        if self._context.state is None:
            self._line.clear()
        self._line.setCursorPosition(0)

    def _offer(self, typed: str) -> None:
        """The States that may be meant, for the completer, which does not know their other names."""
        self._found.setStringList([_both(state) for state in self._matches(typed)])

    def _matches(self, typed: str) -> list[MemberState]:
        known = self._context.states
        return state_names.named(known, state_aliases(), typed) or state_names.similar(known, state_aliases(), typed)

    def _on_completed(self, words: str) -> None:
        self._choose(words[-3:])

    def _on_activated(self, index: int) -> None:
        self._choose(self.itemData(index))

    def focus(self) -> None:
        """Get the focus, with all that stands here selected, so that typing finds another State."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def _give_up(self) -> None:
        self.show_scope()
        self._line.selectAll()

    def _on_finished(self) -> None:
        """What was typed and means one State is taken; anything else goes back to the one in scope."""
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


def _both(state: MemberState) -> str:
    """Name and code, so that typing either finds the State."""
    return f"{state.name}  {state.code}"
