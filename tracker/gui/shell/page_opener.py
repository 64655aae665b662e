"""Open the pages of the side pane."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.evidence import EvidenceRow
from tracker.domain.casework.measures import MeasureRow
from tracker.domain.casework.registers import Register
from tracker.gui.context.context import WorkContext
from tracker.gui.exchange.export_page import ExportPage
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.page import Page
from tracker.gui.kit.side_pane import SidePane
from tracker.gui.paragraph.drops import Drop
from tracker.gui.paragraph.evidence_editor import EvidenceEditor
from tracker.gui.paragraph.link_page import link_page, link_rows_page, unlink_rows_page
from tracker.gui.paragraph.measure_editor import MeasureEditor
from tracker.gui.paragraph.pane import ParagraphPane
from tracker.gui.paragraph.several_page import SeveralPage
from tracker.gui.paragraph.suspect_page import SuspectPage
from tracker.gui.shell.scales_page import ScalesPage
from tracker.gui.shell.screens import Screens
from tracker.operations import registers


class PageOpener:
    """Opens pages for the paragraphs that are chosen or for rows of a register. `tell` shows what was done."""

    def __init__(
        self,
        context: WorkContext,
        screens: Screens,
        pane: ParagraphPane,
        right: SidePane,
        tell: Callable[[str], object],
    ) -> None:
        self._context, self._screens, self._pane, self._right, self.tell = context, screens, pane, right, tell
        self._export: ExportPage | None = None
        registers = screens.registers
        pane.new_evidence.connect(self.new_evidence_of)
        pane.compare.connect(self.compare)
        pane.measures.add.connect(self.new_measure)
        pane.measures.edit.connect(self.edit_measure)
        pane.measures.link.connect(partial(self.link, Register.MEASURE))
        pane.evidence.edit.connect(self.edit_evidence)
        pane.evidence.link.connect(partial(self.link, Register.EVIDENCE))
        measures, evidence = registers[Register.MEASURE], registers[Register.EVIDENCE]
        measures.add.connect(self.new_measure_for_register)
        measures.edit.connect(self.edit_measure)
        evidence.add.connect(self.new_evidence_for_register)
        evidence.edit.connect(self.edit_evidence)
        for register, page in registers.items():
            page.remove.connect(partial(self._remove, register))
            page.link.connect(partial(self.link_rows, link_rows_page, register))
            page.unlink.connect(partial(self.link_rows, unlink_rows_page, register))

    @property
    def rows(self) -> list[ParagraphRow]:
        """The paragraphs that are chosen in the checklist while it is shown; else the one in the side pane, if any."""
        return self._screens.chosen_rows or ([self._pane.row] if self._pane.row else [])

    def show_several(self) -> None:
        """While several paragraphs are chosen in the checklist, cover the one in the side pane with the page for all of
        them, unless another page is open. What is filled in there stays with those it was filled in for."""
        rows, page = self._screens.chosen_rows, self._right.page
        if isinstance(page, SeveralPage):
            if len(rows) > 1:
                page.show_rows(rows)
            elif not page.unsaved:
                self._right.close_page()
        elif page is None and len(rows) > 1 and self._context.state:
            self._right.open(partial(self._several_page, rows), focus=False)

    def _several_page(self, rows: Sequence[ParagraphRow]) -> SeveralPage:
        page = SeveralPage(self._context, rows)
        page.told.connect(self.tell)
        page.new_measure.connect(self.new_measure)
        page.new_evidence.connect(self.new_evidence)
        page.closed.connect(self._screens.checklist.view.choose_one)
        return page

    def new_measure(self) -> None:
        if self.rows and self._context.has_state():
            self._right.open(partial(MeasureEditor, self._context, answers=self.rows, open_other=self.edit_measure))

    def new_measure_for_register(self) -> None:
        if self._context.has_state():
            self._right.open(partial(MeasureEditor, self._context, open_other=self.edit_measure))

    def edit_measure(self, row: MeasureRow, focus: bool = True) -> None:
        self._right.open(partial(MeasureEditor, self._context, row, open_other=self.edit_measure), focus)

    def new_evidence(self, files: Sequence[Path] = ()) -> None:
        self.new_evidence_of(Drop([*files]))

    def new_evidence_of(self, drop: Drop) -> None:
        """Open the editor for new evidence with what was dropped."""
        if self.rows and self._context.has_state():
            self._right.open(partial(EvidenceEditor, self._context, supports=self.rows, drop=drop))

    def new_evidence_for_register(self) -> None:
        if self._context.has_state():
            self._right.open(partial(EvidenceEditor, self._context))

    def edit_evidence(self, row: EvidenceRow, focus: bool = True) -> None:
        open_again = partial(self.edit_evidence, focus=False)
        self._right.open(partial(EvidenceEditor, self._context, row, open_again=open_again), focus)

    def edit_row(self, register: Register, row_id: int, focus: bool = True, field: str = "") -> None:
        """Open the editor of a row of a register, if it still exists. `field` gets the focus, "" for the first one;
        "paragraphs" are those that it is linked to."""
        if row := registers.row(self._context.workspace, self._context.scope, register, row_id):
            self.edit(row, focus)
            page = self._right.page
            if not field or not isinstance(page, MeasureEditor | EvidenceEditor):
                return
            if field == "paragraphs":
                page.more.show_list()
            else:
                page.fields[field].setFocus()
                page.reveal(page.fields[field])

    def edit(self, row: MeasureRow | EvidenceRow, focus: bool = True) -> None:
        """Open the editor of a row of a register."""
        if isinstance(row, MeasureRow):
            self.edit_measure(row, focus)
        else:
            self.edit_evidence(row, focus)

    def link(self, register: Register) -> None:
        """Open the page to choose rows of a register to link to the paragraphs."""
        if self.rows and self._context.has_state():
            self._right.open(partial(link_page, self._context, register, self.rows))

    def link_rows(self, page: Callable[..., Page], register: Register, ids: Sequence[int]) -> None:
        """Open the page to choose paragraphs to link rows of a register to, or unlink them from."""
        self._right.open(partial(page, self._context, register, ids))

    def _remove(self, register: Register, ids: Sequence[int]) -> None:
        self._context.do_in_scope(registers.remove, register, ids)

    def compare(self) -> None:
        """Show the assessed text next to the present one."""
        self._pane.flush()
        if self._pane.row and self._pane.row.suspect:
            self._right.open(partial(SuspectPage, self._context, self._pane.row))

    def export(self, symbol: str, only_member_states: bool, chosen: Sequence[ParagraphRow]) -> None:
        """Open the page for exporting, with what was set there before unless that was done or closed."""
        self._pane.flush()
        if not self._context.has_state():
            return
        if self._export and self._export.kept:
            self._export.offer_chosen(chosen)
        else:
            self._export = ExportPage(self._context, symbol, only_member_states, chosen)
            self._export.exported.connect(self._after_export)
        export = self._export
        self._right.open(lambda: export)

    def _after_export(self, path: Path) -> None:
        """Tell that a workbook is written, where its page does not."""
        if self._export and self._export.isHidden():
            self.tell(tr("Wrote {path}").format(path=path))

    def scales(self) -> None:
        self._right.open(ScalesPage)
