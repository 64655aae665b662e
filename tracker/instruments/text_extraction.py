"""The text of a file of evidence, for searching, extracted in a separate process."""

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
from tracker.instruments.formats import rich_text
from tracker.instruments.formats.known import blocks, is_old_word
from tracker.progress import GoOn, unwatched

_MOST_SECONDS = 60.0  # of processor time
_LARGEST = 50_000_000  # bytes of a file that is no PDF
_MOST_PAGES = 4_000
_MOST = 20_000_000  # characters
_STRETCH = 4_000  # characters, about a page
_CUT = re.compile(r"[\ufffe\u0002\u00ad]\s*")  # pdfium's forms of a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a file in `stretches`; these are its pages if it `has_pages`."""

    stretches: tuple[str, ...] = ()
    has_pages: bool = False


def words(path: Path, go_on: GoOn = unwatched) -> Words:
    """The text of a file. `go_on` is called now and then and may raise to cancel.

    Raises TrackerError if no text can be extracted: a worker.Failed if a second attempt may succeed.
    """
    try:
        answer, _ = worker.ask(__name__, json.dumps(str(path)).encode(), _MOST_SECONDS, go_on)
    except worker.TooMuch as fault:
        raise TrackerError(tr("It holds too much for its text to be read.")) from fault
    except worker.Broken as fault:
        raise TrackerError(tr("It is damaged: its text can't be read.")) from fault
    return Words(tuple(answer["stretches"]), answer["has_pages"])


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
    """The text of each page; "" for a page that can't be read."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as fault:
        locked = "password" in str(fault).lower()
        raise TrackerError(
            tr("It is protected by a password.") if locked else tr("The PDF file is damaged.")
        ) from fault
    characters = 0
    for index in range(min(len(document), _MOST_PAGES)):
        text = ""
        with suppress(pypdfium2.PdfiumError):
            page = document[index]
            text = page.get_textpage().get_text_bounded()
            page.close()
        characters += len(text)
        if characters > _MOST:
            break
        yield clean(" ".join(_CUT.sub("", text).split()))[:LONGEST]


def _other(path: Path) -> Iterator[str]:
    """The text in stretches of some 4,000 characters, for all other formats."""
    if path.stat().st_size > _LARGEST:
        raise TrackerError(tr("It is too large for its text to be read."))
    data = path.read_bytes()
    if is_old_word(data):  # nobody has asked for another program to be started
        raise TrackerError(tr("It is of an old kind (Word 97-2003), which is not searched. Save it as .docx."))
    stretch, characters = "", 0
    for text in _texts(data, path.name):
        for start in range(0, len(text), LONGEST):
            stretch = f"{stretch}\n{text[start : start + LONGEST]}"
            if len(stretch) > _STRETCH:
                characters += len(stretch)
                yield clean(stretch)
                stretch = ""
        if characters > _MOST:
            return
    yield clean(stretch)


def _texts(data: bytes, name: str) -> Iterator[str]:
    """The paragraphs or lines of a file: of formats that the readers of resolutions know, and of others that evidence
    comes in. What reads one of them is imported for it alone: each file is read in a process of its own."""
    if name.lower().endswith(".eml"):
        from tracker.instruments.formats import mail

        yield from mail.read(data)
    elif rich_text.is_it(data):
        yield from rich_text.read(data).split("\n")
    else:
        paragraphs = None
        if data.startswith(b"PK\x03\x04"):
            from tracker.instruments.formats import office

            paragraphs = office.read(data)
        yield from paragraphs if paragraphs is not None else _of_resolutions(data, name)


def _of_resolutions(data: bytes, name: str) -> Iterator[str]:
    try:
        file_blocks, _ = blocks(data, name, unwatched)
    except worker.Failed:
        raise
    except TrackerError as fault:
        raise TrackerError(tr("It is of no kind whose text is searched, or too long.")) from fault
    yield from (block.text for block in file_blocks)
