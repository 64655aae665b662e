"""Copies that are made to be sent say so, and those for outside hold nothing that is not for others."""

import json
import sqlite3
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
    """Takes the history out of a copy, and the bytes of files that nothing shows any more, and marks it."""

    def finish(path: Path) -> None:
        _strip_history(path)
        _mark(path, "outside", who)

    return finish


def for_colleague(who: str) -> Callable[[Path], None]:
    """Marks a copy that has everything."""
    return lambda path: _mark(path, "colleague", who)


def origin(connection: Connection) -> Message | None:
    """What a workspace is a copy for, in a sentence; None where it is not one that was made to be sent."""
    kept = connection.execute(text("SELECT value FROM setting WHERE key = :key"), {"key": _KEY}).scalar()
    try:
        found = json.loads(kept or "")
        return tr(_WORDS[found["for"]], who=found["who"], day=in_full(date.fromisoformat(found["on"])))
    except (ValueError, KeyError, TypeError):
        return None


def _mark(path: Path, purpose: str, who: str) -> None:
    value = json.dumps({"for": purpose, "who": who, "on": date.today().isoformat()})
    with closing(sqlite3.connect(path)) as copied, copied:
        copied.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (_KEY, value))


def _strip_history(path: Path) -> None:
    """Take out of a copy what is not for others: the history, and the bytes of files that nothing shows any more. The
    file is written anew, so that nothing of them is left in it. Raises sqlite3.Error."""
    with closing(sqlite3.connect(path)) as copied:
        for table in ("change", "change_set"):
            copied.execute(f"DELETE FROM {table}")
        shown = (
            "SELECT attachment_id FROM evidence_file UNION SELECT source_id FROM instrument WHERE source_id IS NOT NULL"
        )
        for table in ("attachment_text", "attachment_part"):
            copied.execute(f"DELETE FROM {table} WHERE attachment_id NOT IN ({shown})")
        copied.execute(f"DELETE FROM attachment WHERE id NOT IN ({shown})")
        copied.commit()
    engine = sqlite.writer(path)  # the index knows words of what is gone
    try:
        with engine.begin() as connection:
            search_index.make_anew(connection)
        sqlite.compact(engine)
    finally:
        engine.dispose()
