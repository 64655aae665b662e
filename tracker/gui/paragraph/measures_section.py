"""The measures that answer a paragraph, a card each, in the right pane."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tracker.domain.casework import ParagraphRow
from tracker.domain.linking import Register
from tracker.domain.measures import MeasureRow
from tracker.gui.office import Office
from tracker.gui.paragraph.cards import Act, Section, measure_card
from tracker.gui.paragraph.note import NoteLine, only_notes_differ
from tracker.gui.words import tr
from tracker.operations import registers


class MeasuresSection(Section):
    """Signals ask the window for another page."""

    edit = Signal(object)
    add = Signal()
    link = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(
            tr("Measures"),
            tr("No measure answers this paragraph yet. Press M to add one."),
            (Act(tr("Add"), lambda: self.add.emit()), Act(tr("Link existing"), lambda: self.link.emit())),
        )
        self._office = office
        self._row: ParagraphRow | None = None
        self._found: list[MeasureRow] = []
        self._notes: dict[int, NoteLine] = {}

    def show_row(self, row: ParagraphRow) -> None:
        """Show what answers a paragraph, as it stands now."""
        found = registers.measures(self._office.workspace, self._office.desk, row.id)
        if self._row and self._row.id == row.id and only_notes_differ(self._found, found):
            for one in found:
                self._notes[one.id].show_text(one.note)
        else:
            self._notes = {one.id: self._note(one, row) for one in found}
            self.show_cards([self._card(one, row) for one in found])
        self._row, self._found = row, found

    def _card(self, found: MeasureRow, row: ParagraphRow) -> QWidget:
        acts = (
            Act(tr("Edit"), lambda: self.edit.emit(found)),
            Act(tr("Unlink"), lambda: self._unlink(found, row)),
        )
        return measure_card(found, acts, self._notes[found.id])

    def _note(self, found: MeasureRow, row: ParagraphRow) -> NoteLine:
        note = NoteLine(
            found.note, tr("How it answers the paragraph"), tr("Note: {title}").format(title=found.measure.title)
        )
        note.edited.connect(lambda words: self._keep_note(found, row, words))
        return note

    def _keep_note(self, found: MeasureRow, row: ParagraphRow, words: str) -> None:
        self._office.do_on_desk(registers.set_note, Register.MEASURE, found.id, row.id, words)

    def _unlink(self, found: MeasureRow, row: ParagraphRow) -> None:
        self._office.do_on_desk(registers.unlink, Register.MEASURE, [found.id], [row.id])
