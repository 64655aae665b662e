"""What was done last to a paragraph and to what is linked to it; all of it is on the History screen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

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
        super().__init__(
            tr("History"), tr("Nothing has been done here yet."), (Act(tr("All"), lambda: self.whole.emit()),)
        )
        self._office = office

    def show_row(self, row: ParagraphRow) -> None:
        """Show what was done last."""
        sought = Sought(self._office.desk.state, row.id)
        found = history.change_sets(self._office.workspace, sought, limit=_SHOWN) if self._office.state else []
        self.show_cards([_line(one) for one in found], counted=False)


def _line(one: ChangeSetRow) -> QWidget:
    shown = QWidget()
    column = QVBoxLayout(shown)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(tr("{label} (undone)").format(label=one.label) if one.undone else one.label, wrap=True))
    column.addWidget(label(f"{one.who} · {moment(one.at)}", "caption"))
    return shown
