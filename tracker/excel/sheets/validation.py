"""What may be typed into cells, and what is said when they are chosen."""

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
    """`prompt` stands beside a cell that is chosen, `error`, under a `title`, in the box that refuses what was typed;
    `rules` as openpyxl calls them."""
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
    """Excel takes a workbook with longer ones for damaged."""
    return str(words)[:longest] if words else None
