"""Columns of a form that a user assigned by hand, or by `--column` at the command line."""

from collections import Counter
from collections.abc import Iterable, Mapping

from openpyxl.utils import get_column_letter

from tracker.domain.casework.assessments import Assessment
from tracker.domain.casework.fields import fields_of
from tracker.domain.reports.forms import Assignments
from tracker.domain.reports.workbook import Sheet
from tracker.errors import TrackerError
from tracker.excel.forms.headings import choices, known
from tracker.excel.forms.matching import Assigned, simple
from tracker.i18n import tr


def keys(headings: Mapping[int, str]) -> dict[int, str]:
    """What assignments call the columns of a row of headings: by the words, or by the letter where two are alike."""
    times = Counter(map(simple, headings.values()))
    return {
        number: simple(heading) if times[simple(heading)] == 1 else get_column_letter(number)
        for number, heading in headings.items()
    }


def assigned_columns(sheet: Sheet, headings: Mapping[int, str], wanted: Assignments) -> Assigned:
    """Our columns of a sheet by the form's column numbers, as far as they are assigned."""
    found: dict[int, str] = {}
    for key, words in wanted.items():
        name = column_named(sheet, words)
        for number in _named(key, headings):
            if name is not None and (not name or name not in found.values()):
                found[number] = name
    return found


def must_be_clear(sheet: Sheet, headings: Mapping[int, str], wanted: Assignments) -> None:
    """Raises TrackerError where a heading that something is assigned to stands over several columns, and where two
    headings get the same."""
    taken: dict[str, str] = {}
    for key, words in wanted.items():
        numbers, name = _named(key, headings), column_named(sheet, words)
        if not name or not numbers:
            continue
        if len(numbers) > 1:
            raise TrackerError(
                tr(
                    "The heading “{heading}” stands over several columns: {columns}.",
                    heading=key,
                    columns=", ".join(map(get_column_letter, numbers)),
                ),
                tr("Name the column by its letter."),
            )
        heading = _line(headings[numbers[0]])
        if name in taken:
            raise TrackerError(
                tr(
                    "“{first}” and “{second}” can't both get {column}.",
                    first=taken[name],
                    second=heading,
                    column=choices(sheet)[name],
                ),
                tr("Choose something else for one of them, or leave it empty."),
            )
        taken[name] = heading


def must_be_known(wanted: Assignments, headings: Iterable[Mapping[int, str]]) -> None:
    """Raises TrackerError for an assignment whose heading is not in the form, or whose column tracker does not have."""
    rows = list(headings)
    for key, words in wanted.items():
        if not any(_named(key, row) for row in rows):
            raise TrackerError(
                tr("The form has no heading “{heading}”.", heading=key),
                tr(
                    "Its headings are: {headings}.",
                    headings=", ".join(_line(words) for row in rows for words in row.values()),
                ),
            )
        if all(column_named(sheet, words) is None for sheet in known()):
            raise TrackerError(
                tr("tracker has no column “{name}”.", name=words),
                tr("It has: {names}.", names=", ".join(choices(Sheet.MATRIX).values())),
            )


def column_named(sheet: Sheet, words: str) -> str | None:
    """The name of the column of a sheet that these words mean: its heading, a synonym, or the name of its field; "" for
    no words, None where there is none."""
    if not words.strip():
        return ""
    declared = {name: field.title for name, field in fields_of(Assessment).items()}
    meanings = known()[sheet].get(simple(declared.get(words.strip(), words)), {})
    return min(meanings, key=meanings.__getitem__, default=None)


def _named(key: str, headings: Mapping[int, str]) -> list[int]:
    """The columns that a key means."""
    by_words = [number for number, heading in headings.items() if simple(heading) == simple(key)]
    return by_words or [number for number in headings if get_column_letter(number) == key.strip().upper()]


def _line(heading: str) -> str:
    return " ".join(heading.split())
