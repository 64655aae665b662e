"""Rules for what may be typed into cells, and the messages shown with them."""

from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tracker.excel.words import LONGEST
from tracker.i18n import Message

_LONGEST_TITLE = 32  # characters


def validate(
    sheet: Worksheet,
    cells: str,
    prompt: Message | None = None,
    error: Message | None = None,
    title: Message | None = None,
    **rules: Any,
) -> None:
    """Add a rule to cells: `prompt` is shown beside a selected cell, `error` with its `title` when an entry is refused;
    `rules` are openpyxl's arguments."""
    rule = DataValidation(
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=prompt is not None,
        prompt=_cut(prompt, LONGEST),
        error=_cut(error, LONGEST),
        errorTitle=_cut(title, _LONGEST_TITLE),
        **rules,
    )
    rule.add(cells)
    sheet.data_validations.append(rule)


def _cut(words: Message | None, longest: int) -> str | None:
    """The text, cut because Excel reports a workbook with longer ones as damaged."""
    return str(words)[:longest] if words else None
