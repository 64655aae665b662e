"""Pages that link and unlink: rows of the registers to a paragraph, and paragraphs to and from rows of a register. The
user searches, ticks lines, writes a note and links."""

from collections import Counter
from collections.abc import Callable, Sequence

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.evidence import EvidenceRow
from tracker.domain.casework.measures import MeasureRow
from tracker.domain.casework.registers import Register
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.check_list import CheckList, Line
from tracker.gui.kit.form_page import FormPage, line
from tracker.gui.kit.i18n import tr
from tracker.gui.paragraph.paragraph_ticks import paragraph_ticks
from tracker.operations import casework, registers


class LinkPage(FormPage):
    """Calls `act(ids, note)` with the ticked ids and closes unless it returns None. `do` is the label of the button.
    Pages that unlink have no note."""

    def __init__(
        self,
        title: str,
        about: str,
        ticks: CheckList,
        act: Callable[[list[int], str], ChangeSet | None],
        do: str,
        with_note: bool = True,
    ) -> None:
        super().__init__(title, about, self._keep)
        self._act = act
        self.ticks = ticks
        self.form.addRow(self.ticks)
        self.note = self.add(tr("Note"), line("", tr("how it answers, or where in the source"))) if with_note else None
        self.save_button.setText(do)
        self.setFocusProxy(self.ticks)

    def _contents(self) -> list[object]:
        note = self.note.text() if self.note else ""
        return [note, *self.ticks.chosen]

    def _keep(self) -> bool:
        if not self.ticks.chosen:
            self.refuse(tr("Nothing is ticked. Tick what is meant."))
            return False
        return self._act(self.ticks.chosen, self.note.text() if self.note else "") is not None


def link_page(context: WorkContext, register: Register, rows: Sequence[ParagraphRow]) -> LinkPage:
    """The page that links rows of a register to paragraphs; rows already linked to all of them are left out."""
    measures = register is Register.MEASURE
    ids = {row.id for row in rows}
    if len(rows) == 1:
        title = tr("Link measures to paragraph {label}") if measures else tr("Link evidence to paragraph {label}")
    elif measures:
        title = tr("Link measures to %n paragraph(s)", "", len(rows))
    else:
        title = tr("Link evidence to %n paragraph(s)", "", len(rows))
    nothing = (
        tr("The register has no other measure. Add one with M.")
        if measures
        else tr("The register has no other evidence. Add some with E.")
    )
    read = registers.measures if measures else registers.evidence
    lines = [
        Line(register_row.id, _named(register_row))
        for register_row in read(context.workspace, context.scope)
        if not ids <= {paragraph.id for paragraph in register_row.paragraphs}
    ]
    words = title.format(label=rows[0].label)
    return LinkPage(
        words,
        "" if lines else nothing,
        CheckList(words, lines),
        lambda chosen, note: context.do_in_scope(registers.link, register, chosen, list(ids), note),
        tr("Link"),
    )


def _named(row: MeasureRow | EvidenceRow) -> str:
    """The label of a row in the list to choose from."""
    if isinstance(row, MeasureRow):
        return " — ".join(filter(None, (row.measure.title, row.measure.citation)))
    return " — ".join(filter(None, (row.evidence.title, row.evidence.publisher)))


def link_rows_page(context: WorkContext, register: Register, ids: Sequence[int]) -> LinkPage:
    """The page that links rows of a register to paragraphs; paragraphs linked to all of the rows are left out."""
    linked = _linked(context, register, ids)
    title = tr("Link {rows} to paragraphs").format(rows=_rows(register, ids))
    rows = [row for row in casework.checklist(context.workspace, context.scope) if linked[row.id] < len(ids)]
    return LinkPage(
        title,
        "",
        paragraph_ticks(title, rows, context.instrument, lambda row: _some(linked[row.id], len(ids))),
        lambda paragraph_ids, note: context.do_in_scope(registers.link, register, ids, paragraph_ids, note),
        tr("Link"),
    )


def unlink_rows_page(context: WorkContext, register: Register, ids: Sequence[int]) -> LinkPage:
    """The page that removes links between rows of a register and paragraphs; it shows all that are linked."""
    linked = _linked(context, register, ids)
    title = tr("Unlink {rows} from paragraphs").format(rows=_rows(register, ids))
    rows = [row for row in casework.checklist(context.workspace, context.scope) if linked[row.id]]
    return LinkPage(
        title,
        "" if rows else tr("None of them is linked to a paragraph."),
        paragraph_ticks(title, rows, "", lambda row: _some(linked[row.id], len(ids))),
        lambda paragraph_ids, _note: context.do_in_scope(registers.unlink, register, ids, paragraph_ids),
        tr("Unlink"),
        with_note=False,
    )


def _linked(context: WorkContext, register: Register, ids: Sequence[int]) -> Counter[int]:
    """How many of the rows are linked to each paragraph, by paragraph id."""
    rows = registers.rows(context.workspace, context.scope, register, ids)
    return Counter(paragraph.id for row in rows for paragraph in row.paragraphs)


def _some(linked: int, rows: int) -> str:
    """A note that some of several rows are linked already; "" otherwise."""
    return tr(" ({linked} of {rows} linked)").format(linked=linked, rows=rows) if rows > 1 and linked else ""


def _rows(register: Register, ids: Sequence[int]) -> str:
    if register is Register.MEASURE:
        return tr("%n measure(s)", "", len(ids))
    return tr("%n piece(s) of evidence", "", len(ids))
