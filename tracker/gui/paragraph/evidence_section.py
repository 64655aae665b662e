"""The evidence that supports the assessment of a paragraph, a card each, in the right pane."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from tracker.domain.casework import ParagraphRow
from tracker.domain.evidence import EvidenceRow
from tracker.domain.filenames import visible
from tracker.domain.linking import Register
from tracker.gui.office import Office
from tracker.gui.paragraph.cards import Act, Section
from tracker.gui.paragraph.evidence_card import evidence_card
from tracker.gui.paragraph.note import NoteLine, only_notes_differ
from tracker.gui.words import tr
from tracker.operations import registers


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
        self._paragraph: int | None = None
        self._shown: list[EvidenceRow] = []
        self.notes: dict[int, NoteLine] = {}

    def show_row(self, row: ParagraphRow) -> None:
        """Show what supports the assessment of a paragraph, as it stands now."""
        self.tell()
        found = registers.evidence(self._office.workspace, self._office.desk, row.id)
        if self._paragraph == row.id and found and only_notes_differ(self._shown, found):
            for one in found:
                self.notes[one.id].show_text(one.note)
        else:
            self.notes = {one.id: self._note(one, row) for one in found}
            self.show_cards([self._card(one, row) for one in found])
        self._paragraph, self._shown = row.id, found

    def tell(self) -> None:
        """Keep the notes that are being typed."""
        for note in self.notes.values():
            note.tell()

    def _note(self, found: EvidenceRow, row: ParagraphRow) -> NoteLine:
        name = tr("Where in the source: {title}").format(title=found.evidence.title)
        made = NoteLine(found.note, tr("where in the source"), name)
        made.edited.connect(lambda words: self._set_note(found, row, words))
        return made

    def _set_note(self, found: EvidenceRow, row: ParagraphRow, words: str) -> None:
        self._office.do_on_desk(registers.set_note, Register.EVIDENCE, found.id, row.id, words)

    def _card(self, found: EvidenceRow, row: ParagraphRow) -> QWidget:
        acts = [
            Act(tr("Edit"), lambda: self._edit(found.id)),
            Act(tr("Unlink"), lambda: self._unlink(found, row)),
        ]
        if address := web_address(found.evidence.link):
            acts.append(Act(tr("Open link"), lambda: QDesktopServices.openUrl(address)))
        elif found.evidence.link:
            acts.append(Act(tr("Copy link"), lambda: QApplication.clipboard().setText(found.evidence.link)))
        return evidence_card(self._office, found, self.notes[found.id], acts)

    def _edit(self, evidence_id: int) -> None:
        self.edit.emit(next(row for row in self._shown if row.id == evidence_id))

    def _unlink(self, found: EvidenceRow, row: ParagraphRow) -> None:
        self._office.do_on_desk(registers.unlink, Register.EVIDENCE, [found.id], [row.id])


def web_address(link: str) -> QUrl | None:
    """The address that a link may be opened at: http or https, with a host, no user part, and nothing that can't be
    seen; None for all others."""
    link = link.strip()
    url = QUrl(link, QUrl.ParsingMode.StrictMode)
    fine = url.isValid() and url.scheme() in ("http", "https") and url.host() and not url.userInfo()
    return url if fine and visible(link) == link else None
