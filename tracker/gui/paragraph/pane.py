"""One paragraph: its words, whom it addresses, the assessment, and the measures and evidence linked to it."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tracker.domain.casework import ParagraphRow
from tracker.domain.changes import ChangeSet
from tracker.domain.evidence import EvidenceRow, File
from tracker.domain.linking import Register
from tracker.domain.measures import MeasureRow
from tracker.errors import TrackerError
from tracker.gui import theme
from tracker.gui.office import Office
from tracker.gui.paragraph.cards import Act, Section, evidence_card, measure_card
from tracker.gui.paragraph.form import AssessmentForm
from tracker.gui.paragraph.text_view import ParagraphText
from tracker.gui.widgets import FlowLayout, clear, label, rule
from tracker.gui.words import tr
from tracker.operations import attachments, casework, registers


class ParagraphPane(QWidget):
    """Signals ask the window for another page: an editor, or the register to link from. Files and links can be dropped
    here as evidence."""

    edit_measure = Signal(object)
    edit_evidence = Signal(object)
    new_measure = Signal()
    new_evidence = Signal(object, str)
    link_measure = Signal()
    link_evidence = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self._office = office
        self.row: ParagraphRow | None = None
        self._title = label("", "title")
        self._about = label("", "quiet", wrap=True)
        self._suspect = label("", "warning", wrap=True)
        self._text = ParagraphText()
        self._chips = FlowLayout()
        self.form = AssessmentForm()
        self.form.edited.connect(self._keep)
        self._measures = Section(
            tr("Measures"),
            tr("No measure answers this paragraph yet. Press M to add one."),
            (Act(tr("Add"), self.new_measure.emit), Act(tr("Link existing"), self.link_measure.emit)),
        )
        self._evidence = Section(
            tr("Evidence"),
            tr("No evidence yet. Press E to add some, or drop a file or a link here."),
            (Act(tr("Add"), lambda: self.new_evidence.emit([], "")), Act(tr("Link existing"), self.link_evidence.emit)),
        )
        self._lay_out()
        office.changed.connect(self._on_change)
        office.desk_changed.connect(self.refresh)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 6 * theme.UNIT)
        column.setSpacing(2 * theme.UNIT)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self._suspect)
        column.addWidget(self._text)
        column.addLayout(self._chips)
        for part in (
            rule(),
            label(tr("Assessment"), "section"),
            self.form,
            rule(),
            self._measures,
            rule(),
            self._evidence,
        ):
            column.addSpacing(theme.UNIT)
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self._scroll.hide()
        self._nothing = label(tr("Choose a paragraph to see it here."), "quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        whole.addWidget(self._nothing)

    def show_row(self, row: ParagraphRow) -> None:
        """Show a paragraph."""
        other = self.row is None or self.row.id != row.id
        self.form.show_row(row)
        self.row = row
        self._nothing.hide()
        self._scroll.show()
        self._suspect.setVisible(row.suspect)
        if other:
            self._show_words(row)
            self._scroll.verticalScrollBar().setValue(0)
        self._show_linked(row)

    def _show_assessment(self) -> None:
        if self.row and (row := self._office.row(self.row.id)):
            self.row = row
            self.form.show_row(row)
            self._suspect.setVisible(row.suspect)

    def refresh(self) -> None:
        """Show the same paragraph as it stands now."""
        if self.row and (row := self._office.row(self.row.id)):
            self.show_row(row)

    def _show_another_edition(self, before: ParagraphRow) -> None:
        """The words of the paragraph may be others, or it may be gone."""
        self.row = None
        if row := self._office.row(before.id):
            self.show_row(row)
        else:
            self._scroll.hide()
            self._nothing.show()

    def show_colours(self) -> None:
        """The colours have changed: write the words in the new ones."""
        if self.row:
            self._show_words(self.row)

    def tell(self) -> None:
        """Keep what is being typed."""
        self.form.tell()

    def _show_words(self, row: ParagraphRow) -> None:
        self._title.setText(tr("Paragraph {label}").format(label=row.label))
        self._about.setText(" · ".join(filter(None, (row.symbol, row.opening, row.section))))
        self._suspect.setText(tr("The words of this paragraph have changed since it was assessed."))
        around = casework.words(self._office.workspace, row.id)
        self._text.show_words(row, around)
        clear(self._chips)
        theme_words = [row.theme] if row.theme else []
        for words in (*row.addressees, *theme_words, *around.cites):
            chip = label(words, "chip")
            chip.setToolTip("")
            self._chips.addWidget(chip)

    def _show_linked(self, row: ParagraphRow) -> None:
        workspace, desk = self._office.workspace, self._office.desk
        self._measures.show_cards([self._measure(found) for found in registers.measures(workspace, desk, row.id)])
        self._evidence.show_cards([self._evidence_card(found) for found in registers.evidence(workspace, desk, row.id)])

    def _measure(self, found: MeasureRow) -> QWidget:
        return measure_card(
            found,
            (
                Act(tr("Edit"), lambda: self.edit_measure.emit(found)),
                Act(tr("Unlink"), lambda: self._unlink(Register.MEASURE, found.id)),
            ),
        )

    def _evidence_card(self, found: EvidenceRow) -> QWidget:
        acts = [
            Act(tr("Edit"), lambda: self.edit_evidence.emit(found)),
            Act(tr("Unlink"), lambda: self._unlink(Register.EVIDENCE, found.id)),
        ]
        for file in found.files:
            words = tr("Save file as…") if len(found.files) == 1 else tr("Save {file} as…").format(file=file.name)
            acts.append(Act(words, lambda file=file: self._save_file(file)))  # type: ignore[misc]
        if address := web_address(found.evidence.link):
            acts.append(Act(tr("Open link"), lambda: QDesktopServices.openUrl(address)))
        elif found.evidence.link:
            acts.append(Act(tr("Copy link"), lambda: QApplication.clipboard().setText(found.evidence.link)))
        return evidence_card(found, acts)

    def _unlink(self, register: Register, row_id: int) -> None:
        if self.row:
            self._office.do_on_desk(registers.unlink, register, [row_id], [self.row.id])

    def _save_file(self, file: File) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save file"), Path(file.name).name)
        if name:
            try:
                attachments.save_as(self._office.workspace, file.attachment_id, Path(name))
            except TrackerError as fault:
                self._office.failed.emit(fault)

    def _keep(self, row: ParagraphRow, changes: dict[str, object]) -> None:
        self._office.do_on_desk(casework.set_assessment, row, **changes)

    def _on_change(self, change_set: ChangeSet) -> None:
        if self.row and change_set.touches("paragraph"):
            self._show_another_edition(self.row)
        elif change_set.touches("measure", "evidence", "measure_paragraph", "evidence_paragraph", "evidence_file"):
            self.refresh()
        elif change_set.touches("assessment"):
            self._show_assessment()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.row and (event.mimeData().hasUrls() or event.mimeData().hasText()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A file or a link dropped here is new evidence for the paragraph."""
        urls = event.mimeData().urls()
        files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        links = [url.toString() for url in urls if not url.isLocalFile()] or [event.mimeData().text().strip()]
        self.new_evidence.emit(files, "" if files else links[0])
        event.acceptProposedAction()


def web_address(link: str) -> QUrl | None:
    """The address that a link may be opened at: http or https, with a host and no user part; None for all others."""
    url = QUrl(link.strip(), QUrl.ParsingMode.StrictMode)
    fine = url.isValid() and url.scheme() in ("http", "https") and url.host() and not url.userInfo()
    return url if fine else None
