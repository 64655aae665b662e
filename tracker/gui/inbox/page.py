"""The Inbox screen: submitted, returned and suspect assessments; several can be accepted or returned at once."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.review import STEPS, InboxRow
from tracker.gui.context.context import WorkContext
from tracker.gui.inbox.columns import COLUMNS
from tracker.gui.inbox.return_strip import ReturnStrip
from tracker.gui.kit.fields import Choice
from tracker.gui.kit.find_field import FindField
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.shortcuts import with_key
from tracker.gui.kit.table import RowsModel, Table
from tracker.gui.kit.timers import COUNT_AFTER, once
from tracker.gui.kit.widgets import add_tools, button, headed_page, label
from tracker.i18n import QT_TR_NOOP
from tracker.operations import review

_KINDS = (
    (QT_TR_NOOP("All that waits"), lambda row: True),
    (QT_TR_NOOP("Submitted"), lambda row: row.stage is Stage.SUBMITTED),
    (QT_TR_NOOP("Returned"), lambda row: row.stage is Stage.RETURNED),
    (QT_TR_NOOP("Suspect"), lambda row: row.suspect),
)


class InboxPage(QWidget):
    """Emits chosen(InboxRow or None) when a line becomes current, step_wanted(rows, stage, comment) for the chosen
    lines, and counted(number) with the number of all that waits. It reads its lines only while it is shown."""

    chosen = Signal(object)
    step_wanted = Signal(object, object, str)
    counted = Signal(int)

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self._context = context
        self._stale = True
        self._filling = False
        self._counting = 0  # how often it was counted
        self.model = RowsModel(COLUMNS)
        self.scope, self.kind = Choice(), Choice()
        self.scope.setAccessibleName(tr("Whose"))
        self.kind.setAccessibleName(tr("What"))
        for text, admits in _KINDS:
            self.kind.addItem(tr(text), admits)
        self.kind.activated.connect(self._narrow)
        self.scope.activated.connect(self.reload)
        self.table = Table(self.model, [column.width for column in COLUMNS], tr("Inbox"), "inbox")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self._about = label("", "quiet")
        self._accept = button(
            tr("Accept"), "primary", self.accept_chosen, tr("Accept the chosen assessments"), "accept"
        )
        self._return = button(tr("Return…"), "", self.ask_to_return, tr("Return the chosen assessments"), "return")
        self.return_strip = ReturnStrip()
        self.return_strip.given.connect(self._return_chosen)
        self.return_strip.left.connect(self.table.setFocus)
        self._empty = label("", "quiet", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.find_field = FindField(tr("Find in the inbox"))
        self.find_field.set_target(self.table)
        self.find_field.textChanged.connect(self._search)
        heading = (label(tr("Inbox"), "title"), self._about, self.find_field, self._return, self._accept)
        headed_page(self, heading, 1, [self._empty, self.table])
        add_tools(self, (self.scope, self.kind))
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(2, self.return_strip)
        self._rest = once(self, COUNT_AFTER)
        self._rest.timeout.connect(self._count)
        context.changed.connect(self._on_change)
        context.scope_changed.connect(self._on_scope)
        self._rest.start()

    def stop(self) -> None:
        """Begin no further count: the window is closing."""
        self._rest.stop()

    def _count(self) -> None:
        """Count all that waits in a job: the number stands in the left pane."""
        workspace = self._context.workspace
        self._counting += 1
        number = self._counting
        job = Job(lambda _progress: (number, len(review.inbox(workspace))))
        job.done.connect(self._on_counted)
        job.failed.connect(self._context.failed)
        job.start()

    def _on_counted(self, counted: tuple[int, int]) -> None:
        number, waiting = counted
        if number == self._counting:  # no later count was begun
            self.counted.emit(waiting)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._offer()
            self.reload()

    def _offer(self) -> None:
        scope = self.scope.currentIndex()
        self.scope.clear()
        self.scope.addItem(tr("All Member States"), "")
        if self._context.state:
            self.scope.addItem(self._context.state.name, self._context.state.code)
        self.scope.setCurrentIndex(min(max(scope, 0), self.scope.count() - 1))

    def reload(self) -> None:
        """Read again; the current line stays current if it is still there."""
        self._stale = False
        self._refill(partial(self.model.show_rows, review.inbox(self._context.workspace, self._whose)))

    def _refill(self, change: Callable[[], object]) -> None:
        """Call `change`, which shows other lines; the current line stays, without being chosen anew."""
        self._filling = True
        with self.table.keeping_place(self.model, _key, nearest=False):
            change()
        self._filling = False
        self._show_count()

    @property
    def _whose(self) -> str:
        return self.scope.currentData() or ""

    def _search(self, words: str) -> None:
        self._refill(partial(self.model.search, words))
        self._after_narrowing()

    @property
    def current(self) -> InboxRow | None:
        """The current line."""
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    @property
    def selected(self) -> list[InboxRow]:
        return [self.model.row_at(index.row()) for index in self.table.selectionModel().selectedRows()]

    def emit_current(self) -> None:
        """Emit `chosen` for the current line, None where there is none. Coming back to the inbox does not switch the
        scope: a line of another one is current no more."""
        scope = self._context.scope
        if self.current and (self.current.state, self.current.cycle) != (scope.state, scope.cycle):
            self.table.setCurrentIndex(QModelIndex())
            self.table.clearSelection()
        self.chosen.emit(self.current)

    def _narrow(self) -> None:
        self._refill(partial(self.model.narrow, self.kind.currentData()))
        self._after_narrowing()

    def _after_narrowing(self) -> None:
        """What is listed no longer is shown no longer."""
        if self.current is None:
            self.emit_current()

    def _show_count(self) -> None:
        shown = self.model.rowCount()
        self._about.setText(self.model.count_words())
        nothing_waits = tr("Nothing waits for review. What is submitted, returned or suspect stands here.")
        nothing_fits = tr("Nothing fits. Choose others above, or clear the search.")
        self._empty.setText(nothing_fits if self.model.rows else nothing_waits)
        self._empty.setVisible(shown == 0)
        self.table.setVisible(shown > 0)
        self._on_selection()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._filling:
            self.chosen.emit(self.model.row_at(current.row()))

    def _on_selection(self) -> None:
        for stage, step, key in ((Stage.ACCEPTED, self._accept, "accept"), (Stage.RETURNED, self._return, "return")):
            why_not = self.why_not(stage)
            step.setEnabled(not why_not)
            step.setToolTip(why_not or with_key(step.accessibleName(), key))

    def why_not(self, stage: Stage) -> str:
        """Why none of the selected lines can be moved to this stage of review; "" if some can."""
        if any(stage in STEPS[row.stage] for row in self.selected):
            return ""
        if not self.selected:
            return tr("Choose lines that are submitted first.")
        if stage is Stage.ACCEPTED:
            return tr("Only what is submitted can be accepted, and nothing that is chosen is.")
        return tr("Only what is submitted or accepted can be returned, and nothing that is chosen is.")

    def accept_chosen(self) -> None:
        self.step_wanted.emit(self.selected, Stage.ACCEPTED, "")

    def ask_to_return(self) -> None:
        """Ask for the comment with which the selected lines are returned."""
        self.return_strip.ask(len(self.selected))

    def _return_chosen(self, comment: str) -> None:
        self.step_wanted.emit(self.selected, Stage.RETURNED, comment)

    def _on_change(self, change_set: ChangeSet) -> None:
        if not change_set.touches("assessment", "comment", "paragraph"):
            return
        self._rest.start()
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _on_scope(self) -> None:
        before = self.scope.currentData()
        self._offer()
        if self.scope.currentData() == before:
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True


def _key(row: InboxRow) -> tuple[object, ...]:
    return row.state, row.cycle, row.paragraph_id
