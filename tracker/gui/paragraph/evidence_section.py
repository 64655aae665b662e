"""The evidence that supports the assessment of a paragraph, a card each, in the right pane."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from tracker.domain.casework import ParagraphRow
from tracker.domain.evidence import EvidenceRow, File
from tracker.domain.linking import Register
from tracker.errors import TrackerError
from tracker.gui.office import Office
from tracker.gui.paragraph.cards import Act, Section, evidence_card
from tracker.gui.words import tr
from tracker.operations import attachments, registers


class EvidenceSection(Section):
    """Signals ask the window for another page."""

    edit = Signal(object)
    add = Signal()
    link = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(
            tr("Evidence"),
            tr("No evidence yet. Press E to add some, or drop a file or a link here."),
            (Act(tr("Add"), lambda: self.add.emit()), Act(tr("Link existing"), lambda: self.link.emit())),
        )
        self._office = office

    def show_row(self, row: ParagraphRow) -> None:
        """Show what supports the assessment of a paragraph, as it stands now."""
        found = registers.evidence(self._office.workspace, self._office.desk, row.id)
        self.show_cards([self._card(one, row) for one in found])

    def _card(self, found: EvidenceRow, row: ParagraphRow) -> QWidget:
        acts = [
            Act(tr("Edit"), lambda: self.edit.emit(found)),
            Act(tr("Unlink"), lambda: self._unlink(found, row)),
        ]
        for file in found.files:
            words = tr("Save file as…") if len(found.files) == 1 else tr("Save {file} as…").format(file=file.name)
            acts.append(Act(words, lambda file=file: self._save_file(file)))  # type: ignore[misc]
        if address := web_address(found.evidence.link):
            acts.append(Act(tr("Open link"), lambda: QDesktopServices.openUrl(address)))
        elif found.evidence.link:
            acts.append(Act(tr("Copy link"), lambda: QApplication.clipboard().setText(found.evidence.link)))
        return evidence_card(found, acts)

    def _unlink(self, found: EvidenceRow, row: ParagraphRow) -> None:
        self._office.do_on_desk(registers.unlink, Register.EVIDENCE, [found.id], [row.id])

    def _save_file(self, file: File) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save file"), Path(file.name).name)
        if name:
            try:
                attachments.save_as(self._office.workspace, file.attachment_id, Path(name))
            except TrackerError as fault:
                self._office.failed.emit(fault)


def web_address(link: str) -> QUrl | None:
    """The address that a link may be opened at: http or https, with a host and no user part; None for all others."""
    url = QUrl(link.strip(), QUrl.ParsingMode.StrictMode)
    fine = url.isValid() and url.scheme() in ("http", "https") and url.host() and not url.userInfo()
    return url if fine else None
