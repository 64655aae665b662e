"""Measures and Evidence: the full registers."""

from tracker.domain.reports.workbook import Sheet
from tracker.excel.columns.registers import evidence_columns, key, measure_columns
from tracker.excel.sheets.table import write_table
from tracker.excel.write_context import WriteContext


def write_measures(draft: WriteContext) -> None:
    write_table(draft, Sheet.MEASURES, measure_columns(len(draft.shown.states) > 1), draft.shown.measures, key=key)


def write_evidence(draft: WriteContext) -> None:
    write_table(draft, Sheet.EVIDENCE, evidence_columns(len(draft.shown.states) > 1), draft.shown.evidence, key=key)
