"""The measures that answer a paragraph, in the right pane."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from tracker.domain.linking import Register
from tracker.domain.measures import MeasureRow
from tracker.gui.office import Office
from tracker.gui.paragraph.cards import Act, measure_card
from tracker.gui.paragraph.linked_section import LinkedSection
from tracker.gui.words import tr


class MeasuresSection(LinkedSection):
    register = Register.MEASURE
    note_words = "How it answers the paragraph"

    def __init__(self, office: Office) -> None:
        super().__init__(office, tr("Measures"), tr("No measure answers this paragraph yet. Press M to add one."))

    def card(self, row: MeasureRow, note: QWidget, acts: Sequence[Act]) -> QWidget:
        return measure_card(row, acts, note)
