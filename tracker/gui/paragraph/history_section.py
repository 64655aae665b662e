"""The latest changes to a paragraph and to what is linked to it; the History screen shows all of them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.change_sets import ChangeSetRow, HistoryQuery
from tracker.gui.context.context import WorkContext
from tracker.gui.kit import sizes, theme
from tracker.gui.kit.cards import Act, Section
from tracker.gui.kit.i18n import moment, tr
from tracker.gui.kit.widgets import label, set_tip
from tracker.operations import history

_SHOWN = 4


class HistorySection(Section):
    """Emits whole() when the user asks for the paragraph's full history."""

    whole = Signal()

    def __init__(self, context: WorkContext) -> None:
        super().__init__(tr("History"), "", (Act(tr("All"), lambda: self.whole.emit(), "history of paragraph"),))
        self._context = context
        self._nothing_yet = label(tr("Nothing has been done here yet."), "quiet")
        self._lines = [_Line() for _ in range(_SHOWN)]
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        for widget in (self._nothing_yet, *self._lines):
            column.addWidget(widget)

    def show_row(self, row: ParagraphRow) -> None:
        """Show the latest changes."""
        query = HistoryQuery(self._context.scope.state, row.id)
        change_sets = history.change_sets(self._context.workspace, query, limit=_SHOWN) if self._context.state else []
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(change_sets))
            if number < len(change_sets):
                line.show_change(change_sets[number])
        self._nothing_yet.setVisible(not change_sets)


class _Line(QWidget):
    """A change, and below it who made it and when. It paints its own text: a label would make Qt lay out the whole pane
    again after every keystroke that is saved."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        sizes.sized(self, lambda it: it.setFixedHeight(sizes.units(9)))

    def show_change(self, change: ChangeSetRow) -> None:
        label = tr("{label} (undone)").format(label=change.label) if change.undone else change.label
        text = f"{label}\n{change.who} · {moment(change.at)}"
        if text != self.text:
            self.text = text
            self.setAccessibleName(text)
            set_tip(self, text)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.colours()
        half = self.height() // 2
        for number, line in enumerate(self.text.split("\n", 1)):
            painter.setFont(theme.font(theme.CAPTION if number else theme.BODY))
            painter.setPen(QColor(colours.quiet if number else colours.text))
            elided = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(0, number * half, self.width(), half, Qt.AlignmentFlag.AlignVCenter, elided)
