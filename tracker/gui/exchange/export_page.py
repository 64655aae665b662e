"""Export a compliance matrix: what it covers and on which scale. It is written in a job that can be cancelled."""

from collections.abc import Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QCheckBox, QProgressBar

from tracker.domain.casework.assessments import MemberState, ParagraphRow
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.reports.workbook import Paper, RowChoice
from tracker.domain.text.filenames import safe
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.context.open_external import open_outside
from tracker.gui.exchange.form_choice import FormChoice
from tracker.gui.exchange.layout_choice import LayoutChoice
from tracker.gui.exchange.return_choice import ReturnChoice
from tracker.gui.exchange.sheet_choice import SheetChoice
from tracker.gui.kit import ui_state
from tracker.gui.kit.check_list import CheckList, Line
from tracker.gui.kit.fields import Choice
from tracker.gui.kit.file_dialogs import place_to_save
from tracker.gui.kit.form_page import FormPage, line
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.speech import say
from tracker.gui.kit.widgets import button, label
from tracker.i18n import capital
from tracker.operations import people
from tracker.operations.export import ExportRequest, export, scales
from tracker.operations.forms import fill_form, remember
from tracker.operations.instruments import list_instruments
from tracker.progress import Progress

_NAMED = 5  # most Member States named in the label


class ExportPage(FormPage):
    """Preselects what the checklist shows: `symbol` ("": all instruments) and `only_member_states`; the rows `chosen`
    there are offered, and never taken alone unasked. What was set is kept until it is closed, a workbook is written, or
    it would be about another State, cycle or other instruments. Emits exported(path) when a workbook is written."""

    exported = Signal(object)
    kept = True
    warns_if_unsaved = False

    def __init__(
        self, context: WorkContext, symbol: str, only_member_states: bool = False, chosen: Sequence[ParagraphRow] = ()
    ) -> None:
        super().__init__(
            tr("Export a compliance matrix"),
            tr("An Excel workbook of the cycle {cycle}. It always has a cover and a legend.").format(
                cycle=context.cycle.name
            ),
            self._choose,
        )
        self._context = context
        self._job: Job | None = None
        self._chosen: list[str] = []
        self._add_states()
        self._add_paragraphs(symbol, only_member_states)
        self.offer_chosen(chosen)
        self.for_return = QCheckBox(tr("To be filled in and returned"))
        self.returning = ReturnChoice()
        self.form.addRow(label(tr("Use"), "quiet"), self.for_return)
        self.form.addRow("", self.returning)
        self.form.setRowVisible(self.returning, False)
        self.for_return.toggled.connect(partial(self.form.setRowVisible, self.returning))
        self.recipient = self.add(tr("For"), line("", tr("such as Ministry of Health")))
        self.author = self.add(tr("Author"), line(ui_state.export_choice("author") or people.author(context.workspace)))
        self.scale = Choice()
        for scale in scales():
            self.scale.addItem(capital(tr(scale.title)), scale.name)
        self.add(tr("Scale"), self.scale)
        self.sheets = SheetChoice()
        self.for_return.toggled.connect(self.sheets.offer)
        self.form.addRow(label(tr("Sheets"), "quiet"), self.sheets)
        self.layout_choice = LayoutChoice()
        self.layout_choice.shortened.connect(self._offer_sheets)
        self.for_return.toggled.connect(self._offer_sheets)
        self.form.addRow(label(tr("Layout"), "quiet"), self.layout_choice)
        self.own_form = FormChoice(context)
        self.own_form.chosen.connect(self._with_form)
        self.form.addRow(label(tr("Form"), "quiet"), self.own_form)
        self._add_progress()
        self.save_button.setText(tr("Save as…"))
        self._path = Path()
        self.closed.connect(self._finish)
        context.scope_changed.connect(self._finish)
        context.changed.connect(self._on_change)
        self._offer_sheets()
        self.setFocusProxy(next(iter(self.instruments.values()), self.only_member_states))

    def _add_states(self) -> None:
        """Add the Member State in scope, and a button that shows a list to tick others."""
        numbers = {state.code: number for number, state in enumerate(self._context.states)}
        lines = [Line(numbers[state.code], state.name, state.group) for state in chain(*self._context.states_by_work())]
        self.states = CheckList(tr("Member States"), lines, tr("All regional groups"))
        self.states.model.tick([numbers[self._context.scope.state]])
        self._last = [numbers[code] for code in ui_state.export_choice("states").split() if code in numbers]
        name = self._context.state.name if self._context.state else ""
        self._state = label(name, "strong", wrap=True)
        self._more = button(tr("Choose several…"), "link", self._show_states)
        self._again = button(tr("Those of the last export (%n)", "", len(self._last)), "link", self._take_last)
        self.form.addRow(label(tr("Member State"), "quiet"), self._state)
        for way in (self._more, self._again):
            self.form.addRow("", way)
            self.form.setAlignment(way, Qt.AlignmentFlag.AlignLeft)
        self.form.setRowVisible(self._again, self._last not in ([], self.states.chosen))
        self.form.addRow("", self.states)
        self.form.setRowVisible(self.states, False)
        self.states.ticked.connect(self._on_states)

    def offer_chosen(self, rows: Sequence[ParagraphRow]) -> None:
        """Offer the rows that are chosen in the checklist."""
        self._chosen = [str(row.ref) for row in rows]
        self.only_chosen.setText(tr("Only those chosen in the checklist ({number})").format(number=len(rows)))
        self.only_chosen.setEnabled(bool(rows))
        self.only_chosen.setChecked(self.only_chosen.isChecked() and bool(rows))

    def _add_paragraphs(self, symbol: str, only_member_states: bool) -> None:
        """Add the instruments, and which of their paragraphs are exported."""
        self.instruments: dict[str, QCheckBox] = {}
        for number, instrument in enumerate(list_instruments(self._context.workspace)):
            box = QCheckBox(instrument.symbol)
            box.setChecked(symbol in ("", instrument.symbol))
            self.instruments[instrument.symbol] = box
            self.form.addRow(label(tr("Instruments") if number == 0 else "", "quiet"), box)
        self.only_member_states = QCheckBox(tr("Only those to Member States"))
        self.only_member_states.setChecked(only_member_states)
        self.only_chosen = QCheckBox()
        self.form.addRow(label(tr("Paragraphs"), "quiet"), self.only_member_states)
        self.form.addRow("", self.only_chosen)

    def _add_progress(self) -> None:
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

    def _show_states(self) -> None:
        self.form.setRowVisible(self.states, True)
        self.states.setFocus()
        self.form.setRowVisible(self._more, False)

    def _take_last(self) -> None:
        self.states.model.tick(list(self.states.model.chosen), on=False)
        self.states.model.tick(self._last)
        self._show_states()

    @property
    def _chosen_states(self) -> list[MemberState]:
        return [self._context.states[number] for number in sorted(self.states.chosen)]

    def _on_states(self) -> None:
        names = [state.name for state in self._chosen_states]
        self._state.setText(", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else ""))
        self.sheets.offer_several_states(len(names) > 1)

    def _choose(self) -> bool:
        kinds = tr("Excel workbook (*.xlsx)")
        if path := place_to_save(self, tr("Save the workbook"), self.suggested_name, kinds, ".xlsx", "exports"):
            self.write(path)
        return False

    @property
    def suggested_name(self) -> str:
        """A file name made of form, Member State, cycle and recipient, and of what the recipient is to do with it."""
        form = self.own_form.path.stem if self.own_form.path else ""
        state_name = tr("Member States") if len(self.states.chosen) > 1 else self._state.text()
        purpose = tr("to be filled in") if self.for_return.isChecked() else ""
        recipient = self.recipient.text().strip()
        name = " - ".join(filter(None, (form, state_name, self._context.cycle.name, recipient, purpose)))
        return safe(f"{name}.xlsx".replace("/", "-"))

    def write(self, path: Path) -> None:
        """Write the workbook in a job; shows a message instead when nothing is ticked where something must be."""
        chosen = tuple(symbol for symbol, box in self.instruments.items() if box.isChecked())
        if not chosen:
            self.refuse(tr("No instrument is ticked. Tick the ones to export."))
            return
        states = tuple(state.code for state in self._chosen_states)
        if not states:
            self.refuse(tr("No Member State is ticked. Tick the ones to export."))
            return
        if self.for_return.isChecked() and not self.returning.open_fields:
            self.refuse(tr("No field is open. Tick what is to be filled in."))
            return
        request = self._request(states, chosen)
        ui_state.keep_export_choice("states", " ".join(states))
        if not self.own_form.path:
            self.layout_choice.keep()
            own = request.author == people.author(self._context.workspace)
            ui_state.keep_export_choice("author", "" if own else request.author)
            if not request.for_return and not request.short:
                self.sheets.keep()
        workspace, form, assigned = self._context.workspace, self.own_form.path, self.own_form.assigned
        fingerprint = self.own_form.fingerprint

        def work(progress: Progress) -> list[str]:
            if form:
                unshown = fill_form(workspace, path, form, request, assigned, progress)
                if assigned is not None:
                    remember(workspace, fingerprint, assigned)
                return unshown
            return export(workspace, path, request, progress)

        self._path = path
        self._done.setText("")
        self._open.hide()
        self._bar.setValue(0)
        self._bar.show()
        self.save_button.setEnabled(False)
        self._job = Job(work, writes=True)
        self._job.progressed.connect(self._show_progress)
        self._job.done.connect(self._written)
        self._job.failed.connect(self._refused)
        self._job.start()

    def _request(self, states: tuple[str, ...], instruments: tuple[str, ...]) -> ExportRequest:
        layout, for_return, form = self.layout_choice, self.for_return.isChecked(), self.own_form.path
        return ExportRequest(
            states,
            self._context.cycle.name,
            instruments,
            self.scale.currentData(),
            for_return,
            self.only_member_states.isChecked(),
            self.sheets.chosen,
            self.sheets.since.text().strip(),
            tuple(self._chosen) if self.only_chosen.isChecked() else (),
            self.recipient.text(),
            self.returning.open_fields,
            RowChoice.ALL if form else layout.row_choice,
            Paper(layout.paper.currentData()),
            layout.left_out,
            layout.short and not for_return and not form,
            self.author.text().strip(),
            self.returning.contact.text(),
            self.returning.return_by.text(),
        )

    def _offer_sheets(self) -> None:
        """Show the sheets unless a form or the short edition decides on them."""
        for_return, form = self.for_return.isChecked(), self.own_form.path
        self.layout_choice.edition.setEnabled(not for_return)
        self.form.setRowVisible(self.sheets, not form and (for_return or not self.layout_choice.short))

    def _with_form(self, has_form: bool) -> None:
        """Hide sheets and "for return" while a form is used: it decides what goes where, and has no keys for an
        import."""
        if has_form:
            self.for_return.setChecked(False)
        self.form.setRowVisible(self.for_return, not has_form)
        self.form.setRowVisible(self.layout_choice, not has_form)
        self._offer_sheets()

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setMaximum(total)
        self._bar.setValue(done)

    def _written(self, omissions: list[str]) -> None:
        self._at_rest()
        self._done.setText("\n".join([tr("Wrote {path}").format(path=self._path), *omissions]))
        say(self._done.text())
        self._open.show()
        self.reveal(self._open)
        self.cancel_button.setText(tr("Close"))
        self.exported.emit(self._path)
        self._forget()

    def _refused(self, fault: TrackerError) -> None:
        self._at_rest()
        self.refuse(str(fault))
        if self.isHidden():
            self._context.failed.emit(fault)

    def _at_rest(self) -> None:
        self._job = None
        self._bar.hide()
        self.save_button.setEnabled(True)

    def _on_change(self, change_set: ChangeSet) -> None:
        if change_set.touches("instrument"):
            self._forget()

    def _finish(self) -> None:
        if self._job:
            self._job.cancel()
        self._forget()

    def _forget(self) -> None:
        """Keep what was set no longer."""
        self.kept = False
        if self.isHidden():
            self.deleteLater()

    def _open_workbook(self) -> None:
        url = QUrl.fromLocalFile(str(self._path))
        open_outside(self._context, url, self._path.name, tr("Open it from the folder where it was saved."))
