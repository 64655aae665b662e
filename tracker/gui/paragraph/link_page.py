"""Choose from the register what answers or supports a paragraph: search, tick, say how, link."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from tracker.domain.casework import ParagraphRow
from tracker.domain.linking import Register
from tracker.domain.words import folded
from tracker.gui.office import Office
from tracker.gui.paragraph.editor import EditorPage, line
from tracker.gui.words import tr
from tracker.operations import registers


class LinkPage(EditorPage):
    """`choices`: (id, words). `link(ids, note)` is called with what is ticked."""

    def __init__(
        self,
        title: str,
        about: str,
        choices: Sequence[tuple[int, str]],
        link: Callable[[list[int], str], object],
    ) -> None:
        super().__init__(title, about, self._keep)
        self._link = link
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search"))
        self.search.setAccessibleName(tr("Search"))
        self.search.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(260)
        for row_id, words in choices:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, row_id)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.form.addRow(self.search)
        self.form.addRow(self.list)
        self.note = self.add(tr("Note"), line("", tr("how it answers, or where in the source")))
        self.save_button.setText(tr("Link"))
        self.setFocusProxy(self.search)

    def _narrow(self, words: str) -> None:
        sought = folded(words).split()
        for number in range(self.list.count()):
            item = self.list.item(number)
            item.setHidden(not all(one in folded(item.text()) for one in sought))

    def _keep(self) -> bool:
        items = [self.list.item(number) for number in range(self.list.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        if not ticked:
            self.refuse(tr("Nothing is ticked. Tick what you want to link."))
            return False
        self._link([item.data(Qt.ItemDataRole.UserRole) for item in ticked], self.note.text())
        return True


def link_measures_page(office: Office, row: ParagraphRow) -> LinkPage:
    """The page that links measures of the register to a paragraph; those that answer it already are left out."""
    linked = {found.id for found in registers.measures(office.workspace, office.desk, row.id)}
    choices = [
        (one.id, " — ".join(filter(None, (one.measure.title, one.measure.citation))))
        for one in registers.measures(office.workspace, office.desk)
        if one.id not in linked
    ]
    return LinkPage(
        tr("Link measures to paragraph {label}").format(label=row.label),
        "" if choices else tr("The register has no other measure. Add one with M."),
        choices,
        lambda ids, note: office.do_on_desk(registers.link, Register.MEASURE, ids, [row.id], note),
    )


def link_evidence_page(office: Office, row: ParagraphRow) -> LinkPage:
    """The page that links evidence of the register to a paragraph; what supports it already is left out."""
    linked = {found.id for found in registers.evidence(office.workspace, office.desk, row.id)}
    choices = [
        (one.id, " — ".join(filter(None, (one.evidence.title, one.evidence.publisher))))
        for one in registers.evidence(office.workspace, office.desk)
        if one.id not in linked
    ]
    return LinkPage(
        tr("Link evidence to paragraph {label}").format(label=row.label),
        "" if choices else tr("The register has no other evidence. Add some with E."),
        choices,
        lambda ids, note: office.do_on_desk(registers.link, Register.EVIDENCE, ids, [row.id], note),
    )
