"""Files on their way into the workspace, out of it, and to the eye."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from uuid import uuid4

from tracker.domain.casework.evidence import File
from tracker.domain.text.filenames import may_open, safe, visible
from tracker.errors import TrackerError, reason
from tracker.i18n import tr
from tracker.instruments import pdf_render, text_extraction
from tracker.instruments.pdf_render import Picture
from tracker.leftovers import temporary_folder
from tracker.progress import GoOn, Progress, unwatched
from tracker.store.read import attachments as stored
from tracker.store.workspace import Workspace, Write
from tracker.store.write import attachments


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
def staged(workspace: Workspace, paths: Sequence[Path], progress: Progress = unwatched) -> Iterator[list[Staged]]:
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
                with workspace.write() as write:
                    attachments.drop_unsettled(write.session, attachment_id)


def _bring_in(workspace: Workspace, path: Path, begun: list[int], coming: Callable[[int], None]) -> Staged:
    digest, size = hashlib.sha256(), 0
    with workspace.write() as write:
        begun.append(attachments.begin(write.session))
    for position, part in enumerate(attachments.parts_of(path)):
        with workspace.write() as write:
            attachments.add_part(write.session, begun[-1], position, part)
        digest.update(part)
        size += len(part)
        coming(len(part))
    return Staged(begun[-1], digest.hexdigest(), size)


def settle(write: Write, file: Staged) -> int:
    """The file belongs to something from now on; returns the attachment's id."""
    return attachments.settle(write.session, file.id, file.sha256, file.size)


def save_as(workspace: Workspace, attachment_id: int, target: Path, progress: Progress = unwatched) -> None:
    """Write a file of the workspace to `target`, byte for byte. Raises TrackerError when that can't be done or the
    bytes are not those that were stored; then a file that was there stays as it was."""
    with workspace.read() as connection:
        stored.save_as(connection, attachment_id, target, progress)


class Copies:
    """Temporary read-only copies of files, in a folder of their own, until `clear`."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._removal = ExitStack()
        self._one_at_a_time = Lock()

    def place(self, name: str) -> Path:
        """A path for a file of this name that is nobody else's."""
        return self._below(uuid4().hex) / safe(name)

    def copy(self, workspace: Workspace, file: File, progress: Progress = unwatched) -> Path:
        """A copy to look at, checked against what was stored. Raises TrackerError as `save_as` does."""
        path = self._below(str(file.attachment_id)) / safe(file.name)
        if _digest(path) != file.sha256:
            save_as(workspace, file.attachment_id, path, progress)
            path.chmod(0o400)
        return path

    def copy_to_open(self, workspace: Workspace, file: File, progress: Progress = unwatched) -> Path:
        """As `copy`, for the system to open. Raises TrackerError for what could do harm when it is opened."""
        if not may_open(file.name):
            raise TrackerError(
                tr("{name} can be saved, not opened.", name=visible(file.name)),
                tr("It is not of a kind that is safe."),
            )
        return self.copy(workspace, file, progress)

    def clear(self) -> None:
        """Remove all copies."""
        with self._one_at_a_time:
            self._removal.close()
            self._folder = None

    def _below(self, name: str) -> Path:
        with self._one_at_a_time:
            try:
                self._folder = self._folder or self._removal.enter_context(temporary_folder())
                found = self._folder / name
                found.mkdir(exist_ok=True)
            except OSError as fault:
                raise TrackerError(
                    tr("No copy can be made: {reason}.", reason=reason(fault)), tr("Make room, or save the file.")
                ) from fault
            return found


def _digest(path: Path) -> str:
    """The SHA-256 of a copy; "" where there is none that can be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def page(path: Path, index: int, width: int, go_on: GoOn) -> Picture:
    """A page of a PDF file as a picture, `index` from 0. `go_on` may raise to give up. Raises TrackerError where it
    can't be drawn."""
    return pdf_render.draw(path, index, width, go_on)


def words(path: Path, go_on: GoOn) -> tuple[str, ...]:
    """The text of a file in stretches of about a page. `go_on` may raise to give up. Raises TrackerError where none can
    be read."""
    return text_extraction.words(path, go_on).stretches
