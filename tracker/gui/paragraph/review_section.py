"""The review stage of an assessment, what is missing before it can be submitted, and the steps that can be taken."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tracker.domain.casework.assessments import ParagraphRow, Stage
from tracker.domain.casework.review import STEPS, Comment, Missing
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.context.level_words import stage_word
from tracker.gui.context.step_words import own_words
from tracker.gui.kit import sizes
from tracker.gui.kit.fields import GrowingText
from tracker.gui.kit.i18n import signed, tr
from tracker.gui.kit.message import Problem
from tracker.gui.kit.shortcuts import with_key
from tracker.gui.kit.widgets import button, label
from tracker.gui.paragraph.comment_drafts import CommentDrafts
from tracker.i18n import capital
from tracker.operations import review


class ReviewSection(QWidget):
    """Emits wanted(field) when the user asks where something is to be filled in, and told(words) with what else is to
    be known of a step that was taken. `flush()` saves what is being typed in
    the assessment; it is called before each step."""

    wanted = Signal(str)
    told = Signal(str)

    def __init__(self, context: WorkContext, flush: Callable[[], None]) -> None:
        super().__init__()
        self._context = context
        self._flush = flush
        self._row: ParagraphRow | None = None
        self._missing: Sequence[Missing] = ()
        self._heading = label(tr("Review"), "section")
        self._stage = label("", "quiet", wrap=True)
        self._why = label("", "warning", wrap=True)
        self._lacking = QVBoxLayout()
        self._lacking.setSpacing(0)
        self._before = label(tr("Before it can be submitted:"), "quiet")
        self._lacking.addWidget(self._before)
        self._lines: list[QPushButton] = []
        self._fields: list[str] = []
        self.comment = GrowingText(1, 8, tr("Comment for this step"))
        self.comment.setAccessibleName(tr("Comment for this step"))
        self.drafts = CommentDrafts(self.comment)
        self._problem = Problem()
        self.comment.refused.connect(self._problem.show_words)
        self.steps = {
            Stage.SUBMITTED: button(tr("Submit"), "primary", partial(self.take, Stage.SUBMITTED), key="submit"),
            Stage.ACCEPTED: button(tr("Accept"), "primary", partial(self.take, Stage.ACCEPTED), key="accept"),
            Stage.RETURNED: button(tr("Return"), "", partial(self.take, Stage.RETURNED), key="return"),
            Stage.DRAFT: button(tr("Back to draft"), "", partial(self.take, Stage.DRAFT), key="draft"),
        }
        buttons = QHBoxLayout()
        sizes.spacing(buttons, 2)
        for step in self.steps.values():
            buttons.addWidget(step)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(column, 2)
        column.addWidget(self._heading)
        column.addWidget(self._stage)
        column.addWidget(self._why)
        column.addLayout(self._lacking)
        column.addWidget(self.comment)
        column.addWidget(self._problem)
        column.addLayout(buttons)

    def show_row(self, row: ParagraphRow, lacking: Sequence[Missing], comments: Sequence[Comment]) -> None:
        """Show the review stage of a paragraph's assessment, why it was returned if it was (from `comments`), and
        what is `lacking` before it can be submitted. A draft comment stays with its assessment."""
        self.drafts.show(self._context.scope, row)
        self._row = row
        assessment = row.assessment
        steps = STEPS[assessment.stage] if row.assessed else ()
        lacking = self._missing = lacking if Stage.SUBMITTED in steps else ()
        stage_text = capital(stage_word(assessment.stage))
        by = signed(assessment.stage_by, assessment.stage_at)
        own = tr("(submitted by the same person)") if assessment.accepted_by_its_author else ""
        self._stage.setText(" ".join(filter(None, (stage_text, by, own))))
        reasons = (
            [comment.text for comment in comments if comment.stage == Stage.RETURNED]
            if assessment.stage is Stage.RETURNED
            else []
        )
        self._why.setText(reasons[-1] if reasons else "")
        self._why.setVisible(bool(reasons))
        self._show_lacking(lacking)
        for stage, step in self.steps.items():
            step.setVisible(stage in steps)
        for stage, name, key in (
            (Stage.SUBMITTED, tr("Submit"), "submit"),
            (Stage.ACCEPTED, tr("Accept"), "accept"),
        ):
            why = self.why_not(stage)
            self.steps[stage].setEnabled(not why)
            self.steps[stage].setToolTip(why or with_key(name, key))
        self.comment.setVisible(bool(steps))
        self._problem.hide()
        self.setVisible(row.assessed)

    def why_not(self, stage: Stage) -> str:
        """Why the assessment can't move to this stage now; "" if it can."""
        if self._row is None or not self._row.assessed:
            return tr("The paragraph is not assessed yet. Give it a level first.")
        current = self._row.assessment.stage
        if stage not in STEPS[current]:
            return tr("This step is not possible while the assessment is {held}.").format(held=stage_word(current))
        if stage is Stage.SUBMITTED and self._missing:
            return " ".join((tr("Before it can be submitted:"), *(str(item.words) for item in self._missing)))
        barred = review.barred(self._context.workspace) if stage is Stage.ACCEPTED else ""
        if self._row.assessment.is_submission_of(barred):
            return tr(
                "You submitted it yourself, and this workspace requires four eyes. Ask someone else to accept it."
            )
        return ""

    def take(self, stage: Stage) -> None:
        """Move the assessment to this stage, with the comment if one was typed; a refusal is shown below it."""
        assert self._row
        self._flush()
        try:
            row = self._context.row(self._row.id) or self._row
            comment = self.comment.toPlainText()
            change_set = review.move(self._context.workspace, self._context.scope, row, stage, comment)
        except TrackerError as fault:
            self._problem.show_words(str(fault))
            if stage is Stage.RETURNED:
                self.wanted.emit("comment")
            return
        self.comment.clear()
        if self.isAncestorOf(QApplication.focusWidget() or self):
            self.comment.setFocus()  # the button may be gone now
        self._context.publish(change_set)
        if stage is Stage.ACCEPTED and row.assessment.is_submission_of(self._context.workspace.user):
            self.told.emit(own_words(1, 1))

    def _show_lacking(self, lacking: Sequence[Missing]) -> None:
        """List what is missing. The lines are reused, since this runs after every keystroke that is saved."""
        self._before.setVisible(bool(lacking))
        while len(self._lines) < len(lacking):
            line = button("", "link", partial(self._go, len(self._lines)))
            self._lines.append(line)
            self._lacking.addWidget(line, alignment=Qt.AlignmentFlag.AlignLeft)
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(lacking))
            if number < len(lacking):
                line.setText(str(lacking[number].words))
        self._fields = [item.field for item in lacking]

    def _go(self, number: int) -> None:
        self.wanted.emit(self._fields[number])
