"""The results of a search as a Qt list model: a heading for each kind, its hits, and a line that leads to more."""

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
    """One of three: a `heading`; a `hit`, with its Member State and cycle in `scope` if they are not in scope; or a
    line that leads to `more` hits of a kind."""

    heading: str = ""
    hit: Hit | None = None
    scope: str = ""
    more: Kind | None = None

    @property
    def words(self) -> str:
        """The full text of the line, for screen readers."""
        if self.hit is None:
            return tr(_MORE[self.more]) if self.more else self.heading
        passage = "".join(piece.text for piece in self.hit.words)
        title = "".join(piece.text for piece in self.hit.title)
        return "; ".join(filter(None, (title, self.scope, self.hit.field, passage)))


class FoundModel(QAbstractListModel):
    """Lines for a list view. Headings can't be chosen."""

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self._context = context
        self._lines: list[Line] = []

    def show_found(self, found: Sequence[Found], everywhere: bool) -> None:
        """Show other hits. `everywhere`: they are of all Member States; then no line leads to more, since the registers
        show one State only."""
        self.beginResetModel()
        self._lines = []
        for group in found:
            self._lines.append(Line(heading=tr(_HEADINGS[group.kind])))
            self._lines += [Line(hit=hit, scope=self._scope(hit)) for hit in group.hits]
            if group.more and _MORE[group.kind] and not everywhere:
                self._lines.append(Line(more=group.kind))
        self.endResetModel()

    def _scope(self, hit: Hit) -> str:
        """The Member State and the cycle of a hit, each only if it is not the one in scope."""
        scope = self._context.scope
        state = next((known.name for known in self._context.states if known.code == hit.state), hit.state)
        cycle = next((known.name for known in self._context.cycles if known.id == hit.cycle), "")
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

    @property
    def hits(self) -> int:
        """How many lines can be chosen."""
        return sum(not line.heading for line in self._lines)

    def number_of(self, position: int) -> int:
        """The number of a line among those that can be chosen, from 1."""
        return sum(not line.heading for line in self._lines[: position + 1])

    def next_from(self, position: int, step: int) -> int:
        """The next line that can be selected, going down (`step` 1) or up (-1); `position` itself if there is none."""
        candidate = position + step
        while 0 <= candidate < len(self._lines):
            if not self._lines[candidate].heading:
                return candidate
            candidate += step
        return position
