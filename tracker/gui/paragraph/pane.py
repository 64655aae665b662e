"""One paragraph: its text, its addressees, its assessment, and the measures and evidence linked to it."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.review import missing
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.kit import sizes
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.shortcuts import with_key
from tracker.gui.kit.widgets import FlowLayout, button, clear, label, rule
from tracker.gui.paragraph.authorities import offer_authorities
from tracker.gui.paragraph.comments_section import CommentsSection
from tracker.gui.paragraph.drops import Drop, can_be_dropped, dropped
from tracker.gui.paragraph.evidence_section import EvidenceSection
from tracker.gui.paragraph.form import AssessmentForm, Value
from tracker.gui.paragraph.history_section import HistorySection
from tracker.gui.paragraph.measures_section import MeasuresSection
from tracker.gui.paragraph.review_section import ReviewSection
from tracker.gui.paragraph.text_view import ParagraphText
from tracker.operations import casework

_AROUND = 25  # units of a place that is gone to, to be seen too
_LINKED = ("measure_paragraph", "evidence_paragraph", "evidence_measure", "evidence_file", "excerpt")


class ParagraphPane(QWidget):
    """Emits new_evidence(Drop) for evidence, of what was dropped here or of nothing, and compare() to show the assessed
    text beside the current one. Its sections have signals of their own for other pages."""

    new_evidence = Signal(object)
    compare = Signal()

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self._context = context
        self.row: ParagraphRow | None = None
        self._title = label("", "title")
        self._about = label("", "quiet", wrap=True)
        self._suspect = label(
            tr("The words of this paragraph have changed since it was assessed."), "warning", wrap=True
        )
        self._compare = button(tr("Compare and decide…"), "link", lambda: self.compare.emit())
        choose = with_key(tr("No Member State is chosen. Choose whose work this is at the top left"), "state")
        sample = tr("To look around first, open the sample: it is in the Help menu.")
        self._no_state = label(f"{choose}.\n{sample}", "warning", wrap=True)
        self._text = ParagraphText()
        self._chips = FlowLayout(1.5)
        self.form = AssessmentForm(self._keep)
        offer_authorities(context, self.form.fields)
        self.review = ReviewSection(context, self.flush)
        self.review.wanted.connect(self.go_to)
        self.measures = MeasuresSection(context)
        self.evidence = EvidenceSection(context)
        self.evidence.add.connect(lambda: self.new_evidence.emit(Drop([])))
        self.comments = CommentsSection(context)
        self.history = HistorySection(context)
        self._lay_out()
        sizes.sized(self, lambda it: it.write_again())
        context.changed.connect(self._on_change)
        context.scope_changed.connect(self.form.forget_unsaved)
        context.scope_changed.connect(self.refresh)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        sizes.margins(column, 4, 4, 4, 6)
        sizes.spacing(column, 2)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self._no_state)
        column.addWidget(self._suspect)
        column.addWidget(self._compare, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._text)
        column.addLayout(self._chips)
        for part in (
            rule(),
            label(tr("Assessment"), "section"),
            self.form,
            rule(),
            self.review,
            rule(),
            self.measures,
            rule(),
            self.evidence,
            rule(),
            self.comments,
            rule(),
            self.history,
        ):
            sizes.gap(column, 1)
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self._scroll.hide()
        self._nothing = label(tr("What you choose in the middle is shown here."), "quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        layout.addWidget(self._nothing)

    def show_row(self, row: ParagraphRow) -> None:
        """Show a paragraph."""
        other = self.row is None or self.row.id != row.id
        self.row = row
        self._nothing.hide()
        self._scroll.show()
        if other:
            self._show_words(row)
            self._scroll.verticalScrollBar().setValue(0)
        self.measures.show_row(row)
        self.evidence.show_row(row)
        self.comments.show_row(row)
        self._show_assessment(row)
        if other:
            self._show_focus()

    def show_nothing(self) -> None:
        """Show that nothing is chosen, or nothing that this pane shows."""
        self.flush()
        self.row = None
        self._scroll.hide()
        self._nothing.show()

    def _show_assessment(self, row: ParagraphRow) -> None:
        self.row = row
        self.form.show_row(row)
        self._no_state.setVisible(self._context.state is None)
        for widget in (self._suspect, self._compare):
            widget.setVisible(row.suspect)
        self.review.show_row(row, missing(row), self.comments.shown_comments)
        self.history.show_row(row)

    def refresh(self) -> None:
        """Read the paragraph again and show it."""
        if self.row and (row := self._context.row(self.row.id)):
            self.show_row(row)

    def _show_another_edition(self, before: ParagraphRow) -> None:
        """Show the paragraph again after its instrument was updated: its text may have changed, or it may be gone."""
        self.row = None
        if row := self._context.row(before.id):
            self.show_row(row)
        else:
            self.show_nothing()

    def write_again(self) -> None:
        """Rewrite the text after the colour scheme or the size of text has changed."""
        if self.row:
            self._show_words(self.row)

    def flush(self) -> None:
        """Save what is being typed in the assessment and the notes."""
        self.form.flush()
        self.measures.flush()
        self.evidence.flush()

    def _show_words(self, row: ParagraphRow) -> None:
        self._title.setText(tr("Paragraph {label}").format(label=row.label))
        self._about.setText(" · ".join(filter(None, (row.symbol, row.opening, row.section))))
        details = casework.words(self._context.workspace, row.id)
        self._text.show_words(row, details)
        clear(self._chips)
        theme_name = [tr(row.theme)] if row.theme else []
        for chip_text in (*row.addressees, *theme_name, *details.cites):
            chip = label(chip_text[:1].upper() + chip_text[1:], "chip")
            chip.setToolTip("")
            self._chips.addWidget(chip)

    @property
    def first(self) -> QWidget:
        """The widget that takes the focus first."""
        return self._text if self.row else self

    @property
    def unsaved(self) -> str:
        """The label of a paragraph with input that could not be saved; "" if there is none."""
        return self.form.unsaved or self.measures.unsaved or self.evidence.unsaved

    @property
    def draft_comment(self) -> str:
        """The label of a paragraph with a comment typed but not added; "" if there is none."""
        return self.comments.drafts.label or self.review.drafts.label

    def try_again(self) -> None:
        """Save what is being typed, and try again to save what could not be."""
        self.flush()
        self.form.try_again()

    def _keep(self, row: ParagraphRow, changes: dict[str, Value]) -> str:
        if not self._context.has_state():
            return tr("No Member State is chosen. Choose one at the top left.")
        try:
            current = self._context.row(row.id) or row
            for name, value in changes.items():
                stored = getattr(current.assessment, name)
                if stored not in (getattr(row.assessment, name), value) and type(value) is str:
                    return tr("Changed meanwhile to “{value}”. Type on to put yours in its place.").format(value=stored)
            change_set = casework.set_assessment(self._context.workspace, self._context.scope, current, **changes)
        except TrackerError as fault:
            return str(fault)
        self._context.publish(change_set, silent=True)
        return ""

    def go_to(self, field: str) -> None:
        """Focus what must be filled in or looked at, and bring it into view: a field of the assessment, a section, the
        comment of the next step of review with what is said below it, or the comparison of texts."""
        if field == "suspect":
            self.compare.emit()
            return
        places: dict[str, QWidget] = {
            "measures": self.measures.first,
            "evidence": self.evidence.first,
            "comments": self.comments.first,
            "comment": self.review.comment,
        }
        place = places.get(field) or self.form.fields[field]
        place.setFocus(Qt.FocusReason.OtherFocusReason)
        shown, margin = (self.review, 0) if field == "comment" else (place, sizes.units(_AROUND))
        self._reveal(shown, margin)

    def _show_focus(self) -> None:
        """Keep the field in sight from which the user goes through the paragraphs."""
        focused = QApplication.focusWidget()
        if focused and self.isAncestorOf(focused):
            self._reveal(focused)

    def _reveal(self, part: QWidget, margin: int = 50) -> None:
        """Scroll to a part, with so many pixels around it, when what changed beside it is laid out."""

        def scroll() -> None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self._scroll.ensureWidgetVisible(part, 0, margin)

        QTimer.singleShot(0, part, scroll)

    def _on_change(self, change_set: ChangeSet) -> None:
        if self.row and change_set.touches("paragraph"):
            self._show_another_edition(self.row)
            return
        row = self._context.row(self.row.id) if self.row else None
        if row and change_set.touches("measure", "evidence", *_LINKED):
            self.show_row(row)
        elif row and change_set.touches("assessment", "comment"):
            if change_set.touches("comment"):
                self.comments.show_row(row)
            self._show_assessment(row)
        self.form.try_again()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.row and can_be_dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the evidence editor for a file or link dropped here."""
        self.new_evidence.emit(dropped(event.mimeData()))
        event.acceptProposedAction()
