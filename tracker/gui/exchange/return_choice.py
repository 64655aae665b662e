"""The options of a workbook for return: when and to whom it comes back, and the fields to fill in."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from tracker.domain.casework.assessments import Assessment
from tracker.domain.casework.fields import fields_of
from tracker.domain.reports.workbook import MAY_BE_OPEN, OPEN_FIELDS
from tracker.gui.kit import sizes
from tracker.gui.kit.fields import DateText
from tracker.gui.kit.form_page import line
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import label


class ReturnChoice(QWidget):
    """The last day for it, whom to ask, and a tick box for each field of an assessment that may be open for filling
    in."""

    def __init__(self) -> None:
        super().__init__()
        self.return_by = DateText()
        self.return_by.setAccessibleName(tr("Return by"))
        self.contact = line("", tr("such as a name with a telephone number"))
        self.contact.setAccessibleName(tr("Whom to ask"))
        self.boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(column, 1)
        column.addWidget(label(tr("Return by; the cover says so."), "quiet", wrap=True))
        column.addWidget(self.return_by)
        column.addWidget(label(tr("Whom to ask; the cover says so too."), "quiet", wrap=True))
        column.addWidget(self.contact)
        column.addWidget(label(tr("The fields that are open. All other cells are locked."), "quiet", wrap=True))
        for field in MAY_BE_OPEN:
            box = self.boxes[field] = QCheckBox(tr(fields_of(Assessment)[field].label))
            box.setChecked(field in OPEN_FIELDS)
            column.addWidget(box)

    @property
    def open_fields(self) -> frozenset[str]:
        return frozenset(field for field, box in self.boxes.items() if box.isChecked())
