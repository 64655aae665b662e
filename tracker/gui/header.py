"""The header: whose work is on the desk, search, progress, export."""

from PySide6.QtCore import QRectF, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QInputDialog, QLineEdit, QVBoxLayout, QWidget

from tracker.domain import states
from tracker.domain.casework import MemberState
from tracker.domain.changes import ChangeSet
from tracker.domain.levels import Level
from tracker.errors import TrackerError
from tracker.gui import theme
from tracker.gui.fields import Choice
from tracker.gui.office import Office
from tracker.gui.search.panel import SearchField
from tracker.gui.widgets import button, label
from tracker.gui.words import short, tr
from tracker.operations import casework
from tracker.operations.workspaces import state_aliases

_NEW = -1
_NAMED = 5  # States that a message names


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


class _HeaderChoice(Choice):
    """Arrow keys open its list and change nothing: work would go on under another Member State, or in another cycle."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.showPopup()
        else:
            super().keyPressEvent(event)


class StateChooser(_HeaderChoice):
    """Type to find a Member State, by any part of a name it has or had or by its code; emits chosen(code)."""

    chosen = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.setAccessibleName(tr("Member State"))
        self._line = _StateLine()
        self._line.setPlaceholderText(tr("Choose a Member State"))
        self._line.setAccessibleName(self.accessibleName())
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(16)
        self.setMinimumWidth(36 * theme.UNIT)
        self.setMaximumWidth(56 * theme.UNIT)
        for state in office.states:
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
        self.show_desk()

    def show_desk(self) -> None:
        self.setCurrentIndex(self.findData(self._office.desk.state))
        if self._office.state is None:
            self._line.clear()
        self._line.setCursorPosition(0)

    def _offer(self, typed: str) -> None:
        """The States that may be meant, for the completer, which does not know their other names."""
        self._found.setStringList([_both(state) for state in self._alike(typed)])

    def _alike(self, typed: str) -> list[MemberState]:
        known = self._office.states
        return states.named(known, state_aliases(), typed) or states.alike(known, state_aliases(), typed)

    def _on_completed(self, words: str) -> None:
        self._choose(words[-3:])

    def _on_activated(self, index: int) -> None:
        self._choose(self.itemData(index))

    def take_up(self) -> None:
        """Get the focus, with all that stands here selected, so that typing finds another State."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def _give_up(self) -> None:
        self.show_desk()
        self._line.selectAll()

    def _on_finished(self) -> None:
        """What was typed and means one State is taken; anything else goes back to the one on the desk."""
        typed = self._line.text().strip()
        alike = self._alike(typed)
        if len(alike) == 1:
            self._choose(alike[0].code)
        elif not typed or typed == self._shown:
            self.show_desk()
        else:
            unknown = tr("There is no Member State “{typed}”.") if not alike else tr("“{typed}” fits several States.")
            do = tr("Type a part of its name and choose it from the list.")
            if alike:
                named = ", ".join(state.name for state in alike[:_NAMED])
                do = tr("Choose one: {names}.").format(names=named if len(alike) <= _NAMED else f"{named} …")
            self.show_desk()
            self._office.failed.emit(TrackerError(unknown.format(typed=short(typed)), do))

    @property
    def _shown(self) -> str:
        return self._office.state.name if self._office.state else ""

    def _choose(self, code: str) -> None:
        self.setCurrentIndex(self.findData(code))
        self._line.setCursorPosition(0)
        if code != self._office.desk.state:
            self.chosen.emit(code)


def _both(state: MemberState) -> str:
    """Name and code, so that typing either finds the State."""
    return f"{state.name}  {state.code}"


class CycleChooser(_HeaderChoice):
    """Choose a cycle, or begin another one."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.setAccessibleName(tr("Cycle"))
        self.setMinimumWidth(30 * theme.UNIT)
        self.setMaximumWidth(46 * theme.UNIT)
        self.activated.connect(self._on_activated)
        office.changed.connect(self._on_change)
        self.show_desk()

    def show_desk(self) -> None:
        self.clear()
        for cycle in self._office.cycles:
            self.addItem(cycle.name, cycle.id)
        self.insertSeparator(self.count())
        self.addItem(tr("New cycle…"), _NEW)
        self.setCurrentIndex(self.findData(self._office.desk.cycle))

    def _on_activated(self, index: int) -> None:
        cycle = self.itemData(index)
        if cycle == _NEW:
            self.setCurrentIndex(self.findData(self._office.desk.cycle))
            self.ask_for_new()
        elif not self._office.take_up(cycle=cycle):
            self.show_desk()

    def ask_for_new(self) -> None:
        name, given = QInputDialog.getText(
            self, tr("New cycle"), tr("Name of the cycle, such as “2024 mid-term review”:")
        )
        if given and self._office.do(casework.add_cycle, name):
            self._office.take_up(cycle=self._office.cycles[0].id)

    def _on_change(self, change_set: ChangeSet) -> None:
        if change_set.touches("cycle"):
            self.show_desk()


class ProgressBar(QWidget):
    """Paragraphs by level as one bar, not assessed last."""

    def __init__(self) -> None:
        super().__init__()
        self._levels: dict[Level, int] = {}
        self.setAccessibleName(tr("Progress"))

    def show_levels(self, levels: dict[Level, int]) -> None:
        self._levels = levels
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(30 * theme.UNIT, 2 * theme.UNIT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = QRectF(0, (self.height() - 6) / 2, self.width(), 6)
        painter.fillRect(whole, QColor(theme.colours().line))
        total = sum(self._levels.values())
        x = 0.0
        for level in (*reversed(list(Level)[1:6]), Level.NOT_APPLICABLE):
            width = whole.width() * self._levels.get(level, 0) / total if total else 0
            painter.fillRect(QRectF(x, whole.top(), width, whole.height()), QColor(f"#{level.colours[0]}"))
            x += width


class Header(QWidget):
    """Emits export_wanted() and take_back_wanted()."""

    export_wanted = Signal()
    take_back_wanted = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._office = office
        self.state = StateChooser(office)
        self.cycle = CycleChooser(office)
        self.search = SearchField()
        self._words = label("", "quiet")
        self._bar = ProgressBar()
        self._bar.setFixedSize(30 * theme.UNIT, 2 * theme.UNIT)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * theme.UNIT, 2 * theme.UNIT, 4 * theme.UNIT, 2 * theme.UNIT)
        row.setSpacing(3 * theme.UNIT)
        for words, chooser in ((tr("Member State"), self.state), (tr("Cycle"), self.cycle)):
            name = label(words, "quiet")
            name.setBuddy(chooser)
            row.addWidget(name)
            row.addWidget(chooser)
        row.addWidget(self.search, 6)
        row.addStretch(1)
        progress = QVBoxLayout()
        progress.setSpacing(2)
        progress.addWidget(self._words, alignment=Qt.AlignmentFlag.AlignRight)
        progress.addWidget(self._bar, alignment=Qt.AlignmentFlag.AlignRight)
        row.addLayout(progress)
        back = tr("Take back workbooks that were filled in")
        row.addWidget(button(tr("Take back…"), "", self.take_back_wanted.emit, back, key="take back workbook"))
        row.addWidget(button(tr("Export…"), "primary", self.export_wanted.emit, key="export"))
        office.desk_changed.connect(self.show_desk)

    def show_desk(self) -> None:
        self.state.show_desk()
        self.cycle.show_desk()

    def show_progress(self, levels: dict[Level, int]) -> None:
        total = sum(levels.values())
        done = total - levels[Level.NOT_ASSESSED]
        self._words.setText(tr("{done} of {total} assessed").format(done=done, total=total))
        self._bar.show_levels(levels)
        self._bar.setAccessibleDescription(self._words.text())
