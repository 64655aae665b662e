"""Searching the whole workspace, and extracting the text of files for it."""

from tracker.domain.instruments.cited_paragraphs import NotUnderstood, cited
from tracker.domain.instruments.paragraph_ref import ParagraphRef
from tracker.domain.text.filenames import safe, visible
from tracker.domain.text.search import Found, search_words, with_cited
from tracker.errors import TrackerError, reason
from tracker.i18n import tr
from tracker.instruments import text_extraction, worker
from tracker.leftovers import temporary_folder
from tracker.progress import GoOn
from tracker.store.engine import search_index
from tracker.store.read import attachments
from tracker.store.read.search import cited_hits, find
from tracker.store.workspace import Workspace

_AT_ONCE = 20  # stretches of text per write, so that keystrokes can be saved in between


def search(workspace: Workspace, typed: str, state: str = "", here: str = "") -> list[Found]:
    """The best hits of each kind for the text typed; first the paragraphs that it cites ("para 20"), those of the
    instrument `here` before others. With `state`, what belongs to other Member States is left out; "" searches all of
    them. An empty list if no letter or digit was typed."""
    words = search_words(typed)
    if not words:
        return []
    with workspace.read() as connection:
        found = find(connection, words, state)
        return with_cited(found, cited_hits(connection, _cited(typed), here))


def _cited(typed: str) -> list[ParagraphRef]:
    try:
        return cited(typed)
    except NotUnderstood:
        return []


def unread_files(workspace: Workspace) -> int:
    """How many files of evidence are not searched yet, because their text was not read."""
    with workspace.read() as connection:
        return len(search_index.unread(connection))


def read_files(workspace: Workspace, go_on: GoOn) -> int:
    """Index the text of all files that are not indexed yet; returns how many files were read. `go_on` is called
    regularly and may raise to cancel; the remaining files are read another time. Raises TrackerError if something other
    than a file is at fault, such as a full disk."""
    with workspace.read() as connection:
        unread_files = search_index.unread(connection)
    for attachment_id, name in unread_files:
        _read(workspace, attachment_id, name, go_on)
    return len(unread_files)


def _read(workspace: Workspace, attachment_id: int, name: str, go_on: GoOn) -> None:
    try:
        fault, content = _words(workspace, attachment_id, name, go_on)
    except (OSError, worker.Failed) as error:
        why = reason(error) if isinstance(error, OSError) else str(error.what).rstrip(".")
        message = tr(
            "The text of {name} can't be read for searching: {why}.",
            name=visible(name),
            why=f"{why[:1].lower()}{why[1:]}",
        )
        raise TrackerError(message, tr("It is tried again when the workspace is opened.")) from error
    first = 1 if content.has_pages else search_index.STRETCHES
    for start in range(0, len(content.stretches), _AT_ONCE):
        go_on()
        with workspace.write_index() as connection:
            for number, words in enumerate(content.stretches[start : start + _AT_ONCE], first + start):
                search_index.add_stretch(connection, attachment_id, number, words)
    with workspace.write_index() as connection:
        search_index.set_read(connection, attachment_id, fault)


def _words(workspace: Workspace, attachment_id: int, name: str, go_on: GoOn) -> tuple[str, text_extraction.Words]:
    """Why the text of a file can't be read ("" if it can), and its text. Raises OSError or worker.Failed for what is
    not the file's fault: a full disk, a process that can't be started."""
    with temporary_folder() as folder:
        path = folder / safe(name)
        try:
            with workspace.read() as connection:
                attachments.save_as(connection, attachment_id, path, lambda *_: go_on())
            return "", text_extraction.words(path, go_on)
        except worker.Failed:
            raise
        except TrackerError as error:
            if isinstance(error.__cause__, OSError):
                raise error.__cause__ from error
            return str(error.what), text_extraction.Words()
