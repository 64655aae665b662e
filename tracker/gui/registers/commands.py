"""The commands of a register, for menus and keys."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt

from tracker.gui.kit.commands import Command
from tracker.gui.kit.i18n import tr
from tracker.gui.registers.page import RegisterPage


def commands(page: RegisterPage, why_no_state: Callable[[], str]) -> list[Command]:
    """The commands of a register; `why_no_state()` returns why there is no register to work in, "" if there is one."""
    why_no_row = partial(_why_no_row, page, why_no_state)
    return [
        Command("new row", tr("New row in the register"), page.add.emit, why_no_state),
        Command("edit row", tr("Edit the row"), page.open, why_no_row),
        Command("edit cell", tr("Edit the cell"), partial(_edit_cell, page), partial(_why_not_cell, page, why_no_row)),
        Command("remove rows", tr("Remove the chosen rows"), lambda: page.remove.emit(page.chosen_ids), why_no_row),
        Command(
            "link rows", tr("Link the chosen rows to paragraphs…"), lambda: page.link.emit(page.chosen_ids), why_no_row
        ),
        Command("unlink rows", tr("Unlink the chosen rows…"), lambda: page.unlink.emit(page.chosen_ids), why_no_row),
        Command("sort", tr("Sort by this column, or the other way round"), partial(_sort, page), why_no_row),
    ]


def _why_no_row(page: RegisterPage, why_no_state: Callable[[], str]) -> str:
    return why_no_state() or ("" if page.chosen_ids else tr("Choose a row first."))


def _why_not_cell(page: RegisterPage, why_no_row: Callable[[], str]) -> str:
    index = page.table.currentIndex()
    if index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
        return tr("This column follows from links and files; it is not edited in its cells.")
    return why_no_row()


def _edit_cell(page: RegisterPage) -> None:
    page.table.setFocus()
    page.table.edit(page.table.currentIndex())


def _sort(page: RegisterPage) -> None:
    """Sort by the current column, or reverse the order if it is sorted in ascending order already."""
    head, column = page.table.horizontalHeader(), page.table.currentIndex().column()
    up = head.sortIndicatorSection() != column or head.sortIndicatorOrder() != Qt.SortOrder.AscendingOrder
    page.table.sortByColumn(column, Qt.SortOrder.AscendingOrder if up else Qt.SortOrder.DescendingOrder)
