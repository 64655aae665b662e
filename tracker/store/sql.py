"""What all queries of the workspace share: the label of a paragraph, days and moments, rows that damage has spoilt."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy import DateTime, TypeDecorator

from tracker.errors import TrackerError
from tracker.i18n import tr

# What an annex asks ("annex 4 (a)", of several "annex II 4 (a)") is tracked like the operative part: declarations are
# adopted as annexes.
LABEL = "CASE p.kind WHEN 'annex' THEN rtrim(rtrim('annex ' || p.annex) || ' ' || p.label) ELSE p.label END"
PARAGRAPH = f"i.symbol || ', ' || {LABEL}"
"""What people call a paragraph, as `ParagraphRef` writes it; of `p` and its instrument `i`."""

Found = TypeVar("Found")
Arguments = ParamSpec("Arguments")


def of_whole_rows(read: Callable[Arguments, Found]) -> Callable[Arguments, Found]:
    """A row that holds no value of its kind (a level, a date) comes from damage: the user is told so."""

    @wraps(read)
    def reading(*given: Arguments.args, **named: Arguments.kwargs) -> Found:
        try:
            return read(*given, **named)
        except (ValueError, TypeError) as fault:
            raise TrackerError(
                tr("The workspace is damaged: a row holds what can't be there ({fault}).", fault=fault),
                tr("Run `tracker check`, and go back to a backup."),
            ) from fault

    return reading


def day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def moment(words: str | None) -> datetime | None:
    """A time as SQLite holds it, which is UTC."""
    return datetime.fromisoformat(words).replace(tzinfo=UTC) if words else None


class Moment(TypeDecorator[datetime]):
    """A time as the workspace holds it, without a zone, which is UTC."""

    impl = DateTime
    cache_ok = True

    def process_result_value(self, value: datetime | None, _dialect: object) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None
