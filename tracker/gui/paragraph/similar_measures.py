"""A notice below the title field that the register has measures similar to the one being typed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.casework.measures import MeasureRow
from tracker.gui.kit import sizes
from tracker.gui.kit.i18n import short, tr
from tracker.gui.kit.widgets import FlowLayout, button, clear, label

_SHOWN = 3


class SimilarMeasures(QWidget):
    """Calls `show(row)` when the user opens one of the measures and `link(row)`, unless it is None, when the user links
    it instead."""

    def __init__(self, show: Callable[[MeasureRow], object], link: Callable[[MeasureRow], object] | None) -> None:
        super().__init__()
        self._show, self._link = show, link
        self.rows: list[MeasureRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(self._column, 1)
        self.hide()

    def show_rows(self, rows: Sequence[MeasureRow]) -> None:
        """Show the similar measures; an empty sequence hides the notice."""
        if list(rows) == self.rows:
            return
        self.rows = list(rows)
        clear(self._column)
        for row in self.rows[:_SHOWN]:
            self._column.addWidget(label(_words(row), "warning", wrap=True))
            self._column.addLayout(self._acts(row))
        if len(rows) > _SHOWN:
            self._column.addWidget(label(tr("and {number} more").format(number=len(rows) - _SHOWN), "quiet"))
        self.setVisible(bool(rows))

    def _acts(self, row: MeasureRow) -> FlowLayout:
        acts = FlowLayout(2)
        title = short(row.measure.title)
        acts.addWidget(button(tr("Open it"), "link", lambda: self._show(row), tr("Open {title}").format(title=title)))
        if link := self._link:
            name = tr("Link {title} instead").format(title=title)
            acts.addWidget(button(tr("Link that one instead"), "link", lambda: link(row), name))
        return acts


def _words(row: MeasureRow) -> str:
    return tr("This State already has “{title}” ({status}, answers {paragraphs}).").format(
        title=short(row.measure.title, 100),
        status=tr(row.measure.status.value),
        paragraphs=tr("%n paragraph(s)", "", len(row.paragraphs)),
    )
