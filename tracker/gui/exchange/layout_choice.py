"""How a workbook is laid out: full or short edition, which paragraphs and columns it shows, and its paper."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.reports.workbook import ROW_CHOICES, Paper, RowChoice
from tracker.gui.kit import sizes, ui_state
from tracker.gui.kit.check_list import CheckList, Line
from tracker.gui.kit.fields import Choice
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import button, label
from tracker.operations.workbook_columns import columns_to_choose

_FULL, _SHORT = "full", "short"


class LayoutChoice(QWidget):
    """At the start all is as it was at the last export. Emits shortened(bool): whether the short edition is chosen."""

    shortened = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.edition = _choice(tr("Edition"), {_FULL: tr("Full"), _SHORT: tr("Short")})
        self.rows = _choice(tr("Rows"), {choice.value: tr(words) for choice, words in ROW_CHOICES.items()})
        self.paper = _choice(tr("Paper"), {paper.value: paper.value for paper in Paper})
        self._names = [f"{sheet}: {column}" for sheet, column in columns_to_choose()]
        lines = [
            Line(number, f"{tr(sheet.value)}: {heading}", tr(sheet.value))
            for number, ((sheet, _), heading) in enumerate(columns_to_choose().items())
        ]
        self.columns = CheckList(tr("Columns"), lines, tr("All sheets"))
        left_out = ui_state.columns_left_out()
        self.columns.model.tick([number for number, name in enumerate(self._names) if name not in left_out])
        self.columns.hide()
        self._ask = button(tr("Choose columns…"), "link", self._show_columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(column, 1)
        for field, about in (
            (self.edition, tr("Edition; the short one is cover, summary and action plan")),
            (self.rows, tr("Paragraphs that have a row")),
            (self.paper, tr("Paper, in landscape")),
        ):
            column.addWidget(label(about, "quiet", wrap=True))
            column.addWidget(field)
        column.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.columns)
        self.edition.currentIndexChanged.connect(lambda _index: self.shortened.emit(self.short))

    @property
    def short(self) -> bool:
        return bool(self.edition.currentData() == _SHORT)

    @property
    def row_choice(self) -> RowChoice:
        return RowChoice(self.rows.currentData())

    @property
    def left_out(self) -> tuple[str, ...]:
        """The columns that are not ticked, each as "Sheet: Column" in English."""
        ticked = set(self.columns.chosen)
        return tuple(name for number, name in enumerate(self._names) if number not in ticked)

    def keep(self) -> None:
        """Remember all of it for the next export."""
        ui_state.keep_columns_left_out(list(self.left_out))
        for field in (self.edition, self.rows, self.paper):
            ui_state.keep_export_choice(field.objectName(), field.currentData())

    def _show_columns(self) -> None:
        self.columns.show()
        self.columns.setFocus()
        self._ask.hide()


def _choice(name: str, words: dict[str, str]) -> Choice:
    """A choice by values; at the start that of the last export, else the first."""
    made = Choice()
    made.setAccessibleName(name)
    made.setObjectName(next(iter(words)))
    for value, shown in words.items():
        made.addItem(shown, value)
    made.setCurrentIndex(max(made.findData(ui_state.export_choice(made.objectName())), 0))
    return made
