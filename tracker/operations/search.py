"""Searching the whole workspace, and reading the words of files for it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.domain.text.filenames import safe, visible
from tracker.domain.text.search import Found, sought, spelled
from tracker.errors import TrackerError, reason
from tracker.i18n import tr
from tracker.instruments import text_extraction, worker
from tracker.progress import GoOn
from tracker.store.engine import search_index
from tracker.store.read import attachments
from tracker.store.read.search import find
from tracker.store.workspace import Workspace

_AT_ONCE = 20  # stretches of words in one write, so that keystrokes get their turn


def search(workspace: Workspace, typed: str, state: str = "") -> list[Found]:
    """What holds the words that were typed, of each kind the best. `state` leaves out what belongs to other Member
    States; "" is all of them. Nothing where no letter or digit was typed."""
    words = sought(typed)
    if not words:
        return []
    with workspace.read() as connection:
        return find(connection, words, spelled(typed), state)


def read_files(workspace: Workspace, go_on: GoOn) -> int:
    """Take the words of all files into the index that are not there yet; returns how many files were read. `go_on` is
    called now and then and may raise to give up; the rest is read another time."""
    with workspace.read() as connection:
        unread = search_index.unread(connection)
    for attachment_id, name in unread:
        _read(workspace, attachment_id, name, go_on)
    return len(unread)


def _read(workspace: Workspace, attachment_id: int, name: str, go_on: GoOn) -> None:
    try:
        fault, found = _words(workspace, attachment_id, name, go_on)
    except (OSError, worker.Failed) as told:
        why = reason(told) if isinstance(told, OSError) else str(told.what).rstrip(".")
        what = tr(
            "The text of {name} can't be read for searching: {why}.",
            name=visible(name),
            why=f"{why[:1].lower()}{why[1:]}",
        )
        raise TrackerError(what, tr("It is tried again when the workspace is opened.")) from told
    first = 1 if found.has_pages else search_index.STRETCHES
    for start in range(0, len(found.stretches), _AT_ONCE):
        go_on()
        with workspace.write_index() as connection:
            for number, words in enumerate(found.stretches[start : start + _AT_ONCE], first + start):
                search_index.add_stretch(connection, attachment_id, number, words)
    with workspace.write_index() as connection:
        search_index.set_read(connection, attachment_id, fault)


def _words(workspace: Workspace, attachment_id: int, name: str, go_on: GoOn) -> tuple[str, text_extraction.Words]:
    """What is wrong with a file, "" for nothing, and its words. Raises OSError or worker.Failed for what is no fault of
    the file: a full disk, a process that can't be started."""
    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / safe(name)
        try:
            with workspace.read() as connection:
                attachments.save_as(connection, attachment_id, path, lambda *_: go_on())
            return "", text_extraction.words(path, go_on)
        except worker.Failed:
            raise
        except TrackerError as told:
            if isinstance(told.__cause__, OSError):
                raise told.__cause__ from told
            return str(told.what), text_extraction.Words()
