"""What importing returned workbooks would do: as JSON for other programs, and as lines for a terminal."""

from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.fields import fields_of
from tracker.domain.casework.measures import Measure
from tracker.domain.reports.comparison import Change, Comparison, NewRow, Place, Problem, Written, shown
from tracker.i18n import ENGLISH, Message, tr


def as_json(found: Comparison, applied: int) -> dict[str, object]:
    """The object that `tracker import --json` prints; `applied`: how many changes and rows were written."""
    return {
        "changes": [_change(item) for item in found.changes],
        "conflicts": [_change(item) | item.why.for_programs("why") for item in found.conflicts if item.why],
        "new": [_new(item) for item in found.new],
        "notices": [item.for_programs() for item in found.notices],
        "written": [_written(item) for item in found.written],
        "problems": [_where(item.place) | item.what.for_programs() for item in found.problems],
        "applied": applied,
    }


def _change(change: Change) -> dict[str, object]:
    about = change.about
    row = {"register": about.register.value, "title": change.title} if about.register else {}
    return {
        "state": about.state,
        "cycle": about.cycle,
        "instrument": about.symbol,
        "paragraph": about.label,
        **row,
        "field": change.field,
        "sent": change.words(change.sent, ENGLISH),
        "returned": change.words(change.returned, ENGLISH),
        "held": change.words(change.stored, ENGLISH),
        **_where(change.place),
    }


def _written(item: Written) -> dict[str, object]:
    about = item.about
    row = {"state": about.state, "instrument": about.symbol, "paragraph": about.label} if about else {}
    return {**row, "words": item.words, **_where(item.place), **item.where.for_programs()}


def _new(row: NewRow) -> dict[str, object]:
    return {
        "state": row.state,
        "register": row.register.value,
        "title": row.what.title,
        "paragraphs": list(row.paragraphs),
        "matches": row.match[1] if row.match else None,
        "fields": {
            name: shown(getattr(row.what, name), ENGLISH) for name in fields_of(type(row.what)) if name != "excerpts"
        }
        | ({"excerpts": [excerpt.text for excerpt in row.what.excerpts]} if isinstance(row.what, Evidence) else {}),
        **_where(row.place),
    }


def _where(place: Place) -> dict[str, object]:
    return {"book": place.book, "sheet": place.sheet, "cell": place.cell}


def as_lines(found: Comparison, applied: int) -> list[str]:
    """The same as `as_json`, as lines to read."""
    lines = [*map(str, found.notices), *(_line(change) for change in found.changes)]
    lines += [str(tr("Conflict: {change} {why}", change=_line(item), why=item.why)) for item in found.conflicts]
    lines += [_new_line(row) for row in found.new]
    lines += [_problem(item) for item in found.problems]
    lines += [str(_untaken(item)) for item in found.written]
    counted = tr(
        "Changes: {changes}, conflicts: {conflicts}, new rows: {new}, problems: {problems}.",
        changes=f"{len(found.changes):,}",
        conflicts=f"{len(found.conflicts):,}",
        new=f"{len(found.new):,}",
        problems=f"{len(found.problems):,}",
    )
    done = tr("Applied: {count}.", count=f"{applied:,}") if applied else tr("Nothing was applied.")
    return [*lines, str(counted), str(done)]


def _problem(problem: Problem) -> str:
    about = f" ({problem.about})" if problem.about else ""
    place = f"{problem.place.sheet} {problem.place.cell}".rstrip()
    return f"{place}{about}: {problem.what}"


def _untaken(item: Written) -> Message:
    place = f"{item.place.sheet} {item.place.cell}"
    return tr(
        "Written, not taken: {words}, {where} ({place}).", words=shown_short(item.words), where=item.where, place=place
    )


def _line(change: Change) -> str:
    about = change.about
    name = f"“{change.title}”" if about.register else str(about.paragraph)
    before, after = (shown_short(change.words(value)) for value in (change.stored, change.returned))
    return f"{about.state} {name}, {change.field_words}: {before} → {after} ({change.place.sheet} {change.place.cell})."


def _new_line(row: NewRow) -> str:
    title, place = row.what.title, f"{row.place.sheet} {row.place.cell}"
    measure = isinstance(row.what, Measure)
    new = tr("New measure “{title}”", title=title) if measure else tr("New piece of evidence “{title}”", title=title)
    if row.duplicate:
        other = f"{row.duplicate.book}, {row.duplicate.sheet} {row.duplicate.cell}"
        return str(tr("{new} is like the one in {twin} ({place}).", new=new, twin=other, place=place))
    if row.match:
        return str(tr("{new} is like “{other}” of the register ({place}).", new=new, other=row.match[1], place=place))
    if row.doubt:
        return str(tr("{new} is not taken by itself: {doubt} ({place}).", new=new, doubt=row.doubt, place=place))
    return f"{new} ({place})."


def shown_short(words: str) -> str:
    """A value on one line, in quotation marks, cut to 80 characters."""
    line = " ".join(words.split())
    return f"“{line if len(line) <= 80 else line[:79] + '…'}”" if line else str(tr("(empty)"))
