"""The one window: header, left pane, middle pane, right pane, status bar, and the pages that stand in them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.casework import ParagraphRow
from tracker.domain.changes import ChangeSet
from tracker.domain.evidence import EvidenceRow
from tracker.domain.levels import Level
from tracker.domain.linking import Register
from tracker.domain.measures import MeasureRow
from tracker.errors import TrackerError
from tracker.gui import jobs, theme
from tracker.gui.checklist.filter_panel import FilterPanel
from tracker.gui.checklist.filters import MEMBER_STATES, Filters, Group, groups
from tracker.gui.checklist.model import ChecklistModel
from tracker.gui.checklist.view import ChecklistPage
from tracker.gui.exchange.export_page import ExportPage
from tracker.gui.header import Header
from tracker.gui.office import Office
from tracker.gui.page import Page
from tracker.gui.paragraph.evidence_editor import EvidenceEditor
from tracker.gui.paragraph.link_page import (
    link_evidence_page,
    link_measures_page,
    link_rows_page,
    unlink_rows_page,
)
from tracker.gui.paragraph.measure_editor import MeasureEditor
from tracker.gui.paragraph.pane import ParagraphPane
from tracker.gui.reading.room import ReadingRoom, dropped_file
from tracker.gui.registers.page import RegisterPage
from tracker.gui.right_pane import RightPane
from tracker.gui.widgets import GrowingText, Message, button, label
from tracker.gui.words import short, tr
from tracker.operations import casework, registers
from tracker.operations.instruments import list_instruments
from tracker.operations.themes import theme_names


class MainWindow(QMainWindow):
    """Shows an open workspace; closing it closes the workspace. Signals: undo_changed(undo, redo) with what each would
    do; workspace_wanted(open) when the user asks for another workspace, which `open()` opens."""

    undo_changed = Signal(str, str)
    workspace_wanted = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.setWindowTitle(f"{office.workspace.path.stem} — tracker")
        self._searches: dict[str, str] = {}
        self._screen = "checklist"
        instruments = list_instruments(office.workspace)
        symbol = instruments[0].symbol if instruments else ""
        filters = Filters((("instrument", symbol), ("addressee", MEMBER_STATES)))
        self._groups = self._make_groups()
        self.model = ChecklistModel(office, self._groups, filters)
        self.header = Header(office)
        screens = [("checklist", tr("Checklist")), ("measure", tr("Measures")), ("evidence", tr("Evidence"))]
        self.left = FilterPanel(screens, self._groups, filters)
        self.checklist = ChecklistPage(self.model)
        self.registers = {register.value: RegisterPage(office, register) for register in Register}
        self.pane = ParagraphPane(office)
        self.message = Message()
        self._middle = QStackedWidget()
        self.right = RightPane(self.pane)
        self.reading = ReadingRoom(office, self.right)
        self._lay_out()
        self._status()
        self._connect()
        self._take_up_instruments()
        self.show_screen("checklist")
        self._after_change(None)
        self._restore()

    # Laying out

    def _lay_out(self) -> None:
        for page in (self.checklist, *self.registers.values()):
            self._middle.addWidget(page)
        middle = QWidget()
        middle.setObjectName("middle")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._middle, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for part, least in ((self.left, 200), (middle, 420), (self.right, 432)):
            part.setMinimumWidth(least)
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 3)
        self._splitter.setStretchFactor(2, 2)
        self._splitter.setSizes([236, 604, 440])
        self.right.widened.connect(middle.setHidden)
        self.setAcceptDrops(True)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.header)
        rows.addWidget(self.message)
        rows.addWidget(self._splitter, 1)
        self.setCentralWidget(whole)
        self.setMinimumSize(1024, 640)

    def _status(self) -> None:
        self._saved = label(tr("All changes are saved"))
        self._undo_button = button("", "link", self.undo)
        for part in (self._saved, label(self.office.workspace.path.name)):
            part.setContentsMargins(2 * theme.UNIT, 0, 3 * theme.UNIT, 0)
            self.statusBar().addWidget(part)
        self.statusBar().addPermanentWidget(self._undo_button)
        self.statusBar().setContentsMargins(0, 0, 2 * theme.UNIT, 0)
        self.statusBar().setSizeGripEnabled(False)

    def _make_groups(self) -> list[Group]:
        symbols = [one.symbol for one in list_instruments(self.office.workspace)]
        return groups(symbols, theme_names(), date.today())

    def _connect(self) -> None:
        office, view, pane = self.office, self.checklist.view, self.pane
        office.changed.connect(self._after_change)
        office.failed.connect(self.tell_fault)
        office.desk_changed.connect(self._after_desk_change)
        self.header.state.chosen.connect(self.take_up_state)
        self.header.search.left.connect(view.setFocus)
        self.header.search_changed.connect(self._search)
        self.header.export_wanted.connect(self.show_export)
        self.left.screen_chosen.connect(self.show_screen)
        self.left.filters_chosen.connect(self._filter)
        self.model.counts_changed.connect(self._show_counts)
        self.right.refused.connect(self.tell_fault)
        self.right.closed.connect(self._after_page)
        self.right.undo_changed.connect(self._show_undo)
        self.reading.accepted.connect(self._after_reading)
        for field in pane.findChildren(GrowingText):
            field.refused.connect(self.message.show_words)
        view.paragraph_chosen.connect(self._show_paragraph)
        view.level_given.connect(self.set_level)
        pane.new_evidence.connect(self.new_evidence)
        pane.measures.add.connect(self.new_measure)
        pane.measures.edit.connect(self.edit_measure)
        pane.measures.link.connect(self.link_measure)
        pane.evidence.edit.connect(self.edit_evidence)
        pane.evidence.link.connect(self.link_evidence)
        measures, evidence = self.registers["measure"], self.registers["evidence"]
        measures.add.connect(self.new_measure_for_register)
        measures.edit.connect(self.edit_measure)
        measures.chosen.connect(lambda row: self.edit_measure(row, focus=False))
        evidence.add.connect(self.new_evidence_for_register)
        evidence.edit.connect(self.edit_evidence)
        evidence.chosen.connect(lambda row: self.edit_evidence(row, focus=False))
        for register in Register:
            page = self.registers[register.value]
            page.remove.connect(partial(office.do_on_desk, registers.remove, register))
            page.link.connect(partial(self.link_rows, link_rows_page, register))
            page.unlink.connect(partial(self.link_rows, unlink_rows_page, register))

    # What the user does

    def show_screen(self, name: str) -> None:
        """Show the checklist or a register in the middle."""
        if self.page and self.page.wide and not self.right.is_free():
            self.left.show_screen(self._screen)
            return
        if self.page and not self.page.unsaved:
            self.right.close_page()
        self._screen = name
        self._middle.setCurrentWidget(self.checklist if name == "checklist" else self.registers[name])
        self.left.show_screen(name)
        (self.checklist.view if name == "checklist" else self.registers[name].table).setFocus()
        placeholders = {
            "checklist": tr("Search paragraphs"),
            "measure": tr("Search measures"),
            "evidence": tr("Search evidence"),
        }
        self.header.show_search(self._searches.get(name, ""), placeholders[name])

    def take_up_state(self, code: str) -> None:
        """Put another Member State on the desk, unless something is unsaved."""
        self.pane.tell()
        if self.right.is_free():
            self.office.take_up(state=code)
        else:
            self.header.show_desk()

    def set_level(self, row: ParagraphRow, level: Level) -> None:
        if row.assessment.level != level:
            self.office.do_on_desk(casework.set_level, row, level)

    def set_level_of_current(self, level: Level) -> None:
        if self.pane.row:
            self.set_level(self.pane.row, level)

    def new_measure(self) -> None:
        if self.pane.row and self.office.has_state():
            self.right.open(partial(MeasureEditor, self.office, answers=self.pane.row, open_other=self.edit_measure))

    def new_measure_for_register(self) -> None:
        if self.office.has_state():
            self.right.open(partial(MeasureEditor, self.office, open_other=self.edit_measure))

    def edit_measure(self, row: MeasureRow, focus: bool = True) -> None:
        self.right.open(partial(MeasureEditor, self.office, row, open_other=self.edit_measure), focus)

    def new_evidence(self, files: Sequence[Path] = (), link: str = "") -> None:
        if self.pane.row and self.office.has_state():
            make = partial(EvidenceEditor, self.office, supports=self.pane.row, files=files, link=link)
            self.right.open(make)

    def new_evidence_for_register(self) -> None:
        if self.office.has_state():
            self.right.open(partial(EvidenceEditor, self.office))

    def edit_evidence(self, row: EvidenceRow, focus: bool = True) -> None:
        self.right.open(partial(EvidenceEditor, self.office, row), focus)

    def link_measure(self) -> None:
        if self.pane.row and self.office.has_state():
            self.right.open(partial(link_measures_page, self.office, self.pane.row))

    def link_evidence(self) -> None:
        if self.pane.row and self.office.has_state():
            self.right.open(partial(link_evidence_page, self.office, self.pane.row))

    def link_rows(self, page: Callable[..., Page], register: Register, ids: Sequence[int]) -> None:
        """Ask which paragraphs rows of a register are linked to, or unlinked from."""
        self.right.open(partial(page, self.office, register, ids))

    def show_export(self) -> None:
        self.pane.tell()
        if self.office.has_state():
            self.right.open(partial(ExportPage, self.office, self.model.filters.choice("instrument")))

    def add_resolution(self, path: Path) -> None:
        """Show how a file is read, to be corrected and accepted."""
        self.pane.tell()
        self.reading.add(path)

    def correct_reading(self) -> None:
        """Show how the instrument of the checklist was read, to be corrected."""
        self.pane.tell()
        if symbol := self.model.filters.choice("instrument"):
            self.reading.correct(symbol)
        else:
            self.tell_fault(TrackerError(tr("All instruments are shown."), tr("Choose one on the left.")))

    def search(self) -> None:
        self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.header.search.selectAll()

    def tell_fault(self, fault: TrackerError) -> None:
        """Tell the user what is wrong and what to do, in the window."""
        self.message.show_words(str(fault))

    def undo(self) -> None:
        """Take the last action back: on a page that keeps its own, that one."""
        if self.page and self.page.undo_labels() is not None:
            self.page.undo()
        else:
            self.pane.tell()
            self.office.undo()

    def redo(self) -> None:
        if self.page and self.page.undo_labels() is not None:
            self.page.redo()
        else:
            self.office.redo()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A file dropped on the left or the middle pane is a resolution. What the right pane is given and does not take
        was meant for the paragraph."""
        at = self.right.mapFrom(self, event.position().toPoint())
        beside = self.right.rect().contains(at) and not (self.page and self.page.wide)
        if (path := dropped_file(event.mimeData())) and not beside:
            event.acceptProposedAction()
            self.add_resolution(path)

    # What follows

    @property
    def page(self) -> Page | None:
        """The page in the right pane, if one is open."""
        return self.right.page

    def _after_reading(self, symbol: str, words: str) -> None:
        """A reading is in the workspace: show its checklist."""
        self.right.close_page()
        self.show_screen("checklist")
        self.model.set_filters(self.model.filters.with_choice("instrument", symbol))
        self.left.show_filters(self.model.filters)
        self.message.show_words(words)

    def _after_page(self) -> None:
        if self._middle.currentWidget() is self.checklist:
            self.checklist.view.setFocus()

    def _show_paragraph(self, row: ParagraphRow) -> None:
        self.pane.show_row(row)

    def _filter(self, filters: Filters) -> None:
        self.pane.tell()
        self.model.set_filters(Filters(filters.chosen, self._searches.get("checklist", "")))

    def _search(self, words: str) -> None:
        self._searches[self._screen] = words
        if self._screen == "checklist":
            self.model.set_filters(Filters(self.model.filters.chosen, words))
        else:
            self.registers[self._screen].model.search(words)

    def _show_counts(self) -> None:
        self.left.show_counts(self.model.counts())
        self.header.show_progress(self.model.progress())

    def _after_desk_change(self) -> None:
        if self.page and not self.page.wide:
            self.right.close_page()
        self._after_change(None)

    def _after_change(self, change_set: ChangeSet | None) -> None:
        if change_set is not None:
            self.message.hide()
            self._saved.setText(tr("All changes saved {time}").format(time=f"{datetime.now():%H:%M}"))
            if change_set.touches("instrument"):
                self._take_up_instruments()
        self._show_undo()

    def _show_undo(self) -> None:
        own = self.page.undo_labels() if self.page else None
        undo, redo = self.office.workspace.undo_labels() if own is None else own
        self.undo_changed.emit(undo, redo)
        self._undo_button.setText(tr("Undo: {label}").format(label=short(undo)) if undo else "")
        self._undo_button.setVisible(bool(undo))

    def _take_up_instruments(self) -> None:
        """The instruments in the workspace are others than before: filters, titles and rows follow."""
        held = list_instruments(self.office.workspace)
        self.checklist.titles = {one.symbol: one.title for one in held}
        self._groups = self._make_groups()
        symbol = self.model.filters.choice("instrument")
        if held and symbol not in [one.symbol for one in held]:
            self.model.filters = self.model.filters.with_choice("instrument", held[0].symbol)
        self.left.set_groups(self._groups)
        self.left.show_filters(self.model.filters)
        self.model.set_groups(self._groups)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self.pane.show_colours()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.page and self.page.unsaved and not self._settle(self.page):
            event.ignore()
            return
        self.pane.tell()
        self.checklist.view.stop()
        jobs.wait_for_all()
        self.right.close_page()
        settings = QSettings()
        settings.setValue("window/geometry", self.saveGeometry())
        settings.setValue("window/panes", self._splitter.saveState())
        settings.setValue("desk/workspace", str(self.office.workspace.path))
        settings.setValue("desk/state", self.office.desk.state)
        settings.setValue("desk/cycle", self.office.desk.cycle)
        self.office.workspace.close()
        super().closeEvent(event)

    def _settle(self, page: Page) -> bool:
        """Ask what to do with words that are not saved; True when the window may close."""
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("“{title}” is not saved. Close without saving it?").format(title=page.title_words))
        box.setStandardButtons(QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        return box.exec() == QMessageBox.StandardButton.Discard

    def _restore(self) -> None:
        settings = QSettings()
        self.resize(1280, 800)
        if geometry := settings.value("window/geometry"):
            self.restoreGeometry(geometry)
        if panes := settings.value("window/panes"):
            self._splitter.restoreState(panes)
        if self.office.state:
            self.checklist.view.setFocus()
        else:
            self.header.state.setFocus()
