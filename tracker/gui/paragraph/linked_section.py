"""The rows of a register that are linked to a paragraph, a card each, with the note of its link edited in the card."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tracker.domain.casework import ParagraphRow
from tracker.domain.linking import Register
from tracker.gui.office import Office
from tracker.gui.paragraph.cards import Act, Section
from tracker.gui.paragraph.note import NoteLine, only_notes_differ
from tracker.gui.words import tr
from tracker.operations import registers


class LinkedSection(Section):
    """Signals ask the window for another page. `card` makes the card of a row."""

    edit = Signal(object)
    add = Signal()
    link = Signal()
    register: Register
    note_words = ""

    def __init__(self, office: Office, words: str, nothing: str) -> None:
        acts = (Act(tr("Add"), lambda: self.add.emit()), Act(tr("Link existing"), lambda: self.link.emit()))
        super().__init__(words, nothing, acts)
        self.office = office
        self.rows: dict[int, Any] = {}
        self.notes: dict[int, NoteLine] = {}
        self._paragraph: int | None = None

    def card(self, row: Any, note: QWidget, acts: Sequence[Act]) -> QWidget:
        """The card of a row, with the line of its note and what can be done with it."""
        raise NotImplementedError

    def show_row(self, paragraph: ParagraphRow) -> None:
        """Show what is linked to a paragraph, as it stands now. Where only notes are others, the cards stay, and with
        them the cursor."""
        self.tell()
        read: Any = registers.measures if self.register is Register.MEASURE else registers.evidence
        found = read(self.office.workspace, self.office.desk, paragraph.id)
        before, self.rows = list(self.rows.values()), {row.id: row for row in found}
        if self._paragraph == paragraph.id and found and only_notes_differ(before, found):
            for row_id, note in self.notes.items():
                note.show_text(self.rows[row_id].note)
            return
        self._paragraph = paragraph.id
        self.notes = {}
        self.show_cards([partial(self._make, row.id, paragraph.id) for row in found])

    def tell(self) -> None:
        """Keep the notes that are being typed."""
        for note in list(self.notes.values()):
            note.tell()

    def _make(self, row_id: int, paragraph_id: int) -> QWidget:
        row = self.rows[row_id]
        title = getattr(row, self.register).title
        note = self.notes[row_id] = NoteLine(row.note, tr(self.note_words), tr("Note: {title}").format(title=title))
        note.edited.connect(
            lambda words: self.office.do_on_desk(registers.set_note, self.register, row_id, paragraph_id, words)
        )
        acts = (
            Act(tr("Edit"), lambda: self.edit.emit(self.rows[row_id])),
            Act(
                tr("Unlink"),
                lambda: self.office.do_on_desk(registers.unlink, self.register, [row_id], [paragraph_id]),
            ),
        )
        return self.card(row, note, acts)
