"""The one window: header, left pane, middle pane, right pane, status bar, and the pages that stand in them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QSplitter, QVBoxLayout, QWidget

from tracker.domain.casework import ParagraphRow
from tracker.domain.changes import ChangeSet
from tracker.domain.levels import Level
from tracker.domain.review import InboxRow
from tracker.errors import TrackerError
from tracker.gui import jobs, news, remembered, tab_order, theme
from tracker.gui.checklist.filter_panel import FilterPanel
from tracker.gui.checklist.filters import MEMBER_STATES
from tracker.gui.checklist.model import ChecklistModel
from tracker.gui.checklist.sifted import SiftedChecklist, all_groups, first_filters
from tracker.gui.drops import dropped_file, dropped_workbooks
from tracker.gui.exchange.take_back_room import TakeBackRoom, ask_for_workbooks
from tracker.gui.files import FileRoom
from tracker.gui.header import Header
from tracker.gui.name_strip import NameStrip
from tracker.gui.office import Office
from tracker.gui.page import Page
from tracker.gui.pages import Pages
from tracker.gui.paragraph.pane import ParagraphPane
from tracker.gui.places import Places
from tracker.gui.reading.room import ReadingRoom
from tracker.gui.right_pane import RightPane
from tracker.gui.screens import Screens
from tracker.gui.search.panel import SearchPanel
from tracker.gui.search.texts import FileReader
from tracker.gui.status import Status
from tracker.gui.views import Sifted, Views, ViewsButton
from tracker.gui.widgets import Message
from tracker.gui.words import choose_scale, tr
from tracker.operations import casework, history, review

_LEAST = (880, 480)
_ROOM_FOR_THREE = 1040  # pixels: less is left of a screen of 1920 where all is shown twice as large


class MainWindow(QMainWindow):
    """Shows an open workspace; closing it closes the workspace. Signals: undo_changed(undo, redo) with what each would
    do; workspace_wanted(open) when the user asks for another workspace, which `open()` opens."""

    undo_changed = Signal(str, str)
    workspace_wanted = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        office.may_leave = self._may_leave_desk
        self.setWindowTitle(f"{office.workspace.path.stem} — tracker")
        self._left_wanted: bool | None = None
        choose_scale(str(QSettings().value("scale", "tracker")))
        made, filters = all_groups(office), first_filters(office)
        self.model = ChecklistModel(office, made, filters)
        self.header = Header(office)
        self.screens = Screens(office, self.model)
        self.checklist = self.screens.checklist
        self.left = FilterPanel([(one.name, one.title) for one in self.screens.all], made, filters)
        self.pane = ParagraphPane(office)
        self.message = Message()
        self.name = NameStrip()
        self.right = RightPane(self.pane)
        self.pages = Pages(office, self.pane, self.right, self.screens.registers)
        self.sifted = SiftedChecklist(office, self.checklist, self.left, self.pane.tell)
        self.places = Places(office, self.screens, self.sifted, self.pages, self.right, self.show_screen)
        self.found = SearchPanel(office, self.header.search, self)
        self.texts = FileReader(office, self)
        self.files = FileRoom(office, self.right)
        self.reading = ReadingRoom(office, self.right, self.files.run)
        self.returned = TakeBackRoom(office, self.right, self.files.run)
        lists: dict[str, Sifted] = {one.value: page for one, page in self.screens.registers.items()}
        lists["checklist"] = self.sifted
        self.views = Views(office, lists, self.screens)
        self.status = Status(office.workspace.path.name, self.undo)
        self._lay_out()
        self._connect()
        self.sifted.take_up_instruments()
        self.show_screen("checklist")
        self._after_change(None)
        self._restore()
        self.texts.start()

    # Laying out

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for part, least in ((self.left, 200), (self.screens, 400), (self.right, 436)):
            part.setMinimumWidth(least)
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 3)
        self._splitter.setStretchFactor(2, 2)
        self._splitter.setSizes([236, 604, 440])
        self.right.widened.connect(self.screens.setHidden)
        self.setAcceptDrops(True)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.header)
        rows.addWidget(self.name)
        rows.addWidget(self.views.strip)
        rows.addWidget(self.message)
        rows.addWidget(self.files)
        rows.addWidget(self._splitter, 1)
        self.setCentralWidget(whole)
        self.setStatusBar(self.status)
        self.setMinimumSize(*_LEAST)

    def show_left(self, shown: bool) -> None:
        """Show or hide the left pane, whatever room there is."""
        self._left_wanted = shown
        self.left.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for three panes, the left one gives way, unless the user wants it."""
        super().resizeEvent(event)
        if self._left_wanted is None:
            self.left.setVisible(self.width() >= _ROOM_FOR_THREE)

    def _connect(self) -> None:
        office, view, pane = self.office, self.checklist.view, self.pane
        office.changed.connect(self._after_change)
        office.failed.connect(self.tell_fault)
        office.desk_changed.connect(self._after_desk_change)
        self.header.state.chosen.connect(self.take_up_state)
        self.name.refused.connect(self.tell_fault)
        self.found.chosen.connect(self.places.go_to_hit)
        self.found.more.connect(self.places.find_more)
        self.found.left.connect(lambda: self.screens.current.focus.setFocus())
        office.files_read.connect(pane.refresh)
        self.header.export_wanted.connect(self.show_export)
        self.header.take_back_wanted.connect(self.choose_returned)
        self.left.screen_chosen.connect(self.show_screen)
        self.model.counts_changed.connect(self._show_counts)
        self.right.refused.connect(self.tell_fault)
        self.right.closed.connect(self._after_page)
        self.right.undo_changed.connect(self._show_undo)
        self.reading.accepted.connect(self._after_reading)
        self.returned.accepted.connect(self.message.show_news)
        self.files.told.connect(self.message.show_news)
        self.views.told.connect(self.message.show_news)
        self.views.left.connect(self.screens.take_focus)
        self.left.add_views(ViewsButton(self.views))
        self.model.counts_changed.connect(self.views.changed)
        for page in self.screens.registers.values():
            page.add_views(ViewsButton(self.views))
            page.model.counts_changed.connect(self.views.changed)
        view.paragraph_chosen.connect(self._show_paragraph)
        view.level_given.connect(self.set_levels)
        pane.history.whole.connect(self.show_history_of_paragraph)
        self.screens.inbox.chosen.connect(self.places.show_waiting)
        self.screens.inbox.accept.connect(self._accept)
        self.screens.quality.chosen.connect(self.places.show_finding)
        self.screens.quality.opened.connect(partial(self.places.show_finding, focus=True))
        self.screens.quality.counted.connect(partial(self.left.show_found, "quality"))
        self.screens.history.take_back_wanted.connect(self._take_back)

    # What the user does

    def show_screen(self, name: str) -> None:
        """Show one of the screens in the middle."""
        if self.page and self.page.wide and not self.right.is_free():
            self.left.show_screen(self.screens.current.name)
            return
        if self.page and not self.page.unsaved:
            self.right.close_page()
        self.screens.show_screen(name)
        for page in (self.checklist.view, self.screens.inbox, self.screens.quality):
            if page.isVisible():
                page.tell()
        self.left.show_screen(name)
        self.views.changed.emit()

    def show_history_of_paragraph(self) -> None:
        """The whole history of the paragraph that is shown."""
        self.screens.history.of_paragraph(self.pane.row)
        self.show_screen("history")

    def take_up_state(self, code: str) -> None:
        """Put another Member State on the desk, unless something is unsaved."""
        if self.office.take_up(state=code):
            self.screens.current.focus.setFocus()
        else:
            self.header.show_desk()

    def _accept(self, rows: Sequence[InboxRow]) -> None:
        """Accept lines of the inbox, as they stand with what is being typed."""
        self.pane.tell()
        self.office.do(review.accept, rows)

    def _take_back(self, change_set_id: int) -> None:
        """Take an action back from the middle of history, what is being typed standing as a later one."""
        self.pane.tell()
        self.office.do(history.take_back, change_set_id)

    def set_level(self, row: ParagraphRow, level: Level) -> None:
        self.set_levels([row], level)

    def set_levels(self, rows: Sequence[ParagraphRow], level: Level) -> None:
        """Give the level to all of these paragraphs; those of changed words have it anew."""
        others = [row for row in rows if row.assessment.level != level or row.suspect]
        if others:
            self.office.do_on_desk(casework.set_levels, others, level)

    def set_level_of_chosen(self, level: Level) -> None:
        chosen = self.checklist.view.selected_rows if self.screens.current.page is self.checklist else []
        self.set_levels(chosen or ([self.pane.row] if self.pane.row else []), level)

    def choose_scale(self, name: str) -> None:
        """Show levels in the words of another scale."""
        choose_scale(name)
        QSettings().setValue("scale", name)
        self.checklist.view.viewport().update()
        self.pane.refresh()
        self.screens.inbox.reload()

    def show_export(self) -> None:
        chosen = self.model.filters.choice
        rows = self.checklist.view.selected_rows
        self.pages.export(chosen("instrument"), chosen("addressee") == MEMBER_STATES, rows)

    def choose_returned(self) -> None:
        """Ask for workbooks that came back, and show what they would change."""
        if books := ask_for_workbooks(self):
            self.take_back(books)

    def take_back(self, books: Sequence[Path]) -> None:
        """Show what workbooks that came back would change in what is held, what is being typed included."""
        self.pane.tell()
        self.returned.look(books)

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

    def find_in_list(self) -> None:
        """Find words in the list that is shown."""
        field = self.screens.current.page.find_line
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def tell_fault(self, fault: TrackerError) -> None:
        """Tell the user what is wrong and what to do, in the window."""
        self.message.show_words(str(fault))

    def undo(self) -> None:
        """Take the last action back: on a page that keeps its own, that one."""
        if self.page and self.page.undo_labels() is not None:
            self.page.undo()
        else:
            self.pane.tell()
            self._say_where(self.office.undo())

    def redo(self) -> None:
        if self.page and self.page.undo_labels() is not None:
            self.page.redo()
        else:
            self._say_where(self.office.redo())

    def _say_where(self, change_set: ChangeSet | None) -> None:
        """What was undone or done again is not to be seen where it is the work of another Member State."""
        if change_set and (words := news.elsewhere(change_set, self.office)):
            self.message.show_news(words)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Shift+Tab, in the order of reading."""
        return tab_order.step(self, forward) or super().focusNextPrevChild(forward)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) or dropped_workbooks(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A file dropped on the left or the middle pane is a resolution, a workbook one that came back. What the right
        pane is given and does not take was meant for the paragraph."""
        at = self.right.mapFrom(self, event.position().toPoint())
        beside = self.right.rect().contains(at) and not (self.page and self.page.wide)
        if (books := dropped_workbooks(event.mimeData())) and not beside:
            event.acceptProposedAction()
            self.take_back(books)
        elif (path := dropped_file(event.mimeData())) and not beside:
            event.acceptProposedAction()
            self.add_resolution(path)

    # What follows

    @property
    def page(self) -> Page | None:
        """The page in the right pane, if one is open."""
        return self.right.page

    def _may_leave_desk(self) -> bool:
        """Whether another Member State or cycle may come on the desk: nothing typed for this one would be lost."""
        self.pane.tell()
        if self.pane.unkept:
            what = tr("What was typed in paragraph {label} is not saved.").format(label=self.pane.unkept)
            self.tell_fault(TrackerError(what, tr("Look at it there first.")))
            return False
        return self.right.is_free()

    def _after_reading(self, symbol: str, words: str) -> None:
        """A reading is in the workspace: show its checklist."""
        self.right.close_page()
        self.show_screen("checklist")
        self.sifted.show(self.model.filters.with_choice("instrument", symbol))
        self.message.show_news(words)

    def _after_page(self) -> None:
        """The page is gone: what was said of it is no longer true, and keys go to the list again."""
        self.message.hide()
        self.screens.current.focus.setFocus()

    def _show_paragraph(self, row: ParagraphRow) -> None:
        if self.pane.row and self.pane.row.id != row.id:
            self.message.hide()  # it was said of another
        self.pane.show_row(row)

    def _show_counts(self) -> None:
        self.left.show_counts(self.model.counts())
        self.header.show_progress(self.model.progress())

    def _after_desk_change(self) -> None:
        if self.page and not self.page.wide:
            self.right.close_page()
        self.message.hide()
        self._after_change(None)

    def _after_change(self, change_set: ChangeSet | None) -> None:
        if change_set is not None:
            self.message.hide()
            if drafts := news.drafts_again(change_set):
                self.message.show_words(drafts)
            self.status.show_saved()
            if change_set.touches("instrument"):
                self.sifted.take_up_instruments()
        self._show_undo()

    def _show_undo(self) -> None:
        own = self.page.undo_labels() if self.page else None
        undo, redo = self.office.workspace.undo_labels() if own is None else own
        self.undo_changed.emit(undo, redo)
        self.status.show_undo(undo)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self.pane.show_colours()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.page and self.page.unsaved:
            if not self._give_up(self.page.title_words):
                event.ignore()
                return
            self.page.closed.emit()  # what it was about to save is given up too
        self.pane.tell()
        if self.pane.unkept and not self._give_up(tr("Paragraph {label}").format(label=self.pane.unkept)):
            event.ignore()
            return
        if self.pane.unsaid and not self._give_up(tr("Comment on paragraph {label}").format(label=self.pane.unsaid)):
            event.ignore()
            return
        self.checklist.view.stop()
        self.texts.stop()
        self.screens.quality.stop()
        self.hide()  # a copy, say, is written to its end, however long that takes
        jobs.finish()
        self.right.close_page()
        self._keep_place()
        self.office.copies.clear()
        self.office.workspace.close()
        super().closeEvent(event)

    def _give_up(self, title: str) -> bool:
        """Ask what to do with words that are not saved; True when the window may close."""
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("“{title}” is not saved. Close without saving it?").format(title=title))
        box.setStandardButtons(QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        return box.exec() == QMessageBox.StandardButton.Discard

    def _restore(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(1280, room.width()), min(800, room.height() - 10 * theme.UNIT))  # less the frame
        remembered.geometry(self)
        remembered.splitter(self._splitter, "panes")
        last = remembered.place(self.office.workspace.path)
        self.sifted.restore(last.chosen)
        self.checklist.view.choose(last.paragraph)
        if last.screen in [one.name for one in self.screens.all]:
            self.show_screen(last.screen)
        (self.screens.current.focus if self.office.state else self.header.state).setFocus()

    def _keep_place(self) -> None:
        remembered.keep_geometry(self)
        remembered.keep_columns(self)
        shown = self.checklist.view.current_row
        desk, screen = self.office.desk, self.screens.current.name
        place = remembered.Place(desk.state, desk.cycle, screen, shown.id if shown else 0, self.model.filters.chosen)
        remembered.keep_place(self.office.workspace.path, place)
