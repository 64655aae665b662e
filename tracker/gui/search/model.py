"""What a search found, line by line: a heading for each kind, its hits, and where there are more."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from tracker.domain.text.search import Found, Hit, Kind
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.i18n import tr
from tracker.i18n import QT_TR_NOOP

LINE = Qt.ItemDataRole.UserRole
_HEADINGS = {
    Kind.PARAGRAPH: QT_TR_NOOP("Paragraphs"),
    Kind.MEASURE: QT_TR_NOOP("Measures"),
    Kind.EVIDENCE: QT_TR_NOOP("Evidence"),
    Kind.COMMENT: QT_TR_NOOP("Comments"),
}
_MORE = {
    Kind.PARAGRAPH: QT_TR_NOOP("More paragraphs: find them in the checklist"),
    Kind.MEASURE: QT_TR_NOOP("More measures: find them in the register"),
    Kind.EVIDENCE: QT_TR_NOOP("More evidence: find it in the register"),
    Kind.COMMENT: "",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A `heading`; or a `hit`, with `whose` work it is where that is not in scope; or `more` of a kind."""

    heading: str = ""
    hit: Hit | None = None
    whose: str = ""
    more: Kind | None = None

    @property
    def words(self) -> str:
        """The whole line, as it is read out."""
        if self.hit is None:
            return tr(_MORE[self.more]) if self.more else self.heading
        said = "".join(piece.text for piece in self.hit.words)
        title = "".join(piece.text for piece in self.hit.title)
        return "; ".join(filter(None, (title, self.whose, self.hit.field, said)))


class FoundModel(QAbstractListModel):
    """Lines for a list view. Headings can't be chosen."""

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self._context = context
        self._lines: list[Line] = []

    def show_found(self, found: Sequence[Found], everywhere: bool) -> None:
        """Show other hits. `everywhere`: of all Member States; there the registers don't show the rest."""
        self.beginResetModel()
        self._lines = []
        for group in found:
            self._lines.append(Line(heading=tr(_HEADINGS[group.kind])))
            self._lines += [Line(hit=hit, whose=self._whose(hit)) for hit in group.hits]
            if group.more and _MORE[group.kind] and not everywhere:
                self._lines.append(Line(more=group.kind))
        self.endResetModel()

    def _whose(self, hit: Hit) -> str:
        """The Member State and the cycle of a hit, where they are others than those in scope."""
        scope = self._context.scope
        state = next((one.name for one in self._context.states if one.code == hit.state), hit.state)
        cycle = next((one.name for one in self._context.cycles if one.id == hit.cycle), "")
        return ", ".join(filter(None, (state * (hit.state != scope.state), cycle * (hit.cycle != scope.cycle))))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        return line.words if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if index.isValid() and self._lines[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def next_from(self, position: int, step: int) -> int:
        """The next line that can be chosen, going up or down; where there is none, `position` itself."""
        place = position + step
        while 0 <= place < len(self._lines):
            if not self._lines[place].heading:
                return place
            place += step
        return position
