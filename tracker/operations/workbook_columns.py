"""Which columns of the workbook a user may leave out."""

from collections.abc import Iterable

from tracker.domain.reports.workbook import Sheet
from tracker.errors import TrackerError
from tracker.i18n import tr


def columns_to_choose() -> dict[tuple[Sheet, str], str]:
    """The headings of the columns that may be left out, in the current language, by sheet and name in English."""
    from tracker.excel.columns.tables import may_be_left_out

    return {
        (sheet, column.name): str(column.heading) for sheet, columns in may_be_left_out().items() for column in columns
    }


def left_out(wanted: Iterable[str]) -> frozenset[tuple[Sheet, str]]:
    """The columns that are named as "Gaps: Finding", or as "Finding" of any sheet, in English or in the current
    language. Raises TrackerError for one that there is not."""
    known = columns_to_choose() if wanted else {}
    found: set[tuple[Sheet, str]] = set()
    for words in wanted:
        of_sheet, _, name = words.casefold().rpartition(":")
        columns = {
            (sheet, column)
            for (sheet, column), heading in known.items()
            if name.strip() in (column.casefold(), heading.casefold())
            and of_sheet.strip() in ("", sheet.value.casefold(), str(tr(sheet.value)).casefold())
        }
        if not columns:
            headings = ", ".join(dict.fromkeys(known.values()))
            raise TrackerError(
                tr("There is no column “{name}” that can be left out.", name=words),
                tr("There is: {names}.", names=headings),
            )
        found |= columns
    return frozenset(found)
