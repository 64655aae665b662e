"""Navigate to a paragraph in the checklist, a row of a register, or a page of a file."""

from collections.abc import Callable

from tracker.domain.casework.change_sets import ChangeSetRow
from tracker.domain.casework.evidence import EvidenceRow
from tracker.domain.casework.measures import MeasureRow
from tracker.domain.casework.mending import field_to_mend
from tracker.domain.casework.quality import Finding
from tracker.domain.casework.registers import Register
from tracker.domain.casework.review import InboxRow
from tracker.domain.text.search import Hit, Kind
from tracker.errors import TrackerError
from tracker.gui.checklist.filtering import ChecklistFiltering
from tracker.gui.checklist.filters import Filters
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.side_pane import SidePane
from tracker.gui.paragraph.pane import ParagraphPane
from tracker.gui.shell.page_opener import PageOpener
from tracker.gui.shell.screens import Screens
from tracker.operations import history, registers


class Navigator:
    """Navigates to items, clearing filters that hide them, unless there is unsaved input."""

    def __init__(
        self,
        context: WorkContext,
        screens: Screens,
        filtering: ChecklistFiltering,
        pages: PageOpener,
        pane: ParagraphPane,
        right: SidePane,
        show_screen: Callable[[str], object],
    ) -> None:
        self._context, self._screens, self._filtering = context, screens, filtering
        self._pages, self._pane, self._right, self._show_screen = pages, pane, right, show_screen

    def go_to_hit(self, hit: Hit) -> None:
        """Go to a search hit."""
        if hit.kind is Kind.MEASURE:
            self.go_to_row(Register.MEASURE, hit.id, hit.state)
        elif hit.kind is Kind.EVIDENCE:
            self.go_to_row(Register.EVIDENCE, hit.id, hit.state)
            if hit.page:
                self._show_page(hit)
        else:
            self.go_to_paragraph(hit.id, hit.state, hit.cycle)

    def find_more(self, kind: Kind, words: str) -> None:
        """Show the list of one kind, searched for the words."""
        name = {Kind.MEASURE: "measure", Kind.EVIDENCE: "evidence"}.get(kind, "checklist")
        if self._shows(name):
            if name == "checklist":
                self._filtering.show(Filters())  # so that none is hidden
            self._screens.set_words(name, words)

    def go_to_paragraph(self, paragraph_id: int, state: str = "", cycle: int = 0) -> None:
        """Show a paragraph in the checklist, switching the scope to this Member State and cycle if given."""
        row = self._context.row(paragraph_id)
        if row is None:
            self._say_gone()
        elif self._context.switch_scope(state or None, cycle or None) and self._shows("checklist"):
            checklist = self._screens.checklist
            model, present = checklist.model, checklist.model.filters
            here = ("instrument", row.symbol)
            in_instrument = present.with_choice(*here)
            if model.position_of(paragraph_id) < 0:
                checklist.find_field.clear()
                addressee = ("addressee", present.choice("addressee"))
                for filters in (in_instrument, Filters((here, addressee)), Filters((here,))):
                    if model.position_of(paragraph_id) < 0:
                        self._filtering.show(filters)
            checklist.view.choose(paragraph_id)
            checklist.view.emit_current()
            if model.filters not in (present, in_instrument):
                words = tr("The filters hid paragraph {label}: other ones are chosen now.")
                self._pages.tell(words.format(label=row.label))

    def go_to_row(self, register: Register, row_id: int, state: str = "") -> None:
        """Show a measure or a piece of evidence in its register and in its editor."""
        shown = self._context.switch_scope(state or None) and self._shows(register.value)
        if shown and not self._screens.registers[register].show_row(row_id):
            self._say_gone()

    def _shows(self, name: str) -> bool:
        """Show a screen. Returns False if a wide page with unsaved input prevents that."""
        self._show_screen(name)
        return self._screens.current.name == name

    def _say_gone(self) -> None:
        self._context.failed.emit(TrackerError(tr("It is no longer there."), tr("Search again.")))

    def show_waiting(self, row: InboxRow | None) -> None:
        """Show the paragraph of a line of the inbox, switching to its Member State and cycle."""
        if row is None:
            self.show_nothing()
        elif self._context.switch_scope(row.state, row.cycle):
            self._show_paragraph(row.paragraph_id)

    def show_action(self, row: ChangeSetRow | None) -> None:
        """Show what an action in the scope was about; what it changed stands below the list."""
        subject = history.subject(self._context.workspace, row.id) if row else None
        if subject is None or (row and row.state not in ("", self._context.scope.state)):
            self.show_nothing()
        elif subject.register:
            self._pages.edit_row(subject.register, subject.id, focus=False)
        else:
            self._show_paragraph(subject.id)

    def show_row(self, row: MeasureRow | EvidenceRow | None) -> None:
        """Show a row of a register in its editor."""
        if row is None:
            self.show_nothing()
        else:
            self._pages.edit(row, focus=False)

    def show_nothing(self) -> None:
        """Show that nothing is chosen, unless a page has unsaved input."""
        if self._right.page and not self._right.page.unsaved:
            self._right.close_page()
        self._pane.show_nothing()

    def show_finding(self, found: Finding | None, focus: bool = False) -> None:
        """Show the subject of a finding: the paragraph, or the measure or evidence in its editor; `focus` also focuses
        the field that is to be mended."""
        field = field_to_mend(found) if found and focus else ""
        if found is None:
            self.show_nothing()
        elif found.register:
            self._pages.edit_row(found.register, found.id, focus, field)
        elif self._show_paragraph(found.id) and field:
            self._pane.go_to(field)

    def _show_paragraph(self, paragraph_id: int) -> bool:
        """Show a paragraph in the side pane. Returns False if it does not exist or a page has unsaved input."""
        row = self._context.row(paragraph_id)
        if row is None or not self._right.is_free():
            return False
        if self._right.page:
            self._right.close_page()
        self._pane.show_row(row)
        return True

    def _show_page(self, hit: Hit) -> None:
        found = registers.row(self._context.workspace, self._context.scope, Register.EVIDENCE, hit.id)
        for file in found.files if isinstance(found, EvidenceRow) else ():
            if file.id == hit.file_id:
                self._context.page_wanted.emit(file, hit.page - 1)
