"""Several paragraphs at once: fields that are set for all of them, a measure or evidence for all, and steps of review
for those that are ready."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QComboBox

from tracker.domain.casework.assessments import Assessment, ParagraphRow, Stage
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.review import Refusal, refusals
from tracker.gui.context.context import WorkContext
from tracker.gui.context.named import listed, names
from tracker.gui.context.step_words import step_words
from tracker.gui.kit.fields import GrowingText
from tracker.gui.kit.form_page import FormPage
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.shortcuts import with_key
from tracker.gui.kit.widgets import FlowLayout, button, label
from tracker.gui.paragraph.authorities import offer_authorities
from tracker.gui.paragraph.declared_fields import add_blank_fields, empty, filled_in
from tracker.gui.paragraph.several import by_reason, move_those_ready, present, reasons, set_for_all
from tracker.i18n import QT_TR_NOOP
from tracker.operations import review


class SeveralPage(FormPage):
    """Emits told(words) with what was done, and new_measure() and new_evidence() when the user wants one for all."""

    told = Signal(str)
    new_measure = Signal()
    new_evidence = Signal()
    save_words = QT_TR_NOOP("Set for all")

    def __init__(self, context: WorkContext, rows: Sequence[ParagraphRow]) -> None:
        super().__init__("", "", self._keep)
        self._context = context
        self._rows: list[ParagraphRow] = []
        self.fields = add_blank_fields(self, Assessment)
        offer_authorities(context, self.fields)
        for name, field in self.fields.items():
            signal = field.currentIndexChanged if isinstance(field, QComboBox) else field.textChanged  # type: ignore[attr-defined]
            signal.connect(partial(self._remark, name))
        self.form.addRow(label(tr("Measures and evidence"), "section"))
        links = FlowLayout(3)
        links.addWidget(button(tr("New measure for all"), "link", self.new_measure.emit, key="new measure"))
        links.addWidget(button(tr("New evidence for all"), "link", self.new_evidence.emit, key="new evidence"))
        self.form.addRow(links)
        self.form.addRow(label(tr("Review"), "section"))
        self.comment = self.add(tr("Comment"), GrowingText(1, 8, tr("Comment for this step")))
        self._step_names = {
            Stage.SUBMITTED: (tr("Submit"), "submit"),
            Stage.ACCEPTED: (tr("Accept"), "accept"),
            Stage.RETURNED: (tr("Return"), "return"),
            Stage.DRAFT: (tr("Back to draft"), "draft"),
        }
        steps = FlowLayout(2)
        self.steps = {
            stage: button(words, "", partial(self.take, stage)) for stage, (words, _) in self._step_names.items()
        }
        for step in self.steps.values():
            steps.addWidget(step)
        self.form.addRow(steps)
        self._waiting, self._not_done = label("", "quiet", wrap=True), label("", "quiet", wrap=True)
        for lines in (self._waiting, self._not_done):
            self.form.addRow(lines)
        self.cancel_button.setText(tr("Close"))
        self.setFocusProxy(next(iter(self.fields.values())))
        self.show_rows(rows)
        context.changed.connect(self._on_change)

    def show_rows(self, rows: Sequence[ParagraphRow]) -> None:
        """Be about these paragraphs from now on; what is filled in stays."""
        if [row.id for row in rows] != [row.id for row in self._rows]:
            self._not_done.hide()
        self._rows = list(rows)
        about = tr("{paragraphs}. What is left empty stays as it is.").format(paragraphs=listed(names(rows)))
        self.show_title(tr("%n paragraph(s)", "", len(rows)), about)
        for stage, step in self.steps.items():
            words, key = self._step_names[stage]
            ready = len(rows) - len(self._refusals(stage))
            template = tr("{step}: {number} of {all}")
            step.setText(template.format(step=words, number=ready, all=len(rows)))
            step.setVisible(ready > 0 or stage is Stage.SUBMITTED)
            step.setEnabled(ready > 0)
            step.setToolTip(with_key(words, key) if ready else self.why_not(stage))
        refused = self._refusals(Stage.SUBMITTED)
        self._waiting.setText("\n".join((tr("What can't be submitted now:"), *by_reason(refused))))
        self._waiting.setVisible(len(refused) == len(rows))
        for name in self.fields:
            self._remark(name)

    def _on_change(self, _change_set: ChangeSet) -> None:
        """Show what can be done now; close when all paragraphs are gone."""
        rows = present(self._context, self._rows)
        if rows:
            self.show_rows(rows)
        else:
            self.closed.emit()

    def _remark(self, name: str, *_typed: object) -> None:
        """Say below a field that is filled in how many paragraphs have something else there."""
        value = filled_in(Assessment, {name: self.fields[name]})[0].get(name)
        held = [getattr(row.assessment, name) for row in self._rows] if value is not None else []
        blank = getattr(Assessment(), name)
        others = sum(one not in (blank, value) for one in held)
        words = tr("Replaces what %n of them have.", "", others) if others else ""
        self.remark(self.fields[name], words)

    def _keep(self) -> bool:
        """Set what is filled in; the page stays open, for the next that is to be done for all."""
        values, faults = filled_in(Assessment, self.fields)
        for name, fault in faults.items():
            self.remark(self.fields[name], fault, wrong=True)
        if faults:
            self.refuse(next(iter(faults.values())))
        elif not values:
            self.refuse(tr("Nothing is filled in. Fill in what is to be set for all."))
        elif words := set_for_all(self._context, self._rows, values):
            empty(self.fields.values())
            self.mark_saved()
            self.told.emit(words)
        return False

    def why_not(self, stage: Stage) -> str:
        """Why this step of review can't be taken for any of the paragraphs now; "" if it can for some."""
        values, faults = filled_in(Assessment, self.fields)
        if values or faults:
            return tr("What is filled in is not set yet. Set it for all first, or empty it.")
        refused = self._refusals(stage)
        return step_words(stage, 0, reasons(refused)) if len(refused) == len(self._rows) else ""

    def take(self, stage: Stage) -> None:
        """Take this step of review for all paragraphs that are ready for it, with the comment if one was typed."""
        self.clear_problem()
        refused = self._refusals(stage)
        focused = self.isAncestorOf(QApplication.focusWidget() or self)
        if why := self.why_not(stage):
            self.refuse(why)
            self._list(refused)
        elif words := move_those_ready(self._context, self._rows, stage, self.comment.toPlainText()):
            self.comment.clear()
            if focused:
                self.setFocus()  # the button may be gone now
            self.mark_saved()
            self._list(refused)
            self.told.emit(words)
        elif stage is Stage.RETURNED:
            self.comment.setFocus()

    def _refusals(self, stage: Stage) -> list[Refusal]:
        return refusals(self._rows, stage, review.barred(self._context.workspace))

    def _list(self, refused: Sequence[Refusal]) -> None:
        """List all for which the last step could not be taken; the message names the first ones only."""
        self._not_done.setText("\n".join((tr("Not done:"), *reasons(refused))))
        self._not_done.setVisible(bool(refused))
        if refused:
            self._waiting.hide()  # it would say the same
