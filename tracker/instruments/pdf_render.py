"""A page of a PDF file as a picture, drawn in a separate process."""

import json
from dataclasses import asdict, dataclass
from math import sqrt
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.instruments import worker
from tracker.progress import GoOn, unwatched

_MOST_SECONDS = 20.0  # of processor time
_PIXELS = 12_000_000  # of the largest picture; a page as wide as a screen has four million


@dataclass(frozen=True, slots=True)
class Picture:
    """`pixels` in rows of `stride` bytes, four bytes a pixel: blue, green, red, unused. `pages` is the file's page
    count."""

    width: int
    height: int
    stride: int
    pages: int
    pixels: bytes = b""


def draw(path: Path, index: int, width: int, go_on: GoOn = unwatched) -> Picture:
    """Draw page number `index` (from 0), `width` pixels wide, or less if that would exceed the limit. `go_on` is called
    meanwhile and may raise to cancel. Raises TrackerError if the page can't be drawn."""
    question = json.dumps([str(path), index, width]).encode()
    try:
        fields, pixels = worker.ask(__name__, question, _MOST_SECONDS, go_on)
    except worker.TooMuch as fault:
        raise TrackerError(tr("This page holds too much to be drawn."), tr("Open the file instead.")) from fault
    except worker.Broken as fault:
        raise TrackerError(tr("This page is damaged."), tr("Open the file instead, or save it.")) from fault
    return Picture(**fields, pixels=pixels)


def serve() -> None:
    """Draw the page that standard input asks for."""
    worker.answer(_drawn)


def _drawn(question: bytes) -> tuple[dict[str, object], bytes]:
    path, index, width = json.loads(question)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as fault:
        locked = "password" in str(fault).lower()
        message = tr("The PDF file is protected by a password.") if locked else tr("The PDF file is damaged.")
        raise TrackerError(message, tr("Open it instead, or save it.")) from fault
    page = document[index]
    wide, high = (max(side, 1.0) for side in page.get_size())
    scale = min(width / wide, sqrt(_PIXELS / (wide * high)))
    bitmap = page.render(scale=scale, prefer_bgrx=True)
    fields = asdict(Picture(bitmap.width, bitmap.height, bitmap.stride, len(document)))
    del fields["pixels"]
    return fields, bytes(bitmap.buffer)
