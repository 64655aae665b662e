"""Comments on a paragraph's assessment: threads with their answers, which can be settled, and a field for a new one."""

from functools import partial

from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tracker.domain.casework.assessments import ParagraphRow, Stage
from tracker.domain.casework.review import Comment
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.context.level_words import stage_word
from tracker.gui.kit import sizes
from tracker.gui.kit.cards import Act, Section, add_acts
from tracker.gui.kit.fields import GrowingText
from tracker.gui.kit.i18n import moment, tr
from tracker.gui.kit.message import Problem
from tracker.gui.kit.widgets import button, label
from tracker.gui.paragraph.comment_drafts import About, CommentDrafts
from tracker.operations import review


class CommentsSection(Section):
    """The comment threads of one paragraph. A draft stays with its assessment until it is added as a comment."""

    def __init__(self, context: WorkContext) -> None:
        super().__init__(tr("Comments"), tr("There are no comments on this assessment yet."), ())
        self._context = context
        self._row: ParagraphRow | None = None
        self.shown_comments: list[Comment] = []
        self._threads: list[Comment] = []
        self._shown: dict[int, QWidget] = {}
        self._answered: dict[About, Comment] = {}
        self.text = GrowingText(1, 10, tr("Comment"))
        self.drafts = CommentDrafts(self.text)
        self.text.setAccessibleName(tr("Comment"))
        self._problem = Problem()
        self.text.refused.connect(self._problem.show_words)
        self._say = button(tr("Comment"), "", self.say, key="save")
        self._instead = button(tr("New comment instead"), "link", self._answer_instead)
        below = QHBoxLayout()
        below.addWidget(self._say)
        below.addWidget(self._instead)
        below.addStretch(1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(self.text)
        column.addWidget(self._problem)
        column.addLayout(below)
        self._problem.hide()
        self._instead.hide()

    def show_row(self, row: ParagraphRow) -> None:
        """Show the comments on a paragraph's assessment."""
        self._row = row
        if self.drafts.show(self._context.scope, row):
            self._show_answered()
        comments = self.shown_comments = review.comments(self._context.workspace, self._context.scope, row.id)
        answers: dict[int | None, list[Comment]] = {}
        for comment in comments:
            answers.setdefault(comment.reply_to, []).append(comment)
        known = {comment.id for comment in comments}
        self._threads = [comment for comment in comments if comment.reply_to not in known]
        self._shown.clear()
        self.show_cards([partial(self._thread, comment, answers.get(comment.id, [])) for comment in self._threads])

    def say(self) -> None:
        """Add the draft as a comment, or as an answer where one was begun."""
        if not self._row or not self._context.has_state():
            return
        reply_to = comment.id if (comment := self._current_answered) else None
        try:
            change_set = review.add_comment(
                self._context.workspace, self._context.scope, self._row, self.text.toPlainText(), reply_to
            )
        except TrackerError as fault:
            self._problem.show_words(str(fault))
            return
        self.text.clear()
        self._answer_none()
        self._context.publish(change_set)

    def _thread(self, first: Comment, answers: list[Comment]) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        self._shown[first.id] = card
        column = QVBoxLayout(card)
        sizes.margins(column, 3, 2, 3, 1)
        sizes.spacing(column, 0.5)
        self._add(column, first, 0)
        for answer in answers:
            self._add(column, answer, 4)
        acts = QHBoxLayout()
        sizes.spacing(acts, 2)
        settle_label = tr("Reopen") if first.settled else tr("Settle")
        answering = Act(tr("Answer"), partial(self._answer, first))
        settling = Act(settle_label, partial(self._settle, first), "settle")
        add_acts(card, acts, first.text, (answering, settling))
        acts.addStretch(1)
        column.addLayout(acts)
        return card

    def _add(self, column: QVBoxLayout, comment: Comment, indent: float) -> None:
        step = stage_word(Stage(comment.stage)) if comment.stage else ""
        settled = tr("settled") if comment.settled else ""
        head = label(" · ".join(filter(None, (comment.who, moment(comment.at), step, settled))), "caption", wrap=True)
        text = label(comment.text, "quiet" if comment.settled else "", wrap=True)
        for widget in (head, text):
            sizes.margins(widget, indent, 0, 0, 0)
            column.addWidget(widget)

    @property
    def at_hand(self) -> Comment | None:
        """The comment that keys act on: the one with the focus, else the first that is not settled."""
        focused = [
            comment for comment in self._threads if comment.id in self._shown and _has_focus(self._shown[comment.id])
        ]
        return next(iter([*focused, *(comment for comment in self._threads if not comment.settled)]), None)

    @property
    def first(self) -> QWidget:
        """The first way to act on the comment that keys act on (`at_hand`); the field for a new one if none is shown
        that they act on."""
        card = self._shown.get(comment.id) if (comment := self.at_hand) else None
        return (card.findChild(QPushButton) if card else None) or self.text

    def settle(self) -> None:
        """Settle the comment that keys act on (`at_hand`), or reopen it."""
        if comment := self.at_hand:
            self._settle(comment)

    def answer(self) -> None:
        """Begin an answer to the comment that keys act on (`at_hand`)."""
        if comment := self.at_hand:
            self._answer(comment)

    def _answer(self, first: Comment) -> None:
        assert self.drafts.about
        self._answered[self.drafts.about] = first
        self._show_answered()
        self.text.setFocus()

    def _answer_none(self) -> None:
        assert self.drafts.about
        self._answered.pop(self.drafts.about, None)
        self._show_answered()

    def _answer_instead(self) -> None:
        """Answer no comment, but write one; the button that was pressed is gone then."""
        self.text.setFocus()
        self._answer_none()

    @property
    def _current_answered(self) -> Comment | None:
        return self._answered.get(self.drafts.about) if self.drafts.about else None

    def _show_answered(self) -> None:
        answered = self._current_answered
        self._problem.hide()
        self._say.setText(tr("Answer {who}").format(who=answered.who.replace("&", "&&")) if answered else tr("Comment"))
        self._instead.setVisible(answered is not None)

    def _settle(self, first: Comment) -> None:
        assert self._row
        self._context.do_in_scope(review.settle, self._row, first.id, not first.settled)


def _has_focus(card: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and card.isAncestorOf(focused)
