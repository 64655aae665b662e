"""Shared by all parts of the window: the open workspace, the work scope, and notification of every change."""

import threading
from collections.abc import Callable, Collection
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal

from tracker.domain.casework.assessments import Cycle, MemberState, ParagraphRow
from tracker.domain.casework.change_sets import Announced, ChangeSet
from tracker.errors import TrackerError
from tracker.gui.context.undo_words import step_words
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.speech import say_unless_told
from tracker.operations import backups, casework
from tracker.operations.attachments import Copies
from tracker.operations.casework import WorkScope
from tracker.operations.workspaces import find_states, states_with_work
from tracker.store.engine.faults import REPAIR
from tracker.store.engine.snapshot import Snapshot
from tracker.store.workspace import Workspace

_MANY = 4

Given = ParamSpec("Given")


class WorkContext(QObject):
    """Signals: changed(ChangeSet) after every write, undo and redo; scope_changed() after a switch to another Member
    State or cycle; failed(TrackerError) with an error to show; preview_wanted(File), page_wanted(File, page from 0),
    open_wanted(File) and save_wanted(File) when the user asks for a file of evidence; files_read() when the text of
    files has become searchable; lost() when a write finds that the workspace file was replaced or deleted."""

    changed = Signal(object)
    scope_changed = Signal()
    failed = Signal(object)
    preview_wanted = Signal(object)
    page_wanted = Signal(object, int)
    open_wanted = Signal(object)
    save_wanted = Signal(object)
    files_read = Signal()
    lost = Signal()

    def __init__(self, workspace: Workspace, state: str = "", cycle: int = 0) -> None:
        super().__init__()
        self.workspace = workspace
        self.instrument = ""
        """The symbol of the instrument that the checklist shows; "" for all."""
        workspace.on_loss = self.lost.emit
        workspace.impatient_thread = threading.get_ident()
        self.announced: tuple[Announced | None, Announced | None] = (None, None)
        """What the window last showed that undo and redo would do."""
        self.copies = Copies()
        self.states: list[MemberState] = find_states(workspace)
        self.cycles: list[Cycle] = casework.cycles(workspace)
        self._families: dict[int, list[ParagraphRow]] = {}
        self.may_leave: Callable[[], bool] = lambda: True
        if not self.cycles:
            raise TrackerError(tr("The workspace is damaged: it has no cycle."), REPAIR)
        last = casework.last_scope(workspace)
        codes = [known.code for known in self.states]
        numbers = [known.id for known in self.cycles]
        self.scope = WorkScope(
            next((code for code in (state, last.state) if code in codes), ""),
            next((number for number in (cycle, last.cycle) if number in numbers), numbers[0]),
        )

    @property
    def state(self) -> MemberState | None:
        """The Member State in scope; None if none was ever chosen."""
        return next((state for state in self.states if state.code == self.scope.state), None)

    def states_by_work(self) -> tuple[list[MemberState], list[MemberState]]:
        """The Member States with work in this workspace, and the others."""
        codes = states_with_work(self.workspace)
        worked_on = [state for state in self.states if state.code in codes]
        return worked_on, [state for state in self.states if state.code not in codes]

    def why_no_state(self) -> str:
        """The hint to choose a Member State; "" if one is in scope."""
        return "" if self.state else tr("Choose a Member State at the top left first.")

    def has_state(self) -> bool:
        """Whether a Member State is in scope. If not, emit `failed` with the hint to choose one."""
        if self.state is None:
            self.failed.emit(TrackerError(tr("No Member State is chosen."), tr("Choose one at the top left.")))
        return self.state is not None

    @property
    def cycle(self) -> Cycle:
        return next(cycle for cycle in self.cycles if cycle.id == self.scope.cycle)

    def switch_scope(self, state: str | None = None, cycle: int | None = None) -> bool:
        """Switch to another Member State or cycle. Returns False if `may_leave` refuses."""
        scope = WorkScope(state or self.scope.state, cycle or self.scope.cycle)
        if scope == self.scope:
            return True
        if not self.may_leave():
            return False
        self._set_scope(scope)
        return True

    def _set_scope(self, scope: WorkScope) -> None:
        self.scope = scope
        self._families.clear()
        self.scope_changed.emit()

    def undo_labels(self) -> tuple[str, str]:
        """What undo and redo would do; "" for nothing."""
        self.announced = self.workspace.announced()
        undo, redo = (step_words(step, self.workspace, self.scope, self.states) for step in self.announced)
        return undo, redo

    def do(
        self,
        operation: Callable[Concatenate[Workspace, Given], ChangeSet | None],
        *arguments: Given.args,
        **named: Given.kwargs,
    ) -> ChangeSet | None:
        """Run an operation on the workspace and emit `changed`; on a TrackerError emit `failed` and return None."""
        before = change_set = None
        try:
            before = self.workspace.snapshot()
            change_set = operation(self.workspace, *arguments, **named)
        except TrackerError as fault:
            self.failed.emit(fault)
        finally:
            self._back_up(before, change_set)
        self.publish(change_set)
        return change_set

    def _back_up(self, before: Snapshot | None, change_set: ChangeSet | None) -> None:
        """Keep the workspace as it was before an action on many."""
        if before and backups.is_of_many(change_set):
            job = Job(lambda progress: backups.make_of(self.workspace, before, progress), writes=True)
            job.failed.connect(self.failed)
            job.start()
        elif before:
            before.close()

    def do_in_scope(
        self,
        operation: Callable[Concatenate[Workspace, WorkScope, Given], ChangeSet | None],
        *arguments: Given.args,
        **named: Given.kwargs,
    ) -> ChangeSet | None:
        """Like `do`, for operations that also take the work scope."""
        if not self.has_state():
            return None
        return self.do(operation, self.scope, *arguments, **named)

    def row(self, paragraph_id: int) -> ParagraphRow | None:
        """The present row of a paragraph; None if it does not exist."""
        return next((row for row in self.family(paragraph_id) if row.id == paragraph_id), None)

    def family(self, paragraph_id: int) -> list[ParagraphRow]:
        """The present rows of a paragraph and of those above and below it. Cached until the next change."""
        if paragraph_id not in self._families:
            found = casework.family(self.workspace, self.scope, paragraph_id)
            self._families |= {paragraph_id: found, **{row.id: found for row in found}}
        return self._families[paragraph_id]

    def read_ahead(self, paragraph_ids: Collection[int]) -> None:
        """Fill the cache of `family`; one query for all rows is as fast as a few single ones."""
        if len(paragraph_ids) < _MANY:
            return
        for row in casework.checklist(self.workspace, self.scope):
            found = self._families.get(row.parent_id or 0, [])
            found.append(row)
            self._families[row.id] = found

    def publish(self, change_set: ChangeSet | None, silent: bool = False) -> None:
        """Emit `changed` for a change, whether made here or in a job, and say what it was, unless `silent`."""
        if change_set is None:
            return
        if not silent:
            say_unless_told(str(change_set.label))
        self._families.clear()
        if change_set.touches("cycle"):
            self.cycles = casework.cycles(self.workspace)
            if self.scope.cycle not in [cycle.id for cycle in self.cycles]:
                # The cycle is gone, so `may_leave` is not asked.
                self._set_scope(WorkScope(self.scope.state, self.cycles[0].id))
        self.changed.emit(change_set)
