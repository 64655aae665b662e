"""Writes a workbook to a temporary file beside its target, which it replaces when complete."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import TrackerError, reason
from tracker.files import written_beside
from tracker.i18n import tr


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """A temporary path to write the workbook to; at the end it replaces `path`. Raises TrackerError if it can't be
    written; an existing file is then unchanged."""
    if path.suffix.lower() != ".xlsx" or path.is_dir():
        raise TrackerError(tr("{file} is no name for a workbook.", file=path.name), tr("Name it like matrix.xlsx."))
    if not path.parent.is_dir():
        raise TrackerError(
            tr("There is no folder {folder}.", folder=path.parent), tr("Make it first, or choose another place.")
        )
    try:
        with written_beside(path) as temporary:
            yield temporary
    except OSError as fault:
        raise TrackerError(
            tr("{path} can't be written: {reason}.", path=path, reason=reason(fault)),
            tr("Close it where it is open, or save under another name."),
        ) from fault
