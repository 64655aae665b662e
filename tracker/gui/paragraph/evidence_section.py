"""The evidence that supports the assessment of a paragraph, in the right pane."""

from collections.abc import Sequence

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication, QWidget

from tracker.domain.casework.evidence import EvidenceRow
from tracker.domain.casework.registers import Register
from tracker.domain.text import web_links
from tracker.gui.context.context import WorkContext
from tracker.gui.context.open_external import open_outside
from tracker.gui.kit.cards import Act
from tracker.gui.kit.i18n import tr
from tracker.gui.paragraph.evidence_card import evidence_card
from tracker.gui.paragraph.linked_section import LinkedSection
from tracker.i18n import QT_TR_NOOP
from tracker.operations import registers


class EvidenceSection(LinkedSection[EvidenceRow]):
    register = Register.EVIDENCE
    note_words = QT_TR_NOOP("Where in the source")

    def __init__(self, context: WorkContext) -> None:
        nothing = tr("No evidence yet. Press E to add some, or drop a file or a link here.")
        super().__init__(context, tr("Evidence"), nothing)

    def linked(self, paragraph_id: int) -> Sequence[EvidenceRow]:
        return registers.evidence(self.context.workspace, self.context.scope, paragraph_id)

    def card(self, row: EvidenceRow, note: QWidget, acts: Sequence[Act]) -> QWidget:
        evidence, more_acts = row.evidence, []
        if address := web_address(evidence.link):
            instead = tr("Copy the link into a browser.")
            more_acts = [Act(tr("Open link"), lambda: open_outside(self.context, address, evidence.link, instead))]
        elif evidence.link:
            more_acts = [Act(tr("Copy link"), lambda: QApplication.clipboard().setText(evidence.link))]
        return evidence_card(self.context, row, note, [*acts, *more_acts])


def web_address(link: str) -> QUrl | None:
    """The URL at which a link may be opened; None if we or Qt don't take it for a web address."""
    url = QUrl(web_links.web_address(link), QUrl.ParsingMode.StrictMode)
    return url if url.isValid() and url.host() and not url.userInfo() else None
