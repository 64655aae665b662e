"""Export a compliance matrix: what it covers, in which scale; written in the background, with cancel."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QProgressBar

from tracker.errors import TrackerError
from tracker.gui.exchange.form_choice import FormChoice
from tracker.gui.exchange.sheet_choice import SheetChoice
from tracker.gui.fields import Choice
from tracker.gui.jobs import Job, Progress
from tracker.gui.office import Office
from tracker.gui.outside import open_outside
from tracker.gui.paragraph.editor import EditorPage
from tracker.gui.widgets import button, label
from tracker.gui.words import tr
from tracker.operations.export import Wanted, export, scales
from tracker.operations.forms import fill_form
from tracker.operations.instruments import list_instruments


class ExportPage(EditorPage):
    """Offers what the checklist shows first. Emits exported(path) when a workbook is written."""

    exported = Signal(object)
    keeps_words = False

    def __init__(self, office: Office, symbol: str, only_member_states: bool = False) -> None:
        super().__init__(
            tr("Export a compliance matrix"),
            tr("An Excel workbook for {state}, cycle {cycle}. It always has a cover and a legend.").format(
                state=office.state.name if office.state else "", cycle=office.cycle.name
            ),
            self._choose,
        )
        self._office = office
        self._job: Job | None = None
        self.instruments: dict[str, QCheckBox] = {}
        for number, one in enumerate(list_instruments(office.workspace)):
            box = QCheckBox(one.symbol)
            box.setChecked(symbol in ("", one.symbol))
            self.instruments[one.symbol] = box
            self.form.addRow(label(tr("Instruments") if number == 0 else "", "quiet"), box)
        self.only_member_states = QCheckBox(tr("Only those to Member States"))
        self.only_member_states.setChecked(only_member_states)
        self.for_return = QCheckBox(tr("To be filled in and returned"))
        self.for_return.setToolTip(tr("The cells for answers are open, all others are locked."))
        self.form.addRow(label(tr("Paragraphs"), "quiet"), self.only_member_states)
        self.form.addRow(label(tr("Use"), "quiet"), self.for_return)
        self.scale = Choice()
        for scale in scales():
            self.scale.addItem(scale.title[:1].upper() + scale.title[1:], scale.name)
        self.add(tr("Scale"), self.scale)
        self.sheets = SheetChoice()
        self.for_return.toggled.connect(self.sheets.offer)
        self.form.addRow(label(tr("Sheets"), "quiet"), self.sheets)
        self.own_form = FormChoice()
        self.own_form.chosen.connect(self._with_form)
        self.form.addRow(label(tr("Form"), "quiet"), self.own_form)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(tr("Progress of the export"))
        self._bar.hide()
        self._done = label("", "strong", wrap=True)
        self._open = button(tr("Open the workbook"), "link", self._open_workbook)
        self._open.hide()
        self.form.addRow(self._bar)
        self.form.addRow(self._done)
        self.form.addRow(self._open)
        self.form.setAlignment(self._open, Qt.AlignmentFlag.AlignLeft)
        self.save_button.setText(tr("Save as…"))
        self._path = Path()
        self.closed.connect(self._give_up)
        self.setFocusProxy(next(iter(self.instruments.values()), self.only_member_states))

    def _choose(self) -> bool:
        state = self._office.state.name if self._office.state else ""
        suggested = Path.home() / f"{state} - {self._office.cycle.name}.xlsx".replace("/", "-")
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the workbook"), str(suggested), tr("Excel workbook (*.xlsx)")
        )
        if name:
            path = Path(name)
            self.write(path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx"))
        return False

    def write(self, path: Path) -> None:
        """Write the workbook in the background."""
        chosen = tuple(symbol for symbol, box in self.instruments.items() if box.isChecked())
        if not chosen:
            self.refuse(tr("No instrument is ticked. Tick the ones to export."))
            return
        wanted = Wanted(
            (self._office.desk.state,),
            self._office.cycle.name,
            chosen,
            self.scale.currentData(),
            self.for_return.isChecked(),
            self.only_member_states.isChecked(),
            self.sheets.chosen,
            self.sheets.since.text().strip(),
        )
        if not wanted.for_return and not self.own_form.path:
            self.sheets.keep()
        workspace, form = self._office.workspace, self.own_form.path

        def work(progress: Progress) -> list[str]:
            if form:
                return fill_form(workspace, path, form, wanted, progress)
            return export(workspace, path, wanted, progress)

        self._path = path
        self._done.setText("")
        self._open.hide()
        self._bar.setValue(0)
        self._bar.show()
        self.save_button.setEnabled(False)
        self._job = Job(work)
        self._job.progressed.connect(self._show_progress)
        self._job.done.connect(self._written)
        self._job.failed.connect(self._refused)
        self._job.start()

    def _with_form(self, there: bool) -> None:
        """A form says itself what goes where, and has no keys by which it could be taken back."""
        if there:
            self.for_return.setChecked(False)
        self.for_return.setEnabled(not there)
        self.sheets.setEnabled(not there)

    def _show_progress(self, done: int, whole: int) -> None:
        self._bar.setMaximum(whole)
        self._bar.setValue(done)

    def _written(self, said: list[str]) -> None:
        self._at_rest()
        self._done.setText("\n".join([tr("Wrote {path}").format(path=self._path), *said]))
        self._open.show()
        self.cancel_button.setText(tr("Close"))
        self.cancel_button.setAccessibleName(tr("Close"))
        self.exported.emit(self._path)

    def _refused(self, fault: TrackerError) -> None:
        self._at_rest()
        self.refuse(str(fault))

    def _at_rest(self) -> None:
        self._job = None
        self._bar.hide()
        self.save_button.setEnabled(True)

    def _give_up(self) -> None:
        if self._job:
            self._job.cancel()

    def _open_workbook(self) -> None:
        url = QUrl.fromLocalFile(str(self._path))
        open_outside(self._office, url, self._path.name, tr("Open it from the folder where it was saved."))
