"""Since when changes are shown: from a day on, or since the data of an earlier workbook was read."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

from tracker.domain.casework.change_sets import Since
from tracker.domain.text.text import in_full
from tracker.errors import TrackerError
from tracker.i18n import Message, tr

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def since_when(words: str) -> tuple[Since | None, Message]:
    """The point in history that a day ("2026-01-31") or the path of an earlier workbook stands for, and a sentence that
    says so; (None, sentence) for "". Raises TrackerError for anything else."""
    if not words:
        return None, tr("All that has changed since the work began; what changed several times stands once.")
    if _DAY.fullmatch(words.strip()):
        try:
            day = date.fromisoformat(words.strip())
        except ValueError as fault:
            raise TrackerError(tr("There is no day {words}.", words=words), tr("Write it like 2026-01-31.")) from fault
        at = datetime.combine(day, time.min).astimezone(UTC)
        return Since(at), tr(
            "What has changed since {day}, that day included; what changed several times stands once.", day=in_full(day)
        )
    from tracker.excel import as_of

    path = Path(words)
    if not path.exists():
        raise TrackerError(
            tr("“{words}” is neither a day nor a workbook that is there.", words=words),
            tr("Give a day like 2026-01-31, or a workbook that tracker exported."),
        )
    since = as_of.read(path)
    local = since.at.astimezone()
    return since, (
        tr(
            "What has changed since the workbook {name}, whose data is of {day}, {time}; what changed several times "
            "stands once.",
            name=path.name,
            day=in_full(local.date()),
            time=f"{local:%H:%M}",
        )
    )
