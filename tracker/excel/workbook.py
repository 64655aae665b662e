"""Writes the sheets in order, to a temporary file that then replaces the target, so that no partial file is ever
seen."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir

from lxml.etree import SerialisationError
from openpyxl import Workbook

from tracker.domain.reports.sent import sheet_row
from tracker.domain.reports.summary import summarise
from tracker.domain.reports.workbook import ALWAYS, Sheet, WorkbookContent
from tracker.errors import TrackerError
from tracker.excel import as_of
from tracker.excel.headers_and_footers import KEPT_AS, sections
from tracker.excel.openpyxl_private import drop_temporary_file
from tracker.excel.output import unfinished
from tracker.excel.sheets import (
    by_state,
    changes,
    comments,
    correlation,
    cover,
    for_return,
    gaps,
    legend,
    matrix,
    plan,
    registers,
    self_assessment,
    summary,
)
from tracker.excel.sheets.page import footer_texts
from tracker.excel.styles import Stylist
from tracker.excel.values import allowed
from tracker.excel.words import titles
from tracker.excel.write_context import WriteContext
from tracker.i18n import tr
from tracker.progress import Progress, unwatched


def write(path: Path, shown: WorkbookContent, progress: Progress = unwatched) -> list[str]:
    """Write the workbook to `path`; returns a sentence for each thing it could not show in full (also on the Cover).

    `progress(done, whole)` counts rows and may raise to cancel. Raises TrackerError if the file can't be written; an
    existing file is then unchanged.
    """
    book = Workbook(write_only=True)
    try:
        with unfinished(path, progress) as temporary:
            sentences = _fill(book, shown, progress)
            book.save(temporary)
            progress()
    except SerialisationError as fault:
        _abandon(book)
        cause = os.strerror(getattr(errno, str(fault).removeprefix("IO_"), errno.EIO)).lower()
        raise TrackerError(
            tr(
                "{path} can't be written: {why}, in the folder {folder} where its sheets are made.",
                path=path,
                why=cause,
                folder=gettempdir(),
            ),
            tr("Make room there and try again."),
        ) from fault
    except BaseException:
        _abandon(book)
        raise
    return sentences


def _abandon(book: Workbook) -> None:
    """Close the sheets that were begun and remove the temporary files in which openpyxl keeps them until they are
    saved."""
    for sheet in book.worksheets:
        with suppress(Exception):
            sheet.close()
        drop_temporary_file(sheet)


_WRITERS: dict[Sheet, Callable[[WriteContext], None]] = {
    Sheet.SUMMARY: summary.write,
    Sheet.MATRIX: matrix.write,
    Sheet.BY_STATE: by_state.write,
    Sheet.SELF_ASSESSMENT: self_assessment.write,
    Sheet.CORRELATION: correlation.write,
    Sheet.MEASURES: registers.write_measures,
    Sheet.EVIDENCE: registers.write_evidence,
    Sheet.ACTIONS: plan.write,
    Sheet.GAPS: gaps.write,
    Sheet.COMMENTS: comments.write,
    Sheet.CHANGES: changes.write,
    Sheet.LEGEND: legend.write,
}


_FOR_RETURN = {
    Sheet.MATRIX: for_return.write_matrix,
    Sheet.MEASURES: for_return.write_measures,
    Sheet.EVIDENCE: for_return.write_evidence,
    Sheet.LEGEND: legend.write,
}


def _fill(book: Workbook, shown: WorkbookContent, progress: Progress) -> list[str]:
    sheet_names = titles()
    front = book.create_sheet(sheet_names[Sheet.COVER])
    writers = _FOR_RETURN if shown.for_return else _WRITERS
    writing = [sheet for sheet in Sheet if sheet in writers and (sheet in shown.sheets or sheet in ALWAYS)]
    total = sum(_rows(shown, sheet) for sheet in writing)
    done = 0

    def before_row() -> None:
        nonlocal done
        done += 1
        progress(min(done, total), total)

    draft = WriteContext(book, Stylist(book), shown, before_row, summarise(shown.checklist), sheet_names)
    for sheet in writing:
        writers[sheet](draft)
    cover.write(front, draft)
    for name, texts in draft.texts.items():
        shown.keep(sheet_row(name, texts))
    shown.keep(sheet_row(KEPT_AS, [words for text in footer_texts(shown) for words in sections(text)]))
    draft.links.make(sheet_names)
    names = ", ".join(state.name for state in shown.states)
    as_of.mark(book, shown.beside.stands_at)
    book.properties.title = allowed(str(tr("Compliance matrix: {states}", states=names)))[:250]
    book.properties.subject = allowed(", ".join(instrument.symbol for instrument in shown.instruments))
    book.properties.creator = "tracker"
    book.properties.created = datetime.combine(shown.made_on, datetime.min.time())
    return draft.unshown.sentences


def _rows(shown: WorkbookContent, sheet: Sheet) -> int:
    """The approximate number of rows of a sheet, for the progress: Correlation has more; Action Plan and Gaps have some
    that are not known yet."""
    if sheet in (Sheet.MATRIX, Sheet.SELF_ASSESSMENT, Sheet.CORRELATION):
        return len(shown.rows)
    if sheet is Sheet.BY_STATE:
        return len(shown.checklist) // len(shown.states)
    return {Sheet.MEASURES: len(shown.measures), Sheet.EVIDENCE: len(shown.evidence)}.get(sheet, 0)
