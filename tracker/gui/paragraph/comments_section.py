"""What was said of a paragraph's assessment: remarks with their answers, to be settled, and a line for a new one."""

from functools import partial

from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.casework.assessments import ParagraphRow, Stage
from tracker.domain.casework.review import Comment
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.context.level_words import stage_word
from tracker.gui.kit import theme
from tracker.gui.kit.cards import Section
from tracker.gui.kit.fields import GrowingText
from tracker.gui.kit.i18n import moment, tr
from tracker.gui.kit.widgets import button, label
from tracker.gui.paragraph.comment_drafts import About, CommentDrafts
from tracker.operations import review


class CommentsSection(Section):
    """The threads of one paragraph. What is being typed stays with its assessment until it is said."""

    def __init__(self, context: WorkContext) -> None:
        super().__init__(tr("Comments"), tr("Nothing has been said of this assessment yet."), ())
        self._context = context
        self._row: ParagraphRow | None = None
        self.said: list[Comment] = []
        self._threads: list[Comment] = []
        self._shown: dict[int, QWidget] = {}
        self._answered: dict[About, Comment] = {}
        self.text = GrowingText(1, 10, tr("Comment"))
        self.unsaid = CommentDrafts(self.text)
        self.text.setAccessibleName(tr("Comment"))
        self._problem = label("", "warning", wrap=True)
        self.text.refused.connect(self._refuse)
        self._say = button(tr("Comment"), "", self.say, key="save")
        self._instead = button(tr("New comment instead"), "link", self._answer_none)
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
        """Show what was said of a paragraph's assessment."""
        self._row = row
        if self.unsaid.show(self._context.scope, row):
            self._show_answered()
        said = self.said = review.comments(self._context.workspace, self._context.scope, row.id)
        answers: dict[int | None, list[Comment]] = {}
        for one in said:
            answers.setdefault(one.reply_to, []).append(one)
        known = {one.id for one in said}
        self._threads = [one for one in said if one.reply_to not in known]
        self._shown.clear()
        self.show_cards([partial(self._thread, one, answers.get(one.id, [])) for one in self._threads])

    def say(self) -> None:
        """Say what was typed."""
        if not self._row or not self._context.has_state():
            return
        answered = one.id if (one := self._current_answered) else None
        try:
            change_set = review.add_comment(
                self._context.workspace, self._context.scope, self._row, self.text.toPlainText(), answered
            )
        except TrackerError as fault:
            self._refuse(str(fault))
            return
        self.text.clear()
        self._answer_none()
        self._context.publish(change_set)

    def _refuse(self, why: str) -> None:
        self._problem.setText(why)
        self._problem.show()

    def _thread(self, first: Comment, answers: list[Comment]) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        self._shown[first.id] = card
        column = QVBoxLayout(card)
        column.setContentsMargins(3 * theme.UNIT, 2 * theme.UNIT, 3 * theme.UNIT, theme.UNIT)
        column.setSpacing(2)
        self._add(column, first, 0)
        for answer in answers:
            self._add(column, answer, 4 * theme.UNIT)
        acts = QHBoxLayout()
        acts.setSpacing(2 * theme.UNIT)
        acts.addWidget(button(tr("Answer"), "link", partial(self._answer, first)))
        words = tr("Reopen") if first.settled else tr("Settle")
        acts.addWidget(button(words, "link", partial(self._settle, first), key="settle"))
        acts.addStretch(1)
        column.addLayout(acts)
        return card

    def _add(self, column: QVBoxLayout, one: Comment, indent: int) -> None:
        step = stage_word(Stage(one.stage)) if one.stage else ""
        settled = tr("settled") if one.settled else ""
        head = label(" · ".join(filter(None, (one.who, moment(one.at), step, settled))), "caption", wrap=True)
        words = label(one.text, "quiet" if one.settled else "", wrap=True)
        for widget in (head, words):
            widget.setContentsMargins(indent, 0, 0, 0)
            column.addWidget(widget)

    @property
    def at_hand(self) -> Comment | None:
        """The remark that keys act on: the one that has the focus, else the first that is not settled."""
        focused = [one for one in self._threads if one.id in self._shown and _has_focus(self._shown[one.id])]
        return next(iter([*focused, *(one for one in self._threads if not one.settled)]), None)

    def settle(self) -> None:
        """Settle the remark that is at hand, or open it again."""
        if one := self.at_hand:
            self._settle(one)

    def answer(self) -> None:
        """Begin an answer to the remark that is at hand."""
        if one := self.at_hand:
            self._answer(one)

    def _answer(self, first: Comment) -> None:
        assert self.unsaid.about
        self._answered[self.unsaid.about] = first
        self._show_answered()
        self.text.setFocus()

    def _answer_none(self) -> None:
        assert self.unsaid.about
        self._answered.pop(self.unsaid.about, None)
        self._show_answered()

    @property
    def _current_answered(self) -> Comment | None:
        return self._answered.get(self.unsaid.about) if self.unsaid.about else None

    def _show_answered(self) -> None:
        one = self._current_answered
        self._problem.hide()
        self._say.setText(tr("Answer {who}").format(who=one.who.replace("&", "&&")) if one else tr("Comment"))
        self._instead.setVisible(one is not None)

    def _settle(self, first: Comment) -> None:
        assert self._row
        self._context.do_in_scope(review.settle, self._row, first.id, not first.settled)


def _has_focus(card: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and card.isAncestorOf(focused)
