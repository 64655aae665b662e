"""Which sheets a workbook has: a tick box for each with its purpose, and since when changes are shown."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tracker.domain.reports.workbook import ALWAYS, PURPOSES, Sheet, usual_sheets
from tracker.gui.kit import sizes, ui_state
from tracker.gui.kit.file_dialogs import file_to_open
from tracker.gui.kit.form_page import line
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import button, label

_NOT_KEPT = (Sheet.CHANGES, Sheet.BY_STATE)  # whether they are ticked follows from what else is chosen


class SheetChoice(QWidget):
    """At the start the sheets ticked last time are ticked; cover and legend are in every workbook."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[Sheet, QCheckBox] = {}
        self._purposes: dict[Sheet, QLabel] = {}
        self._several = self._for_return = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(column, 0.5)
        for sheet in Sheet:
            if sheet not in ALWAYS:
                box = self.boxes[sheet] = QCheckBox(tr(sheet.value))
                box.setAccessibleDescription(tr(PURPOSES[sheet]))
                purpose = self._purposes[sheet] = label(tr(PURPOSES[sheet]), "quiet", wrap=True)
                sizes.margins(purpose, 6, 0, 0, 1)
                column.addWidget(box)
                column.addWidget(purpose)
        self.since = line("", tr("All; or a day: 2026-01-31"))
        self.since.setAccessibleName(tr("Changes since a day or an earlier workbook"))
        self.since.textChanged.connect(self._on_since)
        self._since = QWidget()
        since_column = QVBoxLayout(self._since)
        since_column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        sizes.margins(row, 6, 0, 0, 1)
        sizes.spacing(row, 2)
        row.addWidget(label(tr("Since"), "quiet"))
        row.addWidget(self.since, 1)
        since_column.addLayout(row)
        since_button_row = QHBoxLayout()
        sizes.margins(since_button_row, 6, 0, 0, 0)
        since_button_row.addWidget(button(tr("Since an earlier workbook…"), "link", self._choose))
        since_button_row.addStretch(1)
        since_column.addLayout(since_button_row)
        column.addWidget(self._since)
        self.offer(for_return=False)

    @property
    def chosen(self) -> tuple[Sheet, ...]:
        """The ticked sheets and those that are in every workbook."""
        return tuple(sheet for sheet in Sheet if sheet in ALWAYS or self.boxes[sheet].isChecked())

    def offer(self, for_return: bool) -> None:
        """Tick the usual sheets: for return, what a ministry needs to fill in and no more; else what was chosen last
        time."""
        self._for_return = for_return
        for sheet in self.boxes:
            self._offer(sheet)
        self._since.setVisible(not for_return)

    def offer_several_states(self, several: bool) -> None:
        """Offer the sheet that compares Member States side by side if there are several, and tick it; what the user
        ticked besides stays."""
        if several != self._several:
            self._several = several
            self._offer(Sheet.BY_STATE)

    def _offer(self, sheet: Sheet) -> None:
        for_return, since = self._for_return, bool(self.since.text().strip())
        usual = sheet in usual_sheets(for_return, since, commented=True, several_states=self._several)
        left_out = not for_return and sheet not in _NOT_KEPT and sheet.value in ui_state.sheets_left_out()
        offered = usual or not (for_return or sheet is Sheet.BY_STATE)
        self.boxes[sheet].setChecked(usual and not left_out)
        self.boxes[sheet].setVisible(offered)
        self._purposes[sheet].setVisible(offered)

    def keep(self) -> None:
        """Remember which sheets are not ticked."""
        boxes = ((sheet, box) for sheet, box in self.boxes.items() if sheet not in _NOT_KEPT)
        ui_state.keep_sheets_left_out([sheet.value for sheet, box in boxes if not box.isChecked()])

    def _on_since(self, words: str) -> None:
        self.boxes[Sheet.CHANGES].setChecked(bool(words.strip()))

    def _choose(self) -> None:
        if path := file_to_open(self, tr("Changes since an earlier workbook"), tr("Excel workbook (*.xlsx)")):
            self.since.setText(str(path))
