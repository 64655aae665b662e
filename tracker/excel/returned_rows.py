"""The rows of a returned sheet, put together again: a spreadsheet may sort what is seen without what is hidden."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple

from tracker.domain.instruments.paragraph_ref import spaceless
from tracker.domain.reports.comparison import Given, ReturnedRow, Unread
from tracker.excel.cells import Cell, Row
from tracker.excel.columns.reading import as_typed
from tracker.excel.columns.returned import ReturnedColumns
from tracker.excel.columns.returning import LABEL, STATE, SYMBOL, about
from tracker.i18n import tr

_PART = re.compile(r"#([0-9]{1,6})/([0-9]{1,6})$")


@dataclass(frozen=True, slots=True)
class Line:
    """The relevant cells of a row, by column number."""

    number: int
    cells: Row


class Settled(NamedTuple):
    """The lines with the keys that belong to what they show; those of which that can't be known; and how many were
    given another key."""

    lines: Sequence[Line]
    doubtful: Sequence[Line]
    moved: int


def key_of(line: Line, columns: ReturnedColumns) -> str:
    """The key of a line without the number of its part; "" if it has none."""
    key = line.cells.get(columns.key)
    return _PART.sub("", key) if isinstance(key, str) else ""


def part_of(line: Line, columns: ReturnedColumns) -> tuple[int, int] | None:
    """Which part of how many a line of a long text is; None for a whole row."""
    match = _PART.search(str(line.cells.get(columns.key, "")))
    return (int(match[1]), int(match[2])) if match else None


def settle(lines: Sequence[Line], columns: ReturnedColumns) -> Settled:
    """Compare what each line shows (a paragraph, a title) with what its hidden key says. Where the two were sorted
    apart, each line gets the hidden cells of what it shows."""
    names = _told_apart(lines, columns) if columns.register else [_names(line, columns) for line in lines]
    apart = {id(line): name for line, name in zip(lines, names, strict=True) if name[0] != name[1]}
    keys_of = Counter(sent for _, sent in apart.values() if sent)
    shown = Counter(seen for seen, _ in apart.values() if seen)
    known = {sent: line for line in lines if id(line) in apart and (sent := apart[id(line)][1])}
    moved = [line for line in lines if id(line) in apart and apart[id(line)][0] in known]
    if not moved:
        if columns.register:
            return Settled(list(lines), [], 0)
        doubtful = [line for line in lines if id(line) in apart]
        return Settled([line for line in lines if id(line) not in apart], doubtful, 0)
    parts_are_lost = any(part_of(line, columns) for line in lines)
    all_titles_are_seen = known.keys() <= shown.keys()
    settled: list[Line] = []
    doubtful, count = [], 0
    for line in lines:
        if id(line) not in apart:
            settled.append(line)
            continue
        seen, _ = apart[id(line)]
        if seen in known and not parts_are_lost and shown[seen] == keys_of[seen] == 1:
            settled.append(_with_hidden(line, known[seen], columns))
            count += 1
        elif columns.register and all_titles_are_seen and seen and seen not in known and not parts_are_lost:
            settled.append(_with_hidden(line, None, columns))
        elif seen:
            doubtful.append(line)
    return Settled(settled, doubtful, count)


def _names(line: Line, columns: ReturnedColumns) -> tuple[str, str]:
    """What a line shows that it is about, and what its key says; alike where one of them can't be known."""
    key = key_of(line, columns)
    if columns.register:
        seen, sent = (_titled(line, columns, which) for which in (0, 1))
        return (seen, sent) if key or seen else ("", "")
    subject = about(key)
    if subject is None:
        return "", ""
    pairs = []
    for name, of_key in ((LABEL, subject.label), (SYMBOL, subject.symbol), (STATE, "")):
        seen_at, sent_at = columns.names.get(name, (0, 0))
        seen, sent = (
            _plain(line.cells.get(seen_at)),
            _plain(line.cells.get(sent_at)) if name == STATE else _plain(of_key),
        )
        if seen and sent:
            pairs.append((seen, sent))
    return "|".join(seen for seen, _ in pairs), "|".join(sent for _, sent in pairs)


def _titled(line: Line, columns: ReturnedColumns, which: int) -> str:
    """The title of a row of a register and whose it is, as seen (0) or as sent (1); "" if it has no title."""
    title, state = (
        _plain(line.cells.get(pair[which]))
        for pair in (columns.fields.get("title", (0, 0)), columns.names.get(STATE, (0, 0)))
    )
    return f"{title}|{state}" if title and columns.names.get(STATE, (0, 0))[1] else title


def _told_apart(lines: Sequence[Line], columns: ReturnedColumns) -> list[tuple[str, str]]:
    """The names of a register's lines, as `_names` gives them. Lines of one title are told apart by all that they show;
    one that was changed too is the one that is left over, or that of its key where nothing was moved."""
    names = [_names(line, columns) for line in lines]
    shown, keyed = defaultdict(list), defaultdict(list)
    for i, (title_seen, title_sent) in enumerate(names):
        shown[title_seen].append(i)
        keyed[title_sent].append(i)
    is_sorted = any(seen != sent and seen in keyed for seen, sent in names if seen)
    for title in (title for title, owners in keyed.items() if title and len(owners) > 1):
        sent = {i: _all_of(lines[i], columns, 1) for i in keyed[title]}
        seen = {i: _all_of(lines[i], columns, 0) for i in shown[title]}
        known = set(sent.values())
        left = Counter(sent.values()) - Counter(seen.values())
        is_moved = is_sorted or any(words in known and sent[i] != words for i, words in seen.items() if i in sent)
        for i, words in seen.items():
            if words not in known and not is_moved and i in sent:
                seen[i] = sent[i]
            elif words not in known and len(left) == 1:
                seen[i] = next(iter(left))
        for i in {*sent, *seen}:
            title_seen, title_sent = names[i]
            names[i] = (
                f"{title_seen}|{seen[i]}" if i in seen else title_seen,
                f"{title_sent}|{sent[i]}" if i in sent else title_sent,
            )
    return names


def _all_of(line: Line, columns: ReturnedColumns, which: int) -> str:
    return "|".join(_plain(line.cells.get(pair[which])) for pair in columns.fields.values())


def _plain(cell: Cell | None) -> str:
    typed = "" if cell is None else as_typed(cell)
    return "" if isinstance(typed, Unread) else spaceless(typed)


def _with_hidden(line: Line, owner: Line | None, columns: ReturnedColumns) -> Line:
    """What a line shows, with the hidden cells of another one; with those of a new row if there is none."""
    hidden = {columns.key, columns.seal, columns.sent, columns.fingerprint}
    hidden |= {sent for _, sent in (*columns.fields.values(), *columns.names.values())} - {0}
    cells = {column: cell for column, cell in line.cells.items() if column not in hidden}
    if owner:
        cells |= {column: cell for column, cell in owner.cells.items() if column in hidden}
    return Line(line.number, cells)


def doubting_crossed(rows: Sequence[ReturnedRow]) -> list[ReturnedRow]:
    """The rows; what stands below two headings that seem to have changed places is asked about: at least half of what
    differs there is what was sent below the other one."""
    differing: Counter[str] = Counter()
    crossed: Counter[str] = Counter()
    for row in rows:
        changed = {name: given for name, given in row.fields.items() if given.returned != given.sent}
        differing.update(changed.keys())
        crossed.update(
            name
            for name, given in changed.items()
            if any((given.returned, given.sent) == (other.sent, other.returned) for other in changed.values())
        )
    doubtful = {name for name, count in crossed.items() if 2 * count >= differing[name]}
    if not doubtful:
        return list(rows)
    return [replace(row, fields=_doubting(row.fields, doubtful)) for row in rows]


def _doubting(fields: Mapping[str, Given], doubtful: Set[str]) -> dict[str, Given]:
    return {name: _doubted(given) if name in doubtful else given for name, given in fields.items()}


def _doubted(given: Given) -> Given:
    return Given(given.sent, given.returned, given.cell, given.doubt or _CROSSED)


_CROSSED = tr("What stands below this heading was sent below another one.", code="column.crossed")
