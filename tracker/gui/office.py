"""What all parts of the window share: the open workspace, whose work is on the desk, and the news of every change."""

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import QObject, Signal

from tracker.domain.casework import Cycle, MemberState, ParagraphRow
from tracker.domain.changes import ChangeSet
from tracker.errors import TrackerError
from tracker.gui.words import tr
from tracker.operations import casework
from tracker.operations.attachments import Copies
from tracker.operations.casework import Desk
from tracker.operations.workspaces import find_states
from tracker.store.workspace import Workspace

_MANY = 4


class Office(QObject):
    """Signals: changed(ChangeSet) after every write, undo and redo; desk_changed() when another Member State or cycle
    is on the desk; failed(TrackerError) when the user must be told something; preview_wanted(File),
    page_wanted(File, page from 0), open_wanted(File) and save_wanted(File) when the user asks for a file of evidence;
    files_read() when the words of files have become searchable."""

    changed = Signal(object)
    desk_changed = Signal()
    failed = Signal(object)
    preview_wanted = Signal(object)
    page_wanted = Signal(object, int)
    open_wanted = Signal(object)
    save_wanted = Signal(object)
    files_read = Signal()

    def __init__(self, workspace: Workspace, state: str = "", cycle: int = 0) -> None:
        super().__init__()
        self.workspace = workspace
        self.copies = Copies()
        self.states: list[MemberState] = find_states(workspace)
        self.cycles: list[Cycle] = casework.cycles(workspace)
        self._families: dict[int, list[ParagraphRow]] = {}
        self.may_leave: Callable[[], bool] = lambda: True
        if not self.cycles:
            raise TrackerError(tr("The workspace is damaged: it has no cycle."), tr("Go back to a backup of it."))
        last = casework.last_desk(workspace)
        codes = [known.code for known in self.states]
        numbers = [known.id for known in self.cycles]
        self.desk = Desk(
            next((code for code in (state, last.state) if code in codes), ""),
            next((number for number in (cycle, last.cycle) if number in numbers), numbers[0]),
        )

    @property
    def state(self) -> MemberState | None:
        """The Member State on the desk; None before one was ever chosen."""
        return next((state for state in self.states if state.code == self.desk.state), None)

    def has_state(self) -> bool:
        """Whether a Member State is on the desk; where none is, the user is told to choose one."""
        if self.state is None:
            self.failed.emit(TrackerError(tr("No Member State is chosen."), tr("Choose one at the top left.")))
        return self.state is not None

    @property
    def cycle(self) -> Cycle:
        return next(cycle for cycle in self.cycles if cycle.id == self.desk.cycle)

    def take_up(self, state: str | None = None, cycle: int | None = None) -> bool:
        """Put another Member State or cycle on the desk, unless something there `may_leave` not be left; whether it is
        there."""
        desk = Desk(state or self.desk.state, cycle or self.desk.cycle)
        if desk == self.desk:
            return True
        if not self.may_leave():
            return False
        self._put_on_desk(desk)
        return True

    def _put_on_desk(self, desk: Desk) -> None:
        self.desk = desk
        self._families.clear()
        self.desk_changed.emit()

    def do(self, operation: Callable[..., ChangeSet | None], *arguments: Any, **named: Any) -> ChangeSet | None:
        """Call an operation on the workspace and tell everyone what changed; a fault reaches the user as a message."""
        try:
            change_set = operation(self.workspace, *arguments, **named)
        except TrackerError as fault:
            self.failed.emit(fault)
            return None
        self.tell(change_set)
        return change_set

    def do_on_desk(self, operation: Callable[..., ChangeSet | None], *arguments: Any, **named: Any) -> ChangeSet | None:
        """As `do`, for operations that also take the desk."""
        if not self.has_state():
            return None
        return self.do(operation, self.desk, *arguments, **named)

    def undo(self) -> ChangeSet | None:
        return self.do(lambda workspace: workspace.undo())

    def redo(self) -> ChangeSet | None:
        return self.do(lambda workspace: workspace.redo())

    def row(self, paragraph_id: int) -> ParagraphRow | None:
        """A paragraph as it stands now; None when it is gone."""
        return next((row for row in self.family(paragraph_id) if row.id == paragraph_id), None)

    def family(self, paragraph_id: int) -> list[ParagraphRow]:
        """A paragraph as it stands now, with those above and below it. Read once after each change, however many views
        ask."""
        if paragraph_id not in self._families:
            found = casework.family(self.workspace, self.desk, paragraph_id)
            self._families |= {paragraph_id: found, **{row.id: found for row in found}}
        return self._families[paragraph_id]

    def read_ahead(self, paragraph_ids: Collection[int]) -> None:
        """Read the paragraphs that `family` will be asked for: many in one go take no longer than a few."""
        if len(paragraph_ids) < _MANY:
            return
        for row in casework.checklist(self.workspace, self.desk):
            found = self._families.get(row.parent_id or 0, [])
            found.append(row)
            self._families[row.id] = found

    def tell(self, change_set: ChangeSet | None) -> None:
        """Let everyone know of a change, also of one that was made in a job."""
        if change_set is None:
            return
        self._families.clear()
        if change_set.touches("cycle"):
            self.cycles = casework.cycles(self.workspace)
            if self.desk.cycle not in [cycle.id for cycle in self.cycles]:
                self._put_on_desk(Desk(self.desk.state, self.cycles[0].id))  # it is gone: there is no staying
        self.changed.emit(change_set)
