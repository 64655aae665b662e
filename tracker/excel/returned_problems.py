"""What can't be imported from a returned sheet, and why, in the words that a user reads."""

from tracker.domain.casework.registers import Register
from tracker.excel.columns.returning import about, is_newer
from tracker.i18n import Message, tr

QUOTED = 80  # characters of what is quoted from a workbook
AT_FIRST = tr(
    "It is as it was sent, but something else was imported since, maybe from another copy.", code="conflict.at-first"
)
_APART = tr(
    "The sheet was sorted without its hidden columns, and it can't be known which row this is.", code="row.apart"
)
KEY_MISSING = tr("The hidden column Key is missing; nothing of this sheet can be imported.", code="column.key-missing")
KEY_CHANGED = tr("The key of this row was changed; it can't be known what it is.", code="row.key-changed")
KEYLESS = tr("This row has no key; it can't be known which paragraph it is about.", code="row.without-key")
PART_MISSING = tr("A part of this row is missing, with the rest of its long text.", code="row.part-missing")
_UNKNOWN = tr("It can't be known from which workbook this row comes.", code="row.origin-unknown")
_NEWER = tr("It was sent by a newer version of tracker; import it with that.", code="row.newer")
MERGED = tr("The cell is merged with another one. Undo that, and fill in each.", code="cell.merged")
STORED_EXCERPTS = tr(
    "Excerpts of evidence that is held already are not imported; change them in tracker.", code="excerpts.held"
)
UNTITLED = {
    Register.MEASURE: tr("A new measure needs a title.", code="title.missing"),
    Register.EVIDENCE: tr("A new piece of evidence needs a title.", code="title.missing"),
}


def sheet_missing(name: str) -> Message:
    return tr("The sheet {sheet} that was sent is not in this workbook.", code="sheet.missing", sheet=name)


def twice(first: int, second: int) -> Message:
    return tr(
        "The rows {first} and {second} have the same key; neither is imported.",
        code="row.twice",
        first=first,
        second=second,
    )


def no_origin(words: str) -> Message:
    return _NEWER if is_newer(words) else _UNKNOWN


def apart(key: str) -> Message:
    subject = about(key)
    if subject is None or subject.register:
        return _APART
    return tr(
        "The row shows another paragraph than its hidden key, {paragraph}; nothing of it is imported.",
        code="row.apart",
        paragraph=str(subject.paragraph)[:QUOTED],
    )


def rejoined(count: int) -> Message:
    return tr(
        "The sheet was sorted without its hidden columns. %n row(s) are taken for what they show.",
        "",
        count,
        code="rows.rejoined",
    )
