"""The page that shows what importing returned workbooks would change. The user ticks and accepts; nothing is written
before that."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.three_way import Verdict
from tracker.domain.reports.comparison import Comparison
from tracker.domain.text.filenames import visible
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.exchange.import_lines import ImportLine, Kind, chosen, import_lines
from tracker.gui.exchange.import_model import COLUMNS, ImportModel
from tracker.gui.files.transfers import Transfer
from tracker.gui.kit import sizes
from tracker.gui.kit.diff_view import Words, differences
from tracker.gui.kit.fields import Choice
from tracker.gui.kit.find_field import FindField
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.page import Page
from tracker.gui.kit.speech import say
from tracker.gui.kit.table import Table
from tracker.gui.kit.widgets import FlowLayout, add_tools, button, headed_page, label
from tracker.i18n import QT_TR_NOOP
from tracker.operations.import_returned import accept

_ALL = ""
_WORDS = 56  # units in height for both texts: most need no more, and the list gets the rest


class _Ticks(Table):
    """A table that emits toggled() on Space, to tick or untick the selected lines."""

    toggled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        else:
            super().keyPressEvent(event)


class ImportPage(Page):
    """Covers the paragraph and the middle pane. Emits accepted(ChangeSet) when what was ticked is written and
    published, and look_again() when the workspace has changed since the comparison."""

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
        widths = [column.width for column in COLUMNS]
        self.table = _Ticks(self.model, widths, tr("What came back"), "import", range(len(COLUMNS)))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.kind = Choice()
        self.kind.setAccessibleName(tr("Kind"))
        self.find_field = FindField(tr("Find in what came back"))
        self.find_field.set_target(self.table)
        self._about = label("", "quiet", wrap=True)
        self._notices = label("", "warning", wrap=True)
        sizes.margins(self._notices, 4, 2, 4, 2)
        self._notices.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._empty = label("", "quiet", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note = label("", "quiet", wrap=True)
        self.stored, self.returned = Words(tr("Held now")), Words(tr("Returned"))
        self.accept_button = button("", "primary", self.save, key="save")
        self._lay_out()
        self._connect()
        self.show_found(found)
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        texts = QWidget()
        sizes.sized(texts, lambda it: it.setMaximumHeight(sizes.units(_WORDS)))
        texts_row = QHBoxLayout(texts)
        sizes.margins(texts_row, 4, 2, 4, 0)
        sizes.spacing(texts_row, 4)
        for text_view in (self.stored, self.returned):
            texts_row.addWidget(text_view, 1)
        heading = (label(self.title_words, "title"), self._about)
        headed_page(self, heading, 1, [self._notices, self._empty, self.table, texts])
        add_tools(self, (self.kind, self.find_field))
        foot = QWidget()
        column = self._foot = QVBoxLayout(foot)
        sizes.margins(column, 4, 1, 4, 3)
        column.addWidget(self._note)
        buttons = FlowLayout(2)
        self._cancel = button(tr("Cancel"), "", self.leave, key="leave")
        self._ticking = (
            self.accept_button,
            button(tr("Tick all shown"), "link", partial(self._tick_shown, True)),
            button(tr("Tick none shown"), "link", partial(self._tick_shown, False)),
        )
        copying = button(
            tr("Copy all shown"), "link", self._copy, tr("Copy all shown lines, to answer them or to keep them")
        )
        for widget in (self.accept_button, self._cancel, *self._ticking[1:], copying):
            buttons.addWidget(widget)
        column.addLayout(buttons)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(foot)
        layout.setStretchFactor(self.table, 3)
        layout.setStretchFactor(texts, 2)

    def _connect(self) -> None:
        self.kind.activated.connect(self._narrow)
        self.find_field.textChanged.connect(self._search)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.toggled.connect(self._toggle)
        self.table.opened.connect(self._toggle)
        self.model.ticked.connect(self._show_ticked)
        self._context.changed.connect(self._on_change)

    # The list

    def show_found(self, found: Comparison) -> None:
        """Show a comparison, the first one or a repeated one; the user's ticks are kept."""
        lines = import_lines(found, len({change.about.state for change in (*found.changes, *found.conflicts)}) > 1)
        ticked_at_first = {line.key for line in self.model.rows if line.ticked_first}
        ticked_now = {line.key for line in self.model.to_take}
        self.model.take(lines, ticked_at_first - ticked_now, ticked_now - ticked_at_first)
        self._offer(lines)
        self._about.setText(_summary(found))
        self._notices.setText("\n".join(map(str, found.notices)))
        self._notices.setVisible(bool(found.notices))
        if self.model.rowCount():
            self.table.selectRow(0)
        self._show_state()

    def show_left(self) -> None:
        """Show what was not imported: problems and notes are what has to be answered, and nothing else lists them."""
        self._job = None
        self.model.keep_left()
        self._offer(self.model.rows)
        self._about.setText(tr("%n line(s) not imported. Copy what has to be answered.", "", len(self.model.rows)))
        self._cancel.setText(tr("Close"))
        self._cancel.setAccessibleName(tr("Close"))
        for widget in self._ticking:
            widget.hide()
        self.table.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.model.as_text)

    def _offer(self, lines: Sequence[ImportLine]) -> None:
        counts = Counter(line.kind for line in lines)
        chosen_kind = self.kind.currentData() or _ALL
        self.kind.clear()
        self.kind.addItem(tr("All ({number})").format(number=f"{len(lines):,}"), _ALL)
        for kind in Kind:
            if counts[kind]:
                self.kind.addItem(f"{tr(kind.value)} ({counts[kind]:,})", kind)
        self.kind.setCurrentIndex(max(self.kind.findData(chosen_kind), 0))
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
        no_difference = tr("Nothing in it differs from what is held. There is nothing to import.")
        self._empty.setText(tr("Nothing fits. Choose all, or clear the search.") if self.model.rows else no_difference)
        self._empty.setVisible(not shown)
        for widget in (self.table, self.stored, self.returned, self._note):
            widget.setVisible(bool(shown))
        self._show_ticked()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not current.isValid():
            return
        line = self.model.row_at(current.row())
        old, new = [(line.stored, False)], [(line.returned, False)]
        if line.stored and line.returned:
            old, new = differences(line.stored, line.returned)
        self.stored.show_pieces(old)
        self.returned.show_pieces(new)
        at = line.place
        place = tr("{sheet}, {cell} of {book}.").format(sheet=at.sheet, cell=at.cell, book=at.book)
        place = place if at.cell else f"{at.book}."
        sent = tr("Sent as: {words}").format(words=line.sent or tr("(empty)")) if line.kind is Kind.CONFLICT else ""
        self._note.setText(" ".join(filter(None, (place, line.note, sent))))

    # Ticks

    def _toggle(self) -> None:
        """Tick the selected lines, or untick them if all are ticked."""
        lines = [self.model.row_at(index.row()) for index in self.table.selectionModel().selectedRows()]
        tickable = [line for line in lines if line.tickable]
        self.model.tick(tickable, any(line.id not in self.model.chosen for line in tickable))
        self._say_ticked()

    def _tick_shown(self, on: bool) -> None:
        self.model.tick(self.model.shown, on)
        self._say_ticked()

    def _say_ticked(self) -> None:
        say(tr("{number:,} ticked").format(number=len(self.model.chosen)))

    def _show_ticked(self) -> None:
        number = len(self.model.chosen)
        accept_text = tr("Accept {number:,}").format(number=number) if number else tr("Accept")
        self.accept_button.setText(tr("Accepting…") if self._job else accept_text)
        self.accept_button.setEnabled(bool(number) and self._job is None)

    @property
    def left(self) -> int:
        """How many lines are not ticked."""
        return len(self.model.rows) - len(self.model.chosen)

    # Accepting

    def save(self) -> None:
        """Write what is ticked, in one action."""
        changes, new, written = chosen(self.model.to_take)
        if self._job or not (changes or new or written):
            return
        workspace = self._context.workspace
        self._job = Job(lambda progress: accept(workspace, changes, new, progress, written), writes=True)
        self._foot.insertWidget(1, Transfer(tr("Writing what is ticked"), self._job))
        self._job.done.connect(self._context.publish)  # also if the page is closed before it is done
        self._job.done.connect(self.accepted)
        self._job.failed.connect(self._context.failed)
        self._job.failed.connect(self._refused)
        self._job.cancelled.connect(self._at_rest)
        self.table.setFocus()
        self._show_ticked()
        self._job.start()

    @property
    def unsaved(self) -> bool:
        """True while the lines are being written, and once the user has changed ticks."""
        return self._job is not None or self.model.touched

    def _refused(self, _fault: TrackerError) -> None:
        self._at_rest()

    def _at_rest(self) -> None:
        self._job = None
        self._show_ticked()

    def leave(self) -> None:
        """Close the page; while lines are being written, cancel that instead."""
        if self._job:
            self._job.cancel()
        else:
            super().leave()

    def _on_change(self, _change_set: ChangeSet) -> None:
        if self._job is None and not self.model.imported:  # otherwise the change comes from accepting here
            self.look_again.emit()


def _summary(found: Comparison) -> str:
    """How many cells were returned unchanged, changed, in conflict and so on."""
    numbers = [
        tr("%n problem(s)", "", len(found.problems)),
        tr("%n cell(s) unchanged", "", found.counts.get(Verdict.UNCHANGED, 0)),
        tr("%n change(s)", "", len(found.changes)),
        tr("%n conflict(s)", "", len(found.conflicts)),
        tr("%n new row(s)", "", len(found.new)),
    ]
    if found.written:
        numbers.append(tr("%n text(s) where nothing is read", "", len(found.written)))
    if taken_already := found.counts.get(Verdict.SAME, 0):
        numbers.append(tr("{number:,} taken already, or changed alike here").format(number=taken_already))
    if changed_here := found.counts.get(Verdict.OURS, 0):
        numbers.append(tr("{number:,} changed here since, which stay").format(number=changed_here))
    return ", ".join(numbers)
