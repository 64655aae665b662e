"""What was done last to a paragraph and to what is linked to it; all of it is on the History screen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from tracker.domain.casework import ParagraphRow
from tracker.domain.changes import ChangeSetRow, Sought
from tracker.gui.office import Office
from tracker.gui.paragraph.cards import Act, Section
from tracker.gui.widgets import label
from tracker.gui.words import moment, tr
from tracker.operations import history

_SHOWN = 4


class HistorySection(Section):
    """Emits whole() when the whole history of the paragraph is wanted."""

    whole = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(tr("History"), "", (Act(tr("All"), lambda: self.whole.emit()),))
        self._office = office
        self._nothing_yet = label(tr("Nothing has been done here yet."), "quiet")
        self._lines = [label("", "quiet", wrap=True) for _ in range(_SHOWN)]
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        for widget in (self._nothing_yet, *self._lines):
            column.addWidget(widget)

    def show_row(self, row: ParagraphRow) -> None:
        """Show what was done last. The lines are made once: this is shown again after every keystroke that is kept."""
        sought = Sought(self._office.desk.state, row.id)
        found = history.change_sets(self._office.workspace, sought, limit=_SHOWN) if self._office.state else []
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(found))
            line.setText(_words(found[number]) if number < len(found) else "")
        self._nothing_yet.setVisible(not found)


def _words(one: ChangeSetRow) -> str:
    label = tr("{label} (undone)").format(label=one.label) if one.undone else one.label
    return f"{label}\n{one.who} · {moment(one.at)}"
