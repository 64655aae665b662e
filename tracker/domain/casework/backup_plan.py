"""Which of the backups that the program makes by itself are kept: one of each of the last 7 days, 4 weeks and 12 months
in which there is any, and never more than there is room for."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_PERIODS: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (7, lambda at: at.date()),
    (4, lambda at: at.isocalendar()[:2]),
    (12, lambda at: (at.year, at.month)),
)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: the file, when it was made (UTC), and its bytes."""

    path: Path
    at: datetime
    size: int


def superfluous(backups: Sequence[Backup], room: int) -> list[Backup]:
    """Which of these can go. `room`: bytes that all together may take; the newest one stays whatever it takes."""
    newest_first = sorted(backups, key=lambda backup: backup.at, reverse=True)
    kept: list[Backup] = []
    for number, period_of in _PERIODS:
        newest: dict[Hashable, Backup] = {}
        for backup in newest_first:
            newest.setdefault(period_of(backup.at), backup)
        kept += list(newest.values())[:number]
    kept = [backup for backup in newest_first if backup in kept]
    while len(kept) > 1 and sum(backup.size for backup in kept) > room:
        kept.pop()
    return [backup for backup in newest_first if backup not in kept]
