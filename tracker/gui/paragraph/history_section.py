"""What was done last to a paragraph and to what is linked to it; all of it is on the History screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.change_sets import ChangeSetRow, HistoryQuery
from tracker.gui.context.context import WorkContext
from tracker.gui.kit import theme
from tracker.gui.kit.cards import Act, Section
from tracker.gui.kit.i18n import moment, tr
from tracker.gui.kit.widgets import label, tip
from tracker.operations import history

_SHOWN = 4


class HistorySection(Section):
    """Emits whole() when the whole history of the paragraph is wanted."""

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
        """Show what was done last."""
        sought = HistoryQuery(self._context.scope.state, row.id)
        found = history.change_sets(self._context.workspace, sought, limit=_SHOWN) if self._context.state else []
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(found))
            if number < len(found):
                line.show_change(found[number])
        self._nothing_yet.setVisible(not found)


class _Line(QWidget):
    """What was done, and below it by whom and when. It is painted: a label would have the whole pane laid out again
    after every keystroke that is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.setFixedHeight(9 * theme.UNIT)

    def show_change(self, one: ChangeSetRow) -> None:
        label = tr("{label} (undone)").format(label=one.label) if one.undone else one.label
        words = f"{label}\n{one.who} · {moment(one.at)}"
        if words != self.text:
            self.text = words
            self.setAccessibleName(words)
            self.setToolTip(tip(words))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.colours()
        half = self.height() // 2
        for number, words in enumerate(self.text.split("\n", 1)):
            painter.setFont(theme.font(theme.CAPTION if number else theme.BODY))
            painter.setPen(QColor(colours.quiet if number else colours.text))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(0, number * half, self.width(), half, Qt.AlignmentFlag.AlignVCenter, shown)
