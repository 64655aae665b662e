"""What importing returned workbooks would change, to be ticked and accepted: nothing is written before."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.three_way import Verdict
from tracker.domain.reports.comparison import Comparison
from tracker.domain.text.filenames import visible
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.exchange.import_lines import ImportLine, Kind, chosen, import_lines
from tracker.gui.exchange.import_model import COLUMNS, ImportModel
from tracker.gui.files.transfers import Transfer
from tracker.gui.kit import theme
from tracker.gui.kit.diff_view import Words, differences
from tracker.gui.kit.fields import Choice
from tracker.gui.kit.find_field import FindField
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.page import Page
from tracker.gui.kit.table import Table
from tracker.gui.kit.widgets import add_tools, button, headed_page, label
from tracker.i18n import QT_TR_NOOP
from tracker.operations.import_returned import accept

_ALL = ""
_WORDS = 56 * theme.UNIT  # most texts need no more, and the list gets the rest


class _Ticks(Table):
    """Space ticks the lines that are chosen, or takes their ticks away."""

    toggled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        else:
            super().keyPressEvent(event)


class ImportPage(Page):
    """Stands over the paragraph and the middle pane. Emits accepted(ChangeSet) when what was ticked is written and
    told, and look_again() when the workspace has changed since it was compared."""

    accepted = Signal(object)
    look_again = Signal()
    wide = True
    save_words = QT_TR_NOOP("Accept what is ticked")

    def __init__(self, context: WorkContext, found: Comparison, paths: Sequence[Path]) -> None:
        super().__init__()
        self.paths = tuple(paths)
        self.title_words = tr("Import {books}").format(books=", ".join(visible(path.name) for path in paths))
        self._context = context
        self._job: Job | None = None
        self.model = ImportModel()
        self.table = _Ticks(self.model, [column.width for column in COLUMNS], tr("What came back"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.kind = Choice()
        self.kind.setAccessibleName(tr("Kind"))
        self.find_field = FindField(tr("Find in what came back"))
        self.find_field.lead_to(self.table)
        self._about = label("", "quiet")
        self._empty = label("", "quiet", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note = label("", "quiet", wrap=True)
        self.held, self.returned = Words(tr("Held now")), Words(tr("Returned"))
        self.accept_button = button("", "primary", self.save, key="save")
        self._lay_out()
        self._connect()
        self.show_found(found)
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        words = QWidget()
        words.setMaximumHeight(_WORDS)
        beside = QHBoxLayout(words)
        beside.setContentsMargins(4 * theme.UNIT, 2 * theme.UNIT, 4 * theme.UNIT, 0)
        beside.setSpacing(4 * theme.UNIT)
        for text in (self.held, self.returned):
            beside.addWidget(text, 1)
        head = (label(self.title_words, "title"), self._about)
        headed_page(self, head, 1, [self._empty, self.table, words])
        add_tools(self, (self.kind, self.find_field))
        foot = QWidget()
        column = self._foot = QVBoxLayout(foot)
        column.setContentsMargins(4 * theme.UNIT, theme.UNIT, 4 * theme.UNIT, 3 * theme.UNIT)
        column.addWidget(self._note)
        buttons = QHBoxLayout()
        for one in (
            self.accept_button,
            button(tr("Cancel"), "", self.leave, key="leave"),
            button(tr("Tick all shown"), "link", partial(self._tick_shown, True)),
            button(tr("Tick none shown"), "link", partial(self._tick_shown, False)),
        ):
            buttons.addWidget(one)
        buttons.addStretch(1)
        column.addLayout(buttons)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(foot)
        layout.setStretchFactor(self.table, 3)
        layout.setStretchFactor(words, 2)

    def _connect(self) -> None:
        self.kind.activated.connect(self._narrow)
        self.find_field.textChanged.connect(self._search)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.toggled.connect(self._toggle)
        self.table.opened.connect(self._toggle)
        self.model.ticked.connect(self._show_ticked)
        self._context.changed.connect(self._on_change)

    # What came back

    def show_found(self, found: Comparison) -> None:
        """Show what was found, also when it was compared anew; what the user has ticked or not stays so."""
        lines = import_lines(found, len({one.about.state for one in (*found.changes, *found.conflicts)}) > 1)
        first = {line.key for line in self.model.rows if line.ticked_first}
        now = {line.key for line in self.model.to_take}
        self.model.take(lines, first - now, now - first)
        self._offer(lines)
        self._about.setText(_summary(found))
        if self.model.rowCount():
            self.table.selectRow(0)
        self._show_state()

    def _offer(self, lines: Sequence[ImportLine]) -> None:
        counts = Counter(line.kind for line in lines)
        before = self.kind.currentData() or _ALL
        self.kind.clear()
        self.kind.addItem(tr("All ({number})").format(number=f"{len(lines):,}"), _ALL)
        for kind in Kind:
            if counts[kind]:
                self.kind.addItem(f"{tr(kind.value)} ({counts[kind]:,})", kind)
        self.kind.setCurrentIndex(max(self.kind.findData(before), 0))
        self._narrow()

    def _narrow(self) -> None:
        kind = self.kind.currentData()
        self.model.narrow(lambda line: kind in (_ALL, line.kind))
        self._show_state()

    def _search(self, words: str) -> None:
        self.model.search(words)
        self._show_state()

    def _show_state(self) -> None:
        shown = self.model.rowCount()
        if shown and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        nothing = tr("Nothing in it differs from what is held. There is nothing to import.")
        self._empty.setText(tr("Nothing fits. Choose all, or clear the search.") if self.model.rows else nothing)
        self._empty.setVisible(not shown)
        for widget in (self.table, self.held, self.returned, self._note):
            widget.setVisible(bool(shown))
        self._show_ticked()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not current.isValid():
            return
        line = self.model.row_at(current.row())
        old, new = [(line.held, False)], [(line.returned, False)]
        if line.held and line.returned:
            old, new = differences(line.held, line.returned)
        self.held.show_pieces(old)
        self.returned.show_pieces(new)
        place = tr("{sheet}, {cell} of {book}.").format(
            sheet=line.place.sheet, cell=line.place.cell, book=line.place.book
        )
        sent = tr("Sent as: {words}").format(words=line.sent or tr("(empty)")) if line.kind is Kind.CONFLICT else ""
        self._note.setText(" ".join(filter(None, (place, line.note, sent))))

    # Ticks

    def _toggle(self) -> None:
        """Tick the chosen lines, or take their ticks away where all are ticked."""
        lines = [self.model.row_at(index.row()) for index in self.table.selectionModel().selectedRows()]
        free = [line for line in lines if line.kind is not Kind.PROBLEM]
        self.model.tick(free, any(line.id not in self.model.chosen for line in free))

    def _tick_shown(self, on: bool) -> None:
        self.model.tick(self.model.shown, on)

    def _show_ticked(self) -> None:
        number = len(self.model.chosen)
        words = tr("Accept {number:,}").format(number=number) if number else tr("Accept")
        self.accept_button.setText(tr("Accepting…") if self._job else words)
        self.accept_button.setEnabled(bool(number) and self._job is None)

    @property
    def left(self) -> int:
        """How many lines are not ticked."""
        return len(self.model.rows) - len(self.model.chosen)

    # Accepting

    def save(self) -> None:
        """Write what is ticked, in one action."""
        taken = chosen(self.model.to_take)
        if self._job or not any(taken):
            return
        workspace = self._context.workspace
        self._job = Job(lambda progress: accept(workspace, *taken, progress), writes=True)
        self._foot.insertWidget(1, Transfer(tr("Writing what is ticked"), self._job))
        self._job.done.connect(self._context.publish)  # also where the page is gone before it is done
        self._job.done.connect(self.accepted)
        self._job.failed.connect(self._context.failed)
        self._job.failed.connect(self._refused)
        self._job.cancelled.connect(self._at_rest)
        self.table.setFocus()
        self._show_ticked()
        self._job.start()

    @property
    def unsaved(self) -> bool:
        """While it is written, and once the user has chosen other lines."""
        return self._job is not None or self.model.touched

    def _refused(self, _fault: TrackerError) -> None:
        self._at_rest()

    def _at_rest(self) -> None:
        self._job = None
        self._show_ticked()

    def leave(self) -> None:
        """Close the page; while something is written, give that up first."""
        if self._job:
            self._job.cancel()
        else:
            super().leave()

    def _on_change(self, _change_set: ChangeSet) -> None:
        if self._job is None:  # else it is what was accepted here
            self.look_again.emit()


def _summary(found: Comparison) -> str:
    """How many cells came back as what."""
    numbers = [
        tr("%n cell(s) unchanged", "", found.counts.get(Verdict.UNCHANGED, 0)),
        tr("%n change(s)", "", len(found.changes)),
        tr("%n conflict(s)", "", len(found.conflicts)),
        tr("%n new row(s)", "", len(found.new)),
        tr("%n problem(s)", "", len(found.problems)),
    ]
    if alike := found.counts.get(Verdict.ALIKE, 0):
        numbers.append(tr("{number:,} taken already, or changed alike here").format(number=alike))
    if here := found.counts.get(Verdict.OURS, 0):
        numbers.append(tr("{number:,} changed here since, which stay").format(number=here))
    return ", ".join(numbers)
