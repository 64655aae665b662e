"""The rows of a register linked to a paragraph, one card each; the note of the link is edited in the card."""

from collections.abc import Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.evidence import EvidenceRow
from tracker.domain.casework.measures import MeasureRow
from tracker.domain.casework.registers import Register
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.cards import Act, Section
from tracker.gui.kit.i18n import tr
from tracker.gui.paragraph.link_note import LinkNote, only_notes_differ
from tracker.operations import registers

Row = TypeVar("Row", MeasureRow, EvidenceRow)


class LinkedSection(Section, Generic[Row]):
    """Base class. Emits edit(row), add() and link() when the user asks for the page that does so; subclasses implement
    `linked` and `card`."""

    edit = Signal(object)
    add = Signal()
    link = Signal()
    register: Register
    note_words = ""

    def __init__(self, context: WorkContext, words: str, nothing: str) -> None:
        measures = self.register is Register.MEASURE
        acts = (
            Act(tr("Add"), lambda: self.add.emit(), "new measure" if measures else "new evidence"),
            Act(tr("Link existing"), lambda: self.link.emit(), "link measures" if measures else "link evidence"),
        )
        super().__init__(words, nothing, acts)
        self.context = context
        self.rows: dict[int, Row] = {}
        self.notes: dict[int, LinkNote] = {}
        self._paragraph: int | None = None
        self._unsaved: dict[tuple[int, int], tuple[str, str]] = {}

    def linked(self, paragraph_id: int) -> Sequence[Row]:
        """The rows that are linked to a paragraph now."""
        raise NotImplementedError

    def card(self, row: Row, note: QWidget, acts: Sequence[Act]) -> QWidget:
        """The card of a row, with the field for its note and its actions."""
        raise NotImplementedError

    def show_row(self, paragraph: ParagraphRow) -> None:
        """Show what is linked to a paragraph now. If only notes have changed, the cards are kept, and with them the
        cursor."""
        self.flush()
        linked_rows = self.linked(paragraph.id)
        before, self.rows = list(self.rows.values()), {row.id: row for row in linked_rows}
        for row_id, paragraph_id in list(self._unsaved):
            if paragraph_id == paragraph.id and row_id not in self.rows:
                del self._unsaved[row_id, paragraph_id]
        if self._paragraph == paragraph.id and linked_rows and only_notes_differ(before, linked_rows):
            for row_id, note in self.notes.items():
                note.show_text(self.rows[row_id].note)
            return
        self._paragraph = paragraph.id
        self.notes = {}
        self.show_cards([partial(self._make, row.id, paragraph) for row in linked_rows])

    def flush(self) -> None:
        """Save the notes that are being typed."""
        for note in list(self.notes.values()):
            note.flush()

    @property
    def unsaved(self) -> str:
        """The label of a paragraph with a note that could not be saved; "" if there is none."""
        return next((label for label, _ in self._unsaved.values()), "")

    def _keep(self, note: LinkNote, row_id: int, paragraph: ParagraphRow, words: str) -> None:
        """Save a note. One that can't be saved stays as it was typed, also while other paragraphs are shown."""
        self._unsaved.pop((row_id, paragraph.id), None)
        try:
            context = self.context
            change_set = registers.set_note(
                context.workspace, context.scope, self.register, row_id, paragraph.id, words
            )
        except TrackerError as fault:
            self._unsaved[row_id, paragraph.id] = paragraph.label, words
            note.show_unsaved(words)
            self.context.failed.emit(fault)
            return
        self.context.publish(change_set, silent=True)

    def _make(self, row_id: int, paragraph: ParagraphRow) -> QWidget:
        row = self.rows[row_id]
        title = getattr(row, self.register).title
        note = self.notes[row_id] = LinkNote(row.note, tr(self.note_words), tr("Note: {title}").format(title=title))
        if unsaved := self._unsaved.get((row_id, paragraph.id)):
            note.show_unsaved(unsaved[1])
        note.edited.connect(lambda words: self._keep(note, row_id, paragraph, words))
        acts = (
            Act(tr("Edit"), lambda: self.edit.emit(self.rows[row_id])),
            Act(
                tr("Unlink"),
                lambda: self.context.do_in_scope(registers.unlink, self.register, [row_id], [paragraph.id]),
            ),
        )
        return self.card(row, note, acts)
