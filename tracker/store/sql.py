"""Shared by all queries: the SQL of paragraph labels, conversion of dates and times, errors from damaged rows."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy import DateTime, TypeDecorator

from tracker.errors import TrackerError
from tracker.i18n import tr

# Annex paragraphs ("annex 4 (a)"; with several annexes, "annex II 4 (a)") are tracked like operative ones, because
# declarations are adopted as annexes.
LABEL = "CASE p.kind WHEN 'annex' THEN rtrim(rtrim('annex ' || p.annex) || ' ' || p.label) ELSE p.label END"
PARAGRAPH = f"i.symbol || ', ' || {LABEL}"
"""The name of paragraph `p` of instrument `i`, written as `ParagraphRef` writes it."""

Found = TypeVar("Found")
Arguments = ParamSpec("Arguments")


def of_whole_rows(read: Callable[Arguments, Found]) -> Callable[Arguments, Found]:
    """Decorator: an invalid value in a row (no level, no date) comes from damage, and is reported as such."""

    @wraps(read)
    def checked(*given: Arguments.args, **named: Arguments.kwargs) -> Found:
        try:
            return read(*given, **named)
        except (ValueError, TypeError) as fault:
            raise TrackerError(
                tr("The workspace is damaged: a row holds what can't be there ({fault}).", fault=fault),
                tr("Run `tracker check`, and go back to a backup."),
            ) from fault

    return checked


def day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def moment(words: str | None) -> datetime | None:
    """The time (UTC) that SQLite stores as text."""
    return datetime.fromisoformat(words).replace(tzinfo=UTC) if words else None


class Moment(TypeDecorator[datetime]):
    """A time, stored in UTC without a time zone."""

    impl = DateTime
    cache_ok = True

    def process_result_value(self, value: datetime | None, _dialect: object) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None
