"""A page of a PDF file as a picture, drawn in a process of its own."""

import json
from dataclasses import asdict, dataclass
from math import sqrt
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

from tracker.errors import TrackerError
from tracker.instruments import child

_PATIENCE = 15.0  # seconds
_PIXELS = 12_000_000  # of the largest picture; a page as wide as a screen has four million


@dataclass(frozen=True, slots=True)
class Picture:
    """`pixels` in rows of `stride` bytes, four to a pixel: blue, green, red, nothing. `pages` has the whole file."""

    width: int
    height: int
    stride: int
    pages: int
    pixels: bytes = b""


def draw(path: Path, index: int, width: int) -> Picture:
    """Page number `index`, from 0, as wide as asked. Raises TrackerError where it can't be drawn."""
    question = json.dumps([str(path), index, width]).encode()
    try:
        head, _, pixels = child.ask(__name__, question, _PATIENCE).partition(b"\n")
    except child.TookTooLong as fault:
        raise TrackerError("This page takes too long to draw.", "Open the file instead.") from fault
    except child.GaveUp as fault:
        raise TrackerError("This page can't be drawn.", "Open the file instead, or save it.") from fault
    found = json.loads(head)
    if "fault" in found:
        raise TrackerError(*found["fault"])
    return Picture(**found, pixels=pixels)


def serve() -> None:
    """Draw the page that standard input asks for."""
    child.answer(_drawn)


def _drawn(question: bytes) -> bytes:
    path, index, width = json.loads(question)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as fault:
        locked = "password" in str(fault).lower()
        what = "The PDF file is protected by a password." if locked else "The PDF file is damaged."
        return json.dumps({"fault": [what, "Open it instead, or save it."]}).encode()
    page = document[index]
    wide, high = (max(side, 1.0) for side in page.get_size())
    scale = min(width / wide, sqrt(_PIXELS / (wide * high)))
    bitmap = page.render(scale=scale, prefer_bgrx=True)
    found = asdict(Picture(bitmap.width, bitmap.height, bitmap.stride, len(document)))
    del found["pixels"]
    return json.dumps(found).encode() + b"\n" + bytes(bitmap.buffer)
