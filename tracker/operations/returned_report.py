"""What importing returned workbooks would do, for other programs (JSON) and for a person in a terminal."""

from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.fields import fields_of
from tracker.domain.reports.comparison import Change, Comparison, NewRow, Place, Problem, shown


def as_json(found: Comparison, applied: int) -> dict[str, object]:
    """The object that `tracker import --json` prints."""
    return {
        "changes": [_change(one) for one in found.changes],
        "conflicts": [_change(one) | {"why": one.why} for one in found.conflicts],
        "new": [_new(one) for one in found.new],
        "problems": [_where(one.place) | {"what": one.what} for one in found.problems],
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
        "sent": change.words(change.sent),
        "returned": change.words(change.returned),
        "held": change.words(change.held),
        **_where(change.place),
    }


def _new(row: NewRow) -> dict[str, object]:
    return {
        "state": row.state,
        "register": row.register.value,
        "title": row.what.title,
        "paragraphs": list(row.paragraphs),
        "matches": row.match[1] if row.match else None,
        "fields": {name: shown(getattr(row.what, name)) for name in fields_of(type(row.what)) if name != "excerpts"}
        | ({"excerpts": [one.text for one in row.what.excerpts]} if isinstance(row.what, Evidence) else {}),
        **_where(row.place),
    }


def _where(place: Place) -> dict[str, str]:
    return {"book": place.book, "sheet": place.sheet, "cell": place.cell}


def as_lines(found: Comparison, applied: int) -> list[str]:
    """The same in lines to read."""
    lines = [_line(change) for change in found.changes]
    lines += [f"Conflict: {_line(change)} {change.why}" for change in found.conflicts]
    lines += [_new_line(row) for row in found.new]
    lines += [_problem(one) for one in found.problems]
    told = (len(found.changes), len(found.conflicts), len(found.new), len(found.problems))
    lines.append("Changes: {:,}, conflicts: {:,}, new rows: {:,}, problems: {:,}.".format(*told))
    lines.append(f"Applied: {applied:,}." if applied else "Nothing was applied.")
    return lines


def _problem(problem: Problem) -> str:
    about = f" ({problem.about})" if problem.about else ""
    return f"{problem.place.sheet} {problem.place.cell}{about}: {problem.what}"


def _line(change: Change) -> str:
    about = change.about
    what = f"“{change.title}”" if about.register else str(about.paragraph)
    before, after = (shown_short(change.words(value)) for value in (change.held, change.returned))
    return f"{about.state} {what}, {change.field_words}: {before} → {after} ({change.place.sheet} {change.place.cell})."


def _new_line(row: NewRow) -> str:
    like = f" is like “{row.match[1]}” of the register" if row.match else ""
    like = f" is not taken by itself: {row.doubt}" if row.doubt and not like else like
    like = f" is like the one in {row.twin.book}, {row.twin.sheet} {row.twin.cell}" if row.twin else like
    return f"New {row.register.piece} “{row.what.title}”{like} ({row.place.sheet} {row.place.cell})."


def shown_short(words: str) -> str:
    """A value in a line."""
    line = " ".join(words.split())
    return f"“{line if len(line) <= 80 else line[:79] + '…'}”" if line else "(empty)"
