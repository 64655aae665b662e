"""Open and make workspaces."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from tracker import paths
from tracker.domain.casework.actions import action
from tracker.domain.casework.assessments import MemberState
from tracker.domain.casework.state_names import Aliases
from tracker.errors import TrackerError, WorkspaceTaken
from tracker.files import unused_name
from tracker.i18n import Message, tr
from tracker.instruments.library import bundled
from tracker.operations.instruments import add_bundled
from tracker.progress import GoOn, Progress, unwatched
from tracker.store.beginnings import bundled_member_states, first_cycle, member_states_file
from tracker.store.create import create_workspace
from tracker.store.engine.faults import REPAIR
from tracker.store.engine.migrate import is_older
from tracker.store.read import checklist
from tracker.store.read.problems import problems
from tracker.store.workspace import Workspace, open_unchecked, open_workspace
from tracker.store.write import casework, instruments


@cache
def state_aliases() -> Aliases:
    """Other names that people type for a Member State, by code, also those in the other official languages of the
    United Nations, as Unicode CLDR has them."""
    return {row["code"]: tuple(filter(None, row["aliases"].split(";"))) for row in member_states_file()}


def new_workspace(path: Path, extra_states: tuple[MemberState, ...] = (), go_on: GoOn = unwatched) -> Workspace:
    """Make a workspace with the Member States, a first cycle and the bundled instruments, and open it. `go_on` is
    called now and then and may raise to give up: then there is none.

    Raises TrackerError when it can't be made.
    """

    def fill(workspace: Workspace) -> None:
        with workspace.write(action("workspace-new"), undoable=False) as write:
            instruments.seed_member_states(write.session, [*bundled_member_states(), *extra_states])
            casework.add_cycle(write.session, first_cycle())
        for text in bundled():
            add_bundled(workspace, text, go_on)

    return create_workspace(path, fill)


def open_or_make(path: Path, check_later: bool = False, go_on: GoOn = unwatched) -> Workspace:
    """Open the workspace for writing; where there is none yet, make one with the bundled instruments. With
    `check_later` a large one is not looked through for damage first: see its `is_checked`. `go_on` may raise to give
    up."""
    if not path.exists():
        return new_workspace(path, go_on=go_on)
    return open_workspace(path, check_later=check_later, go_on=go_on)


def open_to_read(path: Path, go_on: GoOn = unwatched) -> Workspace:
    """Open the workspace for reading, also while a window has it open. The user's own is made where there is none yet;
    another one must be there. One that an older version made is brought up to date first: its tables are read as those
    of this version. `go_on` may raise to give up."""
    if path == paths.default_workspace() and not path.exists():
        new_workspace(path, go_on=go_on).close()
    elif is_older(path):
        open_workspace(path, go_on=go_on).close()
    return open_workspace(path, writing=False, go_on=go_on)


def open_to_send(path: Path, go_on: GoOn = unwatched) -> Workspace:
    """Open the workspace to export workbooks of which it keeps a record: for writing, or for reading where another
    program writes it."""
    if not path.exists():
        return open_to_read(path, go_on)
    try:
        return open_workspace(path, go_on=go_on)
    except WorkspaceTaken:
        return open_to_read(path, go_on)


def open_as_it_is(path: Path) -> Workspace:
    """Open the workspace to copy it: nothing in it is changed, whatever version made it. Raises TrackerError where it
    is none, or holds a part that tracker did not make."""
    workspace = open_unchecked(path)
    try:
        workspace.must_be_ours()
    except BaseException:
        workspace.close()
        raise
    return workspace


def open_to_check(path: Path, go_on: GoOn = unwatched) -> Workspace:
    """As `open_to_read`, a workspace that may be damaged or hold anything."""
    if is_older(path):
        open_workspace(path, go_on=go_on).close()
    return open_unchecked(path)


def check(workspace: Workspace, progress: Progress = unwatched) -> list[Message]:
    """What is wrong with the workspace, in one sentence each. `progress` may raise to give up."""
    with workspace.read_anew(progress) as connection:
        return list(problems(connection, workspace.path, progress))


_MENDED_BY_OPENING = ("index-damaged", "index-unreadable")


def advice(problems: Sequence[Message]) -> Message:
    """What to do about what `check` found."""
    if all(problem.code in _MENDED_BY_OPENING for problem in problems):
        return tr("Open the workspace in tracker: the index for searching is then made anew.")
    return REPAIR


def back_up(
    workspace: Workspace,
    target: Path | None = None,
    replace: bool = False,
    progress: Progress = unwatched,
) -> Path:
    """Write a consistent copy, beside the workspace under today's date where no `target` is named; returns its path.
    `progress(done, whole)` may raise to give up.

    Raises TrackerError where `target` exists. With `replace` (the user has said so) an older copy gives way; a file
    that is no workspace, or one that a tracker has open, never does.
    """
    if target is None:
        name = f"{workspace.path.stem} backup {date.today().isoformat()}.tracker"
        target = unused_name(workspace.path.with_name(name))
    if target.exists() and not replace:
        raise TrackerError(tr("{path} exists already.", path=target), tr("Choose another name."))
    _must_be_replaceable(target, workspace)
    workspace.copy_to(target, progress)
    return target


def save_as(workspace: Workspace, target: Path, progress: Progress = unwatched) -> Workspace:
    """Save the workspace, whose file is lost, as another file, and go on with that one. An older workspace gives way.
    `progress(done, total)` may raise to cancel.

    Raises TrackerError where `target` can't be written, is no workspace or is open.
    """
    _must_be_replaceable(target, workspace)
    workspace.move_to(target, progress)
    return workspace


def copy_to_send(workspace: Workspace, target: Path, outside: bool, progress: Progress = unwatched) -> Path:
    """Write a copy to be sent, which says so: `outside`, without history and without files that were removed; or to a
    colleague who goes on working on it, with everything. A workspace at `target` is replaced. Returns `target`.

    Raises TrackerError where `target` can't be written, is another kind of file, is open, or is the workspace itself.
    """
    _must_be_replaceable(target, workspace)
    workspace.copy_to_send(target, outside, progress)
    return target


def repair_target(path: Path) -> Path:
    """A name beside a damaged workspace for what can be read of it."""
    return unused_name(path.with_name(f"{path.stem} repaired.tracker"))


def _must_be_replaceable(target: Path, workspace: Workspace) -> None:
    """Raises TrackerError where `target` is anything but free or a workspace that nobody has open."""
    if target.exists():
        if workspace.path.exists() and target.samefile(workspace.path):
            raise TrackerError(
                tr("{path} is the workspace itself.", path=target), tr("Choose another name for the copy.")
            )
        open_workspace(target).close()


def states_with_work(workspace: Workspace) -> set[str]:
    """The codes of the Member States of which something is recorded."""
    with workspace.read() as connection:
        return checklist.states_with_work(connection)


def find_states(workspace: Workspace) -> list[MemberState]:
    with workspace.read() as connection:
        return checklist.member_states(connection)
