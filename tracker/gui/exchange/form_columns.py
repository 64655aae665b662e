"""What goes below each heading of a form, to look at and to change."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from tracker.domain.reports.forms import FormColumn, FormTable
from tracker.gui.kit import sizes
from tracker.gui.kit.fields import Choice
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import label

_MOST = 100  # headings; no form of people's own has as many
_LONGEST = 120  # characters of a heading


class FormColumns(QWidget):
    """A list to choose from beside each heading. Emits assigned(key, name) when the user has chosen: the name of one of
    our columns, or "" for none."""

    assigned = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[tuple[str, int, tuple[str, ...]]] = []
        self._choices: list[list[Choice]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(self._column, 1)

    def show_tables(self, tables: Sequence[FormTable]) -> None:
        """Show the headings with what goes below them. The lists stay, and keep the focus, where it is the same
        headings."""
        shown = [(table.worksheet, table.row, tuple(column.key for column in table.columns)) for table in tables]
        if shown != self._shown:
            self._shown = shown
            self._make_anew(tables)
        for table, choices in zip(tables, self._choices, strict=True):
            for column, choice in zip(table.columns, choices, strict=False):
                choice.setCurrentIndex(choice.findData(column.meaning))

    def _make_anew(self, tables: Sequence[FormTable]) -> None:
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self._choices = []
        room = _MOST
        for table in tables:
            words = tr("Sheet “{sheet}”, row {row}").format(sheet=table.worksheet, row=table.row)
            self._column.addWidget(label(words, "quiet", wrap=True))
            lists = QWidget()
            grid = QGridLayout(lists)
            sizes.margins(grid, 0, 0, 0, 1)
            sizes.sized(grid, lambda it: it.setHorizontalSpacing(sizes.units(2)))
            sizes.sized(grid, lambda it: it.setVerticalSpacing(sizes.units(1)))
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1)
            self._choices.append([])
            for line, column in enumerate(table.columns[:room]):
                heading = label(_shortened(column.heading), wrap=True)
                choice = self._list(column, table)
                heading.setBuddy(choice)
                grid.addWidget(heading, line, 0, Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(choice, line, 1)
                self._choices[-1].append(choice)
            room -= len(self._choices[-1])
            self._column.addWidget(lists)

    def _list(self, column: FormColumn, table: FormTable) -> Choice:
        choice = Choice()
        choice.setAccessibleName(
            tr("What goes below “{heading}” on sheet “{sheet}”").format(
                heading=_shortened(column.heading), sheet=table.worksheet
            )
        )
        choice.addItem(tr("Leave empty"), "")
        for name, words in table.choices.items():
            choice.addItem(words, name)
        choice.activated.connect(lambda _index: self.assigned.emit(column.key, choice.currentData()))
        return choice


def _shortened(heading: str) -> str:
    return heading if len(heading) <= _LONGEST else f"{heading[:_LONGEST]}…"
