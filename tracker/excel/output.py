"""Where a workbook is written: beside its place, and put there when it is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import TrackerError, reason
from tracker.files import written_beside
from tracker.i18n import tr


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """A path to write the workbook to; at the end it takes its place. Raises TrackerError where it can't be written;
    then what was there before is whole."""
    if path.suffix.lower() != ".xlsx" or path.is_dir():
        raise TrackerError(tr("{file} is no name for a workbook.", file=path.name), tr("Name it like matrix.xlsx."))
    if not path.parent.is_dir():
        raise TrackerError(
            tr("There is no folder {folder}.", folder=path.parent), tr("Make it first, or choose another place.")
        )
    try:
        with written_beside(path) as beside:
            yield beside
    except OSError as fault:
        raise TrackerError(
            tr("{path} can't be written: {reason}.", path=path, reason=reason(fault)),
            tr("Close it where it is open, or save under another name."),
        ) from fault
