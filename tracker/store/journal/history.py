"""Read the journal: who changed what and when, with old and new values."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, Connection, Integer, String, column, text

from tracker.domain.casework import actions
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.change_sets import ChangeSetRow, FieldChange, HistoryQuery, RowValues, Subject
from tracker.domain.casework.levels import Level
from tracker.domain.casework.recorded import OF_OUR_WORDS, RECORDED
from tracker.domain.casework.registers import Register
from tracker.domain.text.saved_views import in_words
from tracker.i18n import Message, tr
from tracker.store.engine import dialect
from tracker.store.sql import LABEL, Moment
from tracker.store.tables.columns import Action

# CROSS JOIN makes SQLite keep this order: from the few links of the paragraph to their changes, not from all changes.
_OF_PARAGRAPH = """
    s.state_code IN (:state, '') AND s.id IN (
        SELECT change_set_id FROM change WHERE paragraph_id = :paragraph
        UNION
        SELECT c.change_set_id FROM measure_paragraph l
        CROSS JOIN change c ON c.table_name = 'measure' AND c.row_id = l.measure_id
        WHERE l.state_code = :state AND l.paragraph_id = :paragraph
        UNION
        SELECT c.change_set_id FROM evidence_paragraph l
        CROSS JOIN change c ON c.table_name = 'evidence' AND c.row_id = l.evidence_id
        WHERE l.state_code = :state AND l.paragraph_id = :paragraph
        UNION
        SELECT c.change_set_id FROM evidence_paragraph l CROSS JOIN evidence_file f ON f.evidence_id = l.evidence_id
        CROSS JOIN change c ON c.table_name = 'evidence_file' AND c.row_id = f.id
        WHERE l.state_code = :state AND l.paragraph_id = :paragraph
        UNION
        SELECT c.change_set_id FROM evidence_paragraph l CROSS JOIN excerpt x ON x.evidence_id = l.evidence_id
        CROSS JOIN change c ON c.table_name = 'excerpt' AND c.row_id = x.id
        WHERE l.state_code = :state AND l.paragraph_id = :paragraph)"""
_OF_STATE = "s.state_code IN (:state, '')"
_OF_TABLES = f"""
    EXISTS (SELECT 1 FROM change c WHERE c.change_set_id = s.id AND c.table_name {dialect.among("tables")})"""
_WITH_WORDS = """
    (s.label LIKE :words ESCAPE '\\' OR s.label LIKE :written ESCAPE '\\' OR s.who LIKE :words ESCAPE '\\' OR EXISTS (
        SELECT 1 FROM change c WHERE c.change_set_id = s.id
        AND (c.before LIKE :written ESCAPE '\\' OR c.after LIKE :written ESCAPE '\\')))"""

_COLUMNS = (
    column("id", Integer),
    column("label", Action),
    column("who", String),
    column("at", Moment),
    column("state_code", String),
    column("undone", Boolean),
    column("undoable", Boolean),
)
_DEFAULTS = (Level.NOT_ASSESSED.value, Stage.DRAFT.value)
"""The default values of a new assessment."""


def change_sets(
    connection: Connection, query: HistoryQuery, limit: int, since: int = 0, before: int | None = None
) -> list[ChangeSetRow]:
    """The newest `limit` change sets that match `query`, with ids from `since` up to, but not including, `before`."""
    given: dict[str, object] = {"limit": limit, "since": since}
    rules = ["s.id >= :since"]
    if before is not None:
        rules.append("s.id < :before")
        given["before"] = before
    if query.paragraph_id is not None:
        rules.append(_OF_PARAGRAPH)
        given |= {"paragraph": query.paragraph_id, "state": query.state}
    elif query.state:
        rules.append(_OF_STATE)
        given["state"] = query.state
    if query.who:
        rules.append("s.who = :who")
        given["who"] = query.who
    if query.tables:
        rules.append(_OF_TABLES)
        given["tables"] = dialect.values(query.tables)
    for number, word in enumerate(query.words.split()):
        codes = actions.named_with(word)
        named = [f"s.label LIKE :action{number}_{place}" for place, _ in enumerate(codes)]
        words = _WITH_WORDS.replace(":words", f":words{number}").replace(":written", f":written{number}")
        rules.append(f"({' OR '.join([words, *named])})")
        given |= {f"action{number}_{place}": f'%{{"code": "{code}"%' for place, code in enumerate(codes)}
        given[f"words{number}"] = _like(word)
        given[f"written{number}"] = _like(json.dumps(word, ensure_ascii=False)[1:-1])
    rows = connection.execute(
        text(f"""
        SELECT s.id, s.label, s.who, s.at, s.state_code, s.undone_at IS NOT NULL, s.undoable FROM change_set s
        WHERE {" AND ".join(rules)} ORDER BY s.id DESC LIMIT :limit""").columns(*_COLUMNS),
        given,
    )
    return [ChangeSetRow(*row) for row in rows]


def people(connection: Connection) -> list[str]:
    """The names of all authors, sorted."""
    return list(
        connection.execute(text(f"SELECT DISTINCT who FROM change_set ORDER BY who {dialect.CASELESS}")).scalars()
    )


def details(connection: Connection, change_set_id: int) -> Iterator[FieldChange]:
    """What a change set changed, field by field; a generator, since there may be thousands."""
    rows = connection.execute(
        text("SELECT table_name, row_id, before, after FROM change WHERE change_set_id = :id ORDER BY id"),
        {"id": change_set_id},
    )
    for table, row_id, before, after in rows.all():
        old, new = json.loads(before) if before else {}, json.loads(after) if after else {}
        words = RECORDED.get(table, {})
        what = about(connection, table, row_id, old | new)
        shown = shown_fields(table, old if before else None, new if after else None)
        for name in shown:
            was, now = (words_of(connection, table, name, values.get(name)) for values in (old, new))
            yield FieldChange(what, words[name], was, now)
        if not shown and not (before and after) and words:
            yield FieldChange(what, "", "" if after else what, what if after else "")


def subject(connection: Connection, change_set_id: int) -> Subject | None:
    """The one row of a register that a change set changed, else the one paragraph; None for none or several, or where
    it is gone."""
    rows = connection.execute(
        text("""
        SELECT DISTINCT table_name, row_id, paragraph_id FROM change WHERE change_set_id = :id
        AND (table_name IN ('measure', 'evidence') OR paragraph_id IS NOT NULL) LIMIT 100"""),
        {"id": change_set_id},
    ).all()
    in_registers = {Subject(row_id, Register(table)) for table, row_id, _ in rows if table in set(Register)}
    paragraphs = {Subject(paragraph_id) for _, _, paragraph_id in rows if paragraph_id is not None}
    found = in_registers or paragraphs
    if len(found) != 1:
        return None
    one = found.pop()
    table = one.register.value if one.register else "paragraph"
    is_there = connection.execute(text(f"SELECT 1 FROM {table} WHERE id = :id"), {"id": one.id}).scalar()
    return one if is_there else None


def shown_fields(table: str, before: RowValues | None, after: RowValues | None) -> list[str]:
    """The changed fields of a row that are worth showing; None for a row that did not exist before, or does not now."""
    old, new = before or {}, after or {}
    defaults = _DEFAULTS if table == "assessment" and (before is None or after is None) else ()
    shown = [name for name in RECORDED.get(table, {}) if (old.get(name) or "") != (new.get(name) or "")]
    shown = [name for name in shown if (old | new).get(name) not in defaults]
    if len(shown) > 1 and "fingerprint" in shown:
        shown.remove("fingerprint")
    return shown


def words_assessed(connection: Connection, paragraph_id: int, fingerprint: str) -> str | None:
    """The former text of a paragraph with this fingerprint; None if it is not in the history."""
    rows = connection.execute(
        text("""
        SELECT before, after FROM change WHERE table_name = 'paragraph' AND row_id = :id ORDER BY id DESC"""),
        {"id": paragraph_id},
    )
    for before, after in rows:
        for side in (before, after):
            values = json.loads(side) if side else {}
            if values.get("fingerprint") == fingerprint and "text" in values:
                return str(values["text"])
    return None


def _like(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def words_of(connection: Connection, table: str, name: str, value: Any) -> Message | str:
    """The value of a field for display: our own terms as a message, to be translated; typed text as it is."""
    if value is None or value is False:
        return ""
    if name == "replaced_by":
        return str(_last_recorded(connection, "evidence_file", value).get("name", ""))
    if name == "filters":
        return in_words(value)
    if value is True:
        return tr("yes")
    words = str(value)
    if name in OF_OUR_WORDS.get(table, ()):
        return tr(words)
    return words[:8] if name == "fingerprint" else words


def about(connection: Connection, table: str, row_id: int, values: RowValues) -> Message:
    """The name of a row, in the user's terms."""
    paragraph = _paragraph(connection, row_id if table == "paragraph" else values.get("paragraph_id"))
    title = {
        kind: _title(connection, kind, row_id if table == kind else values.get(f"{kind}_id"))
        for kind in ("measure", "evidence")
    }
    named = {
        "assessment": tr("Assessment of {paragraph}", paragraph=paragraph),
        "measure": tr("Measure {title}", title=title["measure"]),
        "evidence": tr("Evidence {title}", title=title["evidence"]),
        "excerpt": tr("Excerpt of {title}", title=title["evidence"]),
        "evidence_file": tr("File of {title}", title=title["evidence"]),
        "measure_paragraph": tr("Link of {title} to {paragraph}", title=title["measure"], paragraph=paragraph),
        "evidence_paragraph": tr("Link of {title} to {paragraph}", title=title["evidence"], paragraph=paragraph),
        "evidence_measure": tr("Link of {title} to {measure}", title=title["evidence"], measure=title["measure"]),
        "comment": tr("Comment on {paragraph}", paragraph=paragraph),
        "paragraph": tr("{paragraph}", paragraph=paragraph),
        "instrument": tr("Instrument {symbol}", symbol=values.get("symbol") or ""),
        "saved_view": tr("View “{name}”", name=values.get("name", "")),
        "cycle": tr("Cycle {name}", name=values.get("name") or ""),
        "addressee": tr("Addressee of {paragraph}", paragraph=paragraph),
        "citation": tr("Citation of {paragraph}", paragraph=paragraph),
        "footnote": tr("Footnote"),
        "lineage": tr("Descent of {paragraph}", paragraph=paragraph),
    }
    return named.get(table) or Message(table.replace("_", " ").capitalize())


def _paragraph(connection: Connection, paragraph_id: int | None) -> Message:
    """The name of a paragraph within a sentence; of a removed one, from the history."""
    row = connection.execute(
        text(f"""
        SELECT {LABEL}, i.symbol FROM paragraph p JOIN instrument i ON i.id = p.instrument_id WHERE p.id = :id"""),
        {"id": paragraph_id},
    ).one_or_none()
    label, symbol = row or _removed_paragraph(connection, paragraph_id)
    if not symbol:
        return Message("")
    if not label:
        return tr("a preambular paragraph of {symbol}", symbol=symbol)
    return tr("paragraph {label} of {symbol}", label=label, symbol=symbol)


def _removed_paragraph(connection: Connection, paragraph_id: int | None) -> tuple[str, str]:
    """Label and symbol of a removed paragraph, from the history."""
    gone = _last_recorded(connection, "paragraph", paragraph_id)
    instrument_id = gone.get("instrument_id")
    symbol = connection.execute(text("SELECT symbol FROM instrument WHERE id = :id"), {"id": instrument_id}).scalar()
    return gone.get("label", ""), symbol or _last_recorded(connection, "instrument", instrument_id).get("symbol", "")


def _title(connection: Connection, kind: str, row_id: int | None) -> str:
    """The title of a measure or a piece of evidence; of a removed one, from the history."""
    if row_id is None:
        return ""
    title = connection.execute(text(f"SELECT title FROM {kind} WHERE id = :id"), {"id": row_id}).scalar()
    title = title or _last_recorded(connection, kind, row_id).get("title")
    return f"“{title}”" if title else ""


def _last_recorded(connection: Connection, table: str, row_id: int | None) -> RowValues:
    """A row as it was last added or removed; empty if that is not in the history."""
    whole = connection.execute(
        text("""
        SELECT before || after FROM change WHERE table_name = :table AND row_id = :id AND (before = '' OR after = '')
        ORDER BY id DESC LIMIT 1"""),
        {"table": table, "id": row_id},
    ).scalar()
    return dict(json.loads(whole)) if whole else {}
