"""A list of paragraphs to tick, found by their words or as people cite them: "60-62, 13"."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.instruments.cited_paragraphs import NotUnderstood, cited, is_of
from tracker.domain.instruments.paragraph_ref import spaceless
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.check_list import CheckList, Line
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import button
from tracker.operations import casework


def paragraph_ticks(
    name: str,
    rows: Sequence[ParagraphRow],
    symbol: str,
    remark: Callable[[ParagraphRow], str] = lambda _row: "",
) -> CheckList:
    """The list of these paragraphs, first those of the instrument `symbol` ("": of all); `remark` is put behind the
    number of one."""
    lines = [Line(row.id, f"{row.label}{remark(row)}: {row.text}", row.symbol, f"{row.symbol}, ") for row in rows]
    hint = tr("Words, or numbers and Enter: 60-62, 13")
    ticks = CheckList(name, lines, tr("All instruments"), hint, _finder(rows), _in_several)
    ticks.choose_group(symbol)
    return ticks


def _in_several(ticked: int, instruments: int) -> str:
    return tr("{ticked:,} ticked in %n resolution(s)", "", instruments).format(ticked=ticked)


def _finder(rows: Sequence[ParagraphRow]) -> Callable[[str, str], list[int]]:
    """Finds the paragraphs that a text cites: of the instrument that it names, whole or as "68/197", else of the one
    that is chosen ("": of all)."""
    labelled: dict[str, list[ParagraphRow]] = defaultdict(list)
    for row in rows:
        labelled[spaceless(row.label)].append(row)

    def find(words: str, chosen: str) -> list[int]:
        try:
            refs = cited(words)
        except NotUnderstood:
            return []
        named = ((ref, row) for ref in refs for row in labelled.get(spaceless(ref.label), ()))
        return [row.id for ref, row in named if is_of(ref, row.symbol) and (ref.symbol or chosen in ("", row.symbol))]

    return find


class MoreParagraphs(QWidget):
    """Paragraphs to which the row that is edited is to be linked; a button shows the list, without those it is linked
    to. It begins with the resolution in the checklist or, where that shows all, with theirs. Emits opened() when the
    list is shown."""

    opened = Signal()

    def __init__(self, context: WorkContext, linked: Collection[int]) -> None:
        super().__init__()
        self._context = context
        self._linked = set(linked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._more = button(tr("Link to paragraphs…"), "link", self.show_list)
        self._column.addWidget(self._more, alignment=Qt.AlignmentFlag.AlignLeft)
        self.ticks: CheckList | None = None

    def show_list(self) -> None:
        rows = casework.checklist(self._context.workspace, self._context.scope)
        others = [row for row in rows if row.id not in self._linked]
        theirs = next((row.symbol for row in rows if row.id in self._linked), "")
        self.ticks = paragraph_ticks(tr("Paragraphs to link"), others, self._context.instrument or theirs)
        self._column.addWidget(self.ticks)
        self.ticks.show()  # at once: what is not seen yet can't have the focus
        self.ticks.search.setFocus()
        self._more.hide()
        self.opened.emit()

    @property
    def chosen(self) -> list[int]:
        """The ids of the ticked paragraphs."""
        return self.ticks.chosen if self.ticks else []
