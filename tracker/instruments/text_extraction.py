"""The words of a file of evidence for searching, read in a process of its own."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tracker.domain.text.text import LONGEST, clean, says_something
from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.instruments import worker
from tracker.instruments.formats.known import blocks
from tracker.progress import GoOn, unwatched

_MOST_SECONDS = 60.0  # of processor time
_LARGEST = 50_000_000  # bytes of a file that is no PDF
_MOST_PAGES = 4_000
_MOST = 20_000_000  # characters
_STRETCH = 4_000  # characters, about a page
_CUT = re.compile(r"[\ufffe\u0002\u00ad]\s*")  # how pdfium shows a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a file in `stretches`: its pages, where it `has_pages`."""

    stretches: tuple[str, ...] = ()
    has_pages: bool = False


def words(path: Path, go_on: GoOn = unwatched) -> Words:
    """The words of a file. `go_on` is called now and then and may raise.

    Raises TrackerError where the file has no words that can be read; it is a worker.Failed where that can be tried
    again.
    """
    try:
        found, _ = worker.ask(__name__, json.dumps(str(path)).encode(), _MOST_SECONDS, go_on)
    except worker.TooMuch as fault:
        raise TrackerError(tr("It holds too much for its text to be read.")) from fault
    except worker.Broken as fault:
        raise TrackerError(tr("It is damaged: its text can't be read.")) from fault
    return Words(tuple(found["stretches"]), found["has_pages"])


def serve() -> None:
    """Read the file that standard input names."""
    worker.answer(_read)


def _read(question: bytes) -> tuple[dict[str, object], bytes]:
    path = Path(json.loads(question))
    with path.open("rb") as file:
        has_pages = b"%PDF-" in file.read(1024)
    stretches = list(_pdf(path) if has_pages else _other(path))
    if not any(map(says_something, stretches)):
        raise TrackerError(tr("It holds no text, only pictures.") if has_pages else tr("It holds no text."))
    return {"stretches": stretches, "has_pages": has_pages}, b""


def _pdf(path: Path) -> Iterator[str]:
    """Each page; one that can't be read is empty."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as fault:
        locked = "password" in str(fault).lower()
        raise TrackerError(
            tr("It is protected by a password.") if locked else tr("The PDF file is damaged.")
        ) from fault
    done = 0
    for index in range(min(len(document), _MOST_PAGES)):
        words = ""
        with suppress(pypdfium2.PdfiumError):
            page = document[index]
            words = page.get_textpage().get_text_bounded()
            page.close()
        done += len(words)
        if done > _MOST:
            break
        yield clean(" ".join(_CUT.sub("", words).split()))[:LONGEST]


def _other(path: Path) -> Iterator[str]:
    """Stretches of some 4,000 characters of what the readers of resolutions can read."""
    if path.stat().st_size > _LARGEST:
        raise TrackerError(tr("It is too large for its text to be read."))
    try:
        read, _ = blocks(path.read_bytes(), path.name, unwatched)
    except worker.Failed:
        raise
    except TrackerError as fault:
        raise TrackerError(tr("It is of no kind whose text is searched, or too long.")) from fault
    stretch = ""
    for block in read:
        stretch = f"{stretch}\n{block.text}"
        if len(stretch) > _STRETCH:
            yield clean(stretch)[:LONGEST]
            stretch = ""
    yield clean(stretch)
