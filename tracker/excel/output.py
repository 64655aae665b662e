"""Writes a workbook to a temporary file beside its target, which it replaces when complete."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat
from zipfile import ZipFile

from tracker.errors import TrackerError, reason
from tracker.files import written_beside
from tracker.i18n import tr
from tracker.progress import GoOn

_AT_ONCE = 1 << 16
"""Bytes: in smaller pieces, as expat takes a file by itself, other threads hardly get to run."""


@contextmanager
def unfinished(path: Path, go_on: GoOn) -> Iterator[Path]:
    """A temporary path to write the workbook to; at the end it is read once and replaces `path`. `go_on` may raise to
    cancel. Raises TrackerError if it can't be written, or would be none that Excel opens; an existing file is then
    unchanged."""
    if path.suffix.lower() != ".xlsx" or path.is_dir():
        raise TrackerError(tr("{file} is no name for a workbook.", file=path.name), tr("Name it like matrix.xlsx."))
    if not path.parent.is_dir():
        raise TrackerError(
            tr("There is no folder {folder}.", folder=path.parent), tr("Make it first, or choose another place.")
        )
    try:
        with written_beside(path) as temporary:
            yield temporary
            if broken := _broken_part(temporary, go_on):
                raise TrackerError(
                    tr("{path} can't be written: its part {part} would be damaged.", path=path, part=broken),
                    tr("If it is a form, save it anew in Excel or LibreOffice and use that; else report it."),
                )
    except OSError as fault:
        raise TrackerError(
            tr("{path} can't be written: {reason}.", path=path, reason=reason(fault)),
            tr("Close it where it is open, or save under another name."),
        ) from fault


def _broken_part(workbook: Path, go_on: GoOn) -> str:
    """The first part of a workbook that is no well-formed XML; "" where all are."""
    with ZipFile(workbook) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                parser = expat.ParserCreate(namespace_separator=" ")
                try:
                    with package.open(name) as part:
                        while piece := part.read(_AT_ONCE):
                            go_on()
                            parser.Parse(piece, False)
                        parser.Parse(b"", True)
                except expat.ExpatError:
                    return name
    return ""
