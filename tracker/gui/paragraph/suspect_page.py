"""The text that a suspect assessment was made for beside the current text, to keep the assessment or revisit it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.change_sets import ChangeSet
from tracker.gui.context.context import WorkContext
from tracker.gui.context.level_words import level_word
from tracker.gui.kit import sizes
from tracker.gui.kit.diff_view import Words, differences
from tracker.gui.kit.i18n import signed, tr
from tracker.gui.kit.page import Page
from tracker.gui.kit.widgets import FlowLayout, button, label
from tracker.i18n import QT_TR_NOOP
from tracker.operations import review


class SuspectPage(Page):
    """Covers the paragraph and the middle pane, so that both texts have room."""

    wide = True
    save_words = QT_TR_NOOP("Keep: it stands for the new words")

    def __init__(self, context: WorkContext, row: ParagraphRow) -> None:
        super().__init__()
        self.title_words = tr("Paragraph {label}: the words have changed").format(label=row.label)
        self._context, self._row = context, row
        assessed_text = review.words_assessed(context.workspace, row)
        assessment = row.assessment
        about = tr("{level}, assessed {by_and_on}. {rationale}").format(
            level=level_word(assessment.level),
            by_and_on=signed(assessment.level_by, assessment.level_at),
            rationale=assessment.rationale,
        )
        texts = QHBoxLayout()
        sizes.spacing(texts, 4)
        self.then = Words(tr("Assessed for these words"))
        self.now = Words(tr("The words as they are now"))
        for text_view in (self.then, self.now):
            texts.addWidget(text_view, 1)
        if assessed_text is None:
            self.then.show_pieces([(tr("History does not know the words that were assessed."), False)])
            self.now.show_pieces([(row.text, False)])
        else:
            old, new = differences(assessed_text, row.text)
            self.then.show_pieces(old)
            self.now.show_pieces(new)
        keep = button(tr(self.save_words), "primary", self.save, key="save")
        revisit = button(tr("Revisit: make it a draft"), "", self._revisit)
        buttons = FlowLayout(1.5)
        for widget in (keep, revisit, button(tr("Decide later"), "link", self.closed.emit, key="leave")):
            buttons.addWidget(widget)
        column = QVBoxLayout(self)
        sizes.margins(column, 5, 4, 5, 4)
        sizes.spacing(column, 3)
        column.addWidget(label(self.title_words, "title"))
        column.addWidget(label(about, "quiet", wrap=True))
        column.addLayout(texts, 1)
        column.addLayout(buttons)
        self.setFocusProxy(keep)
        context.changed.connect(self._on_change)

    def _on_change(self, _change_set: ChangeSet) -> None:
        """Close the page when there is nothing left to decide, for example because an undo restored the text."""
        current = self._context.row(self._row.id)
        if current is None or not current.suspect or current.fingerprint != self._row.fingerprint:
            self.closed.emit()

    def save(self) -> None:
        self._context.do_in_scope(review.keep, self._row)

    def _revisit(self) -> None:
        self._context.do_in_scope(review.revisit, self._row)
        self.closed.emit()
