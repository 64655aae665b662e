"""Files on their way into the workspace and out of it."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import TrackerError
from tracker.store import attachments
from tracker.store.workspace import Workspace, Write

Progress = Callable[[int, int], None]


def _no_progress(_done: int, _whole: int) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Staged:
    """A file whose bytes are in the workspace and belong to nothing yet."""

    id: int
    sha256: str
    size: int


def check(path: Path) -> None:
    """Raises TrackerError where a file can't be taken in: a folder, a link, gone, too large."""
    attachments.size_of(path)


@contextmanager
def staged(workspace: Workspace, paths: Sequence[Path], progress: Progress = _no_progress) -> Iterator[list[Staged]]:
    """The bytes of files, brought in part by part, so that other writes get their turn in between. What is not settled
    inside the block (`settle`) is gone after it.

    `progress(done, whole)` counts bytes and may raise to give up. Raises TrackerError when a file can't be taken in.
    """
    whole, done = sum(attachments.size_of(path) for path in paths), 0
    begun: list[int] = []

    def coming(size: int) -> None:
        nonlocal done
        done += size
        progress(done, max(whole, done))

    try:
        yield [_bring_in(workspace, path, begun, coming) for path in paths]
    finally:
        with suppress(TrackerError):  # a full disk: they go when the workspace is opened again
            for attachment_id in begun:
                with workspace.write("") as write:
                    attachments.drop_unsettled(write.session, attachment_id)


def _bring_in(workspace: Workspace, path: Path, begun: list[int], coming: Callable[[int], None]) -> Staged:
    digest, size = hashlib.sha256(), 0
    with workspace.write("") as write:
        begun.append(attachments.begin(write.session))
    for position, part in enumerate(attachments.parts_of(path)):
        with workspace.write("") as write:
            attachments.add_part(write.session, begun[-1], position, part)
        digest.update(part)
        size += len(part)
        coming(len(part))
    return Staged(begun[-1], digest.hexdigest(), size)


def settle(write: Write, file: Staged) -> int:
    """The file belongs to something from now on; returns the attachment's id."""
    return attachments.settle(write.session, file.id, file.sha256, file.size)


def save_as(workspace: Workspace, attachment_id: int, target: Path, progress: Progress = _no_progress) -> None:
    """Write a file of the workspace to `target`, byte for byte. Raises TrackerError when that can't be done or the
    bytes are not those that were stored; then a file that was there stays as it was."""
    with workspace.read() as connection:
        attachments.save_as(connection, attachment_id, target, progress)
