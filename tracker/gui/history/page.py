"""The History screen: change sets with filters above, what the current one changed below, and reverting it."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.change_sets import ChangeSet, ChangeSetRow, FieldChange, HistoryQuery
from tracker.gui.context.context import WorkContext
from tracker.gui.history.model import WIDTHS, HistoryModel
from tracker.gui.kit import sizes
from tracker.gui.kit.fields import Choice
from tracker.gui.kit.find_field import FindField
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.shortcuts import with_key
from tracker.gui.kit.splitters import KeptParts
from tracker.gui.kit.table import Table
from tracker.gui.kit.timers import once
from tracker.gui.kit.widgets import add_tools, button, clear, headed_page, label, scroll_by_label
from tracker.i18n import QT_TR_NOOP
from tracker.operations import history

_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (QT_TR_NOOP("Everything"), ()),
    (QT_TR_NOOP("Assessments"), ("assessment",)),
    (QT_TR_NOOP("Measures"), ("measure",)),
    (QT_TR_NOOP("Evidence"), ("evidence", "excerpt", "evidence_file")),
    (QT_TR_NOOP("Links"), ("measure_paragraph", "evidence_paragraph", "evidence_measure")),
    (QT_TR_NOOP("Comments"), ("comment",)),
    (QT_TR_NOOP("Instruments"), ("instrument", "paragraph")),
)
_SHOWN = 100  # most changed fields shown of one action


class HistoryPage(QWidget):
    """The history of the Member State in scope, of all, or of one paragraph. It reads only while it is shown. Emits
    chosen(ChangeSetRow or None) for the current one, and revert_wanted(id) for that which the user wants to revert."""

    chosen = Signal(object)
    revert_wanted = Signal(int)

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self._context = context
        self._paragraph: ParagraphRow | None = None
        self._stale = True
        self.model = HistoryModel(context)
        self.scope, self.who, self.kind = Choice(), Choice(), Choice()
        for box, name in ((self.scope, tr("Whose")), (self.who, tr("Who")), (self.kind, tr("What"))):
            box.setAccessibleName(name)
            box.activated.connect(self._search)
        for text, tables in _KINDS:
            self.kind.addItem(tr(text), tables)
        self.table = Table(self.model, WIDTHS, tr("History"), "history")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.revert = button(tr("Revert"), "", self.revert_chosen, tr("Revert the chosen action"), "revert")
        self._empty = label("", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._below = below = QSplitter(Qt.Orientation.Vertical)
        below.setChildrenCollapsible(False)
        below.addWidget(self.table)
        below.addWidget(self._details_pane())
        below.setSizes([420, 240])
        KeptParts(below, "history")
        self.find_field = FindField(tr("Find in history"))
        self.find_field.set_target(self.table)
        heading = (label(tr("History"), "title"), label(), self.find_field, self.revert)
        headed_page(self, heading, 1, [self._empty, below])
        add_tools(self, (self.scope, self.who, self.kind))
        self._rest = once(self, 150)
        self._rest.timeout.connect(self._search)
        self.find_field.textChanged.connect(lambda _words: self._rest.start())
        self.model.read_on.connect(self._on_read)
        context.changed.connect(self._on_change)
        context.scope_changed.connect(self._on_scope)

    def _details_pane(self) -> QScrollArea:
        inner = QWidget()
        inner.setObjectName("page")
        self._details = QVBoxLayout()
        sizes.spacing(self._details, 2)
        column = QVBoxLayout(inner)
        sizes.margins(column, 4, 3, 4, 3)
        self._heading = label(tr("What it changed"), "section")
        column.addWidget(self._heading)
        column.addWidget(_beside(label(tr("Before"), "caption"), label(tr("After"), "caption")))
        column.addLayout(self._details)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll_by_label(self._heading, scroll)
        return scroll

    def of_paragraph(self, row: ParagraphRow | None) -> None:
        """Show the history of one paragraph, or with None of the Member State in scope."""
        self._paragraph = row
        self._stale = True
        if self.isVisible():
            self._open()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._open()

    def _open(self) -> None:
        """Fill the filters with the current choices, and read."""
        self._stale = False
        who = self.who.currentData()
        self.scope.clear()
        if self._paragraph:
            template = tr("Paragraph {label} of {symbol}")
            self.scope.addItem(template.format(label=self._paragraph.label, symbol=self._paragraph.symbol), "paragraph")
        if self._context.state:
            self.scope.addItem(self._context.state.name, "state")
        self.scope.addItem(tr("All Member States"), "")
        self.who.clear()
        self.who.addItem(tr("Everyone"), "")
        for name in history.people(self._context.workspace):
            self.who.addItem(name, name)
        self.who.setCurrentIndex(max(self.who.findData(who), 0))
        self._search()

    def _search(self) -> None:
        scope = self.scope.currentData()
        self.model.search(
            HistoryQuery(
                state=self._context.scope.state if scope else "",
                paragraph_id=self._paragraph.id if self._paragraph and scope == "paragraph" else None,
                who=self.who.currentData() or "",
                tables=self.kind.currentData() or (),
                words=self.find_field.text(),
            )
        )

    def _on_read(self) -> None:
        """Show what was read; the newest change set is current until the user chooses another."""
        if self.current is None:
            self.table.selectRow(0)
        if self.current is None and self.isVisible():
            self.emit_current()  # what is listed no longer is shown no longer
        self._show_current()

    @property
    def current(self) -> ChangeSetRow | None:
        """The current change set."""
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def emit_current(self) -> None:
        """Emit `chosen` for the current change set, None where there is none."""
        self.chosen.emit(self.current)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._show_current()
        if current.isValid():
            self.emit_current()

    def _show_current(self) -> None:
        row = self.current
        has_rows = self.model.rowCount() > 0
        self._empty.setVisible(not has_rows)
        self._empty.setText(tr("Searching…") if self.model.is_reading else self._why_empty())
        self._below.setVisible(has_rows)
        why_not = self.why_not()
        self.revert.setEnabled(not why_not)
        self.revert.setToolTip(why_not or with_key(self.revert.accessibleName(), "revert"))
        clear(self._details)
        changes = history.details(self._context.workspace, row.id, _SHOWN + 1) if row else []
        for change in changes[:_SHOWN]:
            self._details.addWidget(_field(change))
        if len(changes) > _SHOWN:
            self._details.addWidget(label(tr("and more"), "quiet"))

    def _why_empty(self) -> str:
        if self.find_field.text() or self.who.currentData() or self.kind.currentIndex() > 0:
            return tr("Nothing fits. Choose other filters, or clear the search.")
        return tr("Nothing has been done here yet. What you do stands here, and can be reverted.")

    def why_not(self) -> str:
        """Why the current change set can't be reverted; "" if it can."""
        row = self.current
        if row is None:
            return tr("Choose an action first.")
        if row.undone:
            return tr("It is reverted already.")
        return "" if row.can_be_undone else tr("This made the workspace what it is: it can't be reverted.")

    def revert_chosen(self) -> None:
        if row := self.current:
            self.revert_wanted.emit(row.id)

    def _on_change(self, change_set: ChangeSet) -> None:
        if not self.isVisible():
            self._stale = True
            return
        chosen = self.current
        self.model.load(change_set)
        if chosen is None or chosen.id == change_set.id:
            self._show_current()

    def _on_scope(self) -> None:
        self.of_paragraph(None)


def _field(change: FieldChange) -> QWidget:
    """A field before and after the change; a single line for a row that was added or removed."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(" · ".join(filter(None, (str(change.what), tr(change.field)))), "caption", wrap=True))
    if not change.field:
        column.addWidget(label(tr("added") if change.after else tr("removed")))
        return widget
    before, after = (
        label(str(value) or tr("(empty)"), role, wrap=True)
        for value, role in ((change.before, "quiet"), (change.after, ""))
    )
    column.addWidget(_beside(before, after))
    return widget


def _beside(before: QWidget, after: QWidget) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    sizes.spacing(row, 3)
    for widget in (before, after):
        row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
    return pair
