"""The measures that answer a paragraph, in the right pane."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from tracker.domain.casework.measures import MeasureRow
from tracker.domain.casework.registers import Register
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.cards import Act
from tracker.gui.kit.i18n import tr
from tracker.gui.paragraph.linked_section import LinkedSection
from tracker.gui.paragraph.measure_card import measure_card
from tracker.i18n import QT_TR_NOOP
from tracker.operations import registers


class MeasuresSection(LinkedSection[MeasureRow]):
    register = Register.MEASURE
    note_words = QT_TR_NOOP("How it answers the paragraph")

    def __init__(self, context: WorkContext) -> None:
        super().__init__(context, tr("Measures"), tr("No measure answers this paragraph yet. Press M to add one."))

    def linked(self, paragraph_id: int) -> Sequence[MeasureRow]:
        return registers.measures(self.context.workspace, self.context.scope, paragraph_id)

    def card(self, row: MeasureRow, note: QWidget, acts: Sequence[Act]) -> QWidget:
        return measure_card(row, acts, note)
