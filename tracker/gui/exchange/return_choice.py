"""The options of a workbook for return: its recipient, and the fields to fill in."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from tracker.domain.casework.assessments import Assessment
from tracker.domain.casework.fields import fields_of
from tracker.domain.reports.workbook import MAY_BE_OPEN, OPEN_FIELDS
from tracker.gui.kit import theme
from tracker.gui.kit.form_page import line
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import label


class ReturnChoice(QWidget):
    """The recipient, and a tick box for each field of an assessment that may be open for filling in."""

    def __init__(self) -> None:
        super().__init__()
        self.recipient = line("", tr("such as Ministry of Health"))
        self.recipient.setAccessibleName(tr("Recipient"))
        self.boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(label(tr("Who is to fill it in; the cover says so."), "quiet", wrap=True))
        column.addWidget(self.recipient)
        column.addWidget(label(tr("The fields that are open. All other cells are locked."), "quiet", wrap=True))
        for field in MAY_BE_OPEN:
            box = self.boxes[field] = QCheckBox(tr(fields_of(Assessment)[field].label))
            box.setChecked(field in OPEN_FIELDS)
            column.addWidget(box)

    @property
    def open_fields(self) -> frozenset[str]:
        return frozenset(field for field, box in self.boxes.items() if box.isChecked())
