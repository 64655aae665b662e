"""Going to where something is: a paragraph in the checklist, a row in its register, a page of a file."""

from collections.abc import Callable

from tracker.domain.evidence import EvidenceRow
from tracker.domain.linking import Register
from tracker.domain.quality import Finding
from tracker.domain.review import InboxRow
from tracker.domain.search import Hit, Kind
from tracker.errors import TrackerError
from tracker.gui.checklist.filters import Filters
from tracker.gui.checklist.sifted import SiftedChecklist
from tracker.gui.office import Office
from tracker.gui.pages import Pages
from tracker.gui.right_pane import RightPane
from tracker.gui.screens import Screens
from tracker.gui.words import tr
from tracker.operations import registers


class Places:
    """Goes to things; filters that hide them give way. Nothing is left while words there are not kept."""

    def __init__(
        self,
        office: Office,
        screens: Screens,
        sifted: SiftedChecklist,
        pages: Pages,
        right: RightPane,
        show_screen: Callable[[str], object],
    ) -> None:
        self._office, self._screens, self._sifted = office, screens, sifted
        self._pages, self._right, self._show_screen = pages, right, show_screen

    def go_to_hit(self, hit: Hit) -> None:
        """Go to what a search has found."""
        if hit.kind is Kind.MEASURE:
            self.go_to_row(Register.MEASURE, hit.id, hit.state)
        elif hit.kind is Kind.EVIDENCE:
            self.go_to_row(Register.EVIDENCE, hit.id, hit.state)
            if hit.page:
                self._show_page(hit)
        else:
            self.go_to_paragraph(hit.id, hit.state, hit.cycle)

    def find_more(self, kind: Kind, words: str) -> None:
        """Show the list of what is of one kind, with those that hold the words."""
        name = {Kind.MEASURE: "measure", Kind.EVIDENCE: "evidence"}.get(kind, "checklist")
        if self._shows(name):
            if name == "checklist":
                self._sifted.show(Filters())  # or those found would stay hidden
            self._screens.set_words(name, words)

    def go_to_paragraph(self, paragraph_id: int, state: str = "", cycle: int = 0) -> None:
        """Show a paragraph in the checklist, with the work of a Member State and cycle on the desk."""
        row = self._office.row(paragraph_id)
        if row is None:
            self._say_gone()
        elif self._office.take_up(state or None, cycle or None) and self._shows("checklist"):
            checklist = self._screens.checklist
            model, present = checklist.model, checklist.model.filters
            if model.position_of(paragraph_id) < 0:
                checklist.find_line.clear()
                here = ("instrument", row.symbol)
                whose = ("addressee", present.choice("addressee"))
                for filters in (present.with_choice(*here), Filters((here, whose)), Filters((here,))):
                    if model.position_of(paragraph_id) < 0:
                        self._sifted.show(filters)
            checklist.view.choose(paragraph_id)
            checklist.view.tell()

    def go_to_row(self, register: Register, row_id: int, state: str = "") -> None:
        """Show a measure or a piece of evidence in its register, and beside it in full."""
        there = self._office.take_up(state or None) and self._shows(register.value)
        if there and not self._screens.registers[register].show_row(row_id):
            self._say_gone()

    def _shows(self, name: str) -> bool:
        """Show a screen; whether it is shown: a wide page with unsaved words does not give way."""
        self._show_screen(name)
        return self._screens.current.name == name

    def _say_gone(self) -> None:
        self._office.failed.emit(TrackerError(tr("It is no longer there."), tr("Search again.")))

    def show_waiting(self, row: InboxRow) -> None:
        """Show the paragraph of a line of the inbox, with the work of its Member State and cycle on the desk."""
        if self._office.take_up(row.state, row.cycle):
            self._show_paragraph(row.paragraph_id)

    def show_finding(self, found: Finding, focus: bool = False) -> None:
        """Show what a line of Quality is about: the paragraph, or the measure or evidence in its editor; with `focus`
        it has the keys as well."""
        if found.register:
            self._pages.edit_row(found.register, found.id, focus)
        elif self._show_paragraph(found.id) and focus:
            self._right.pane.form.focus_field("level")

    def _show_paragraph(self, paragraph_id: int) -> bool:
        """Show a paragraph beside the list that is shown, unless a page there has words that are not saved."""
        row = self._office.row(paragraph_id)
        if row is None or not self._right.is_free():
            return False
        if self._right.page:
            self._right.close_page()
        self._right.pane.show_row(row)
        return True

    def _show_page(self, hit: Hit) -> None:
        found = registers.row(self._office.workspace, self._office.desk, Register.EVIDENCE, hit.id)
        for file in found.files if isinstance(found, EvidenceRow) else ():
            if file.id == hit.file_id:
                self._office.page_wanted.emit(file, hit.page - 1)
