"""Copies to send: each is marked with its purpose; those for outside have no history, no unused files, and
nothing of workbooks that were sent."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, text

from tracker.domain.text.text import in_full
from tracker.i18n import QT_TR_NOOP, Message, tr
from tracker.store.engine import search_index, sqlite

_KEY = "copy"
_WORDS = {
    "outside": QT_TR_NOOP("This is a copy that {who} made on {day} to be sent outside: it has no history."),
    "colleague": QT_TR_NOOP("This is a copy that {who} made on {day} for a colleague who goes on working on it."),
}


def for_outside(who: str) -> Callable[[Path], None]:
    """A function that removes history and unused files from a copy, and marks it."""

    def finish(path: Path) -> None:
        _strip_history(path)
        _mark(path, "outside", who)

    return finish


def for_colleague(who: str) -> Callable[[Path], None]:
    """A function that marks a complete copy."""
    return lambda path: _mark(path, "colleague", who)


def origin(connection: Connection) -> Message | None:
    """The purpose of a workspace made as a copy to send, in a sentence; None for any other workspace."""
    value = connection.execute(text("SELECT value FROM setting WHERE key = :key"), {"key": _KEY}).scalar()
    try:
        found = json.loads(value or "")
        return tr(_WORDS[found["for"]], who=found["who"], day=in_full(date.fromisoformat(found["on"])))
    except (ValueError, KeyError, TypeError):
        return None


def _mark(path: Path, purpose: str, who: str) -> None:
    value = json.dumps({"for": purpose, "who": who, "on": date.today().isoformat()})
    with closing(sqlite.connect(path, "rw")) as copied, copied:
        copied.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (_KEY, value))


def _strip_history(path: Path) -> None:
    """Remove the history and the files that nothing refers to from a copy, and rewrite it so that no trace of them is
    left. Raises sqlite3.Error."""
    with closing(sqlite.connect(path, "rw")) as copied:
        for table in ("change", "change_set", "sent_row", "sent_workbook"):
            copied.execute(f"DELETE FROM {table}")
        used = (
            "SELECT attachment_id FROM evidence_file UNION SELECT source_id FROM instrument WHERE source_id IS NOT NULL"
        )
        for table in ("attachment_text", "attachment_part"):
            copied.execute(f"DELETE FROM {table} WHERE attachment_id NOT IN ({used})")
        copied.execute(f"DELETE FROM attachment WHERE id NOT IN ({used})")
        copied.commit()
    engine = sqlite.writer(path)  # the index still has words of what was removed
    try:
        with engine.begin() as connection:
            search_index.make_anew(connection)
        sqlite.compact(engine)
    finally:
        engine.dispose()
