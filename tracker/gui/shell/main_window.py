"""The main window: its parts and the user's actions. `wiring` connects the signals."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.levels import Level
from tracker.errors import TrackerError, WorkspaceLost
from tracker.gui.checklist.filter_panel import FilterPanel
from tracker.gui.checklist.filtering import ChecklistFiltering, all_groups, first_filters
from tracker.gui.checklist.filters import MEMBER_STATES
from tracker.gui.checklist.model import ChecklistModel
from tracker.gui.context.context import WorkContext
from tracker.gui.context.level_words import choose_scale
from tracker.gui.exchange.import_flow import ImportFlow, ask_for_workbooks
from tracker.gui.files.transfers import FileFlow
from tracker.gui.kit import jobs, tab_order
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.message import Message, Occasion
from tracker.gui.kit.page import Page
from tracker.gui.kit.side_pane import SidePane
from tracker.gui.kit.speech import say
from tracker.gui.kit.whole_window import WholeWindow
from tracker.gui.paragraph.commands import ParagraphCommands
from tracker.gui.paragraph.pane import ParagraphPane
from tracker.gui.paragraph.several import set_for_all
from tracker.gui.reading.reading_flow import ReadingFlow
from tracker.gui.search.panel import SearchPanel
from tracker.gui.search.texts import FileReader
from tracker.gui.shell import closing
from tracker.gui.shell.file_watch import FileWatch
from tracker.gui.shell.header import Header
from tracker.gui.shell.name_prompt import NamePrompt
from tracker.gui.shell.navigator import Navigator
from tracker.gui.shell.notices import Notices
from tracker.gui.shell.page_opener import PageOpener
from tracker.gui.shell.panes import Panes
from tracker.gui.shell.saved_views import FilterableList, Views
from tracker.gui.shell.screens import Screens
from tracker.gui.shell.status_bar import StatusBar
from tracker.gui.shell.undoing import Undoing

_LEAST = (880, 480)


class MainWindow(QMainWindow):
    """Shows an open workspace; closing the window closes it. Signals: undo_changed(undo, redo) with what each would do;
    workspace_wanted(open) when the user asks for another workspace, which `open()` opens; restore_wanted(Backup) when
    a backup is to replace this workspace; about_to_close()."""

    undo_changed = Signal(str, str)
    workspace_wanted = Signal(object)
    restore_wanted = Signal(object)
    about_to_close = Signal()

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self.context = context
        context.may_leave = self._may_leave_scope
        self.show_name()
        choose_scale(str(QSettings().value("scale", "tracker")))
        made, filters = all_groups(context), first_filters(context)
        self.model = ChecklistModel(context, made, filters)
        self.header = Header(context)
        self.screens = Screens(context, self.model)
        self.checklist = self.screens.checklist
        self.left = FilterPanel([(one.name, one.title) for one in self.screens.all], made, filters)
        self.pane = ParagraphPane(context)
        self.message = Message()
        self.name = NamePrompt()
        self.right = SidePane(self.pane)
        self.panes = Panes(self.left, self.screens, self.right)
        self.pages = PageOpener(context, self.screens, self.pane, self.right, self.message.show_news)
        self.paragraph_commands = ParagraphCommands(context, self.pane, lambda: self.page)
        self.filtering = ChecklistFiltering(context, self.checklist, self.left, self.pane.flush)
        self.navigator = Navigator(
            context, self.screens, self.filtering, self.pages, self.pane, self.right, self.show_screen
        )
        self.found = SearchPanel(context, self.header.search, self, lambda: self.model.filters.choice("instrument"))
        self.texts = FileReader(context, self)
        self.files = FileFlow(context, self.right)
        self.file_watch = FileWatch(context, self.files)
        undoing = Undoing(context, self.right, self.files, self.message, self.pane.flush)
        self.undo, self.redo = undoing.undo, undoing.redo
        self.reading = ReadingFlow(context, self.right, self.files.run)
        self.returned = ImportFlow(context, self.right, self.files.run)
        lists: dict[str, FilterableList] = {one.value: page for one, page in self.screens.registers.items()}
        self.views = Views(context, {**lists, "checklist": self.filtering}, self.screens)
        self.status = StatusBar(context.workspace.path.name, self.undo)
        self._lay_out()

    def _lay_out(self) -> None:
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for strip in (self.header, self.name, self.views.strip, self.file_watch):
            rows.addWidget(strip)
        rows.addWidget(self.panes, 1)
        self.notices = Notices((self.files, self.message), self.screens, self.right, whole)
        self.setCentralWidget(WholeWindow(whole))
        self.setStatusBar(self.status)
        self.setMinimumSize(*_LEAST)

    def show_name(self) -> None:
        """Show the name of the workspace in the title."""
        self.setWindowTitle(f"{self.context.workspace.path.stem} — tracker")

    # Actions of the user

    def show_screen(self, name: str) -> None:
        """Show a screen in the middle pane."""
        if self.page and self.page.wide and not self.right.is_free():
            self.left.show_screen(self.screens.current.name)
            return
        self.screens.show_screen(name)
        if self.page and not self.page.unsaved:
            self.right.close_page()
        self.screens.emit_current()
        self.left.show_screen(name)
        self.message.leave(Occasion.MOVE)
        self.views.changed.emit()

    def show_history_of_paragraph(self) -> None:
        """Show the history of the current paragraph."""
        self.screens.history.of_paragraph(self.pane.row)
        self.show_screen("history")

    def switch_state(self, code: str) -> None:
        """Switch to another Member State, unless there is unsaved input."""
        if self.context.switch_scope(state=code):
            self.screens.take_focus()
        else:
            self.header.show_scope()

    def set_levels(self, rows: Sequence[ParagraphRow], level: Level) -> None:
        """Set the level of these paragraphs; for those with changed words it is confirmed. A cleared one may follow."""
        words = set_for_all(self.context, rows, {"level": level})
        if words:
            (self.message.show_news if len(rows) > 1 or level == Level.NOT_ASSESSED else say)(words)

    def set_level_of_chosen(self, level: Level) -> None:
        self.set_levels(self.pages.rows, level)

    def choose_scale(self, name: str) -> None:
        """Show levels on another scale."""
        choose_scale(name)
        QSettings().setValue("scale", name)
        self.checklist.view.viewport().update()
        self.pane.refresh()
        self.screens.inbox.reload()

    def show_export(self) -> None:
        chosen = self.model.filters.choice
        self.pages.export(chosen("instrument"), chosen("addressee") == MEMBER_STATES, self.checklist.view.selected_rows)

    def choose_returned(self) -> None:
        """Ask for returned workbooks, and show what they would change."""
        if books := ask_for_workbooks(self):
            self.import_returned(books)

    def import_returned(self, books: Sequence[Path]) -> None:
        """Show what returned workbooks would change; input is saved first."""
        self.pane.flush()
        self.returned.look(books)

    def add_resolution(self, path: Path) -> None:
        """Read a file and show the result, to be corrected and accepted."""
        self.pane.flush()
        self.reading.add(path)

    def correct_reading(self) -> None:
        """Show the reading of the checklist's instrument, to be corrected."""
        self.pane.flush()
        if symbol := self.model.filters.choice("instrument"):
            self.reading.correct(symbol)
        else:
            self.tell_fault(TrackerError(tr("All instruments are shown."), tr("Choose one on the left.")))

    def show_notices(self) -> None:
        """Show the workspace's notices that were not shown yet."""
        if notices := self.context.workspace.notices:
            self.message.show_news(" ".join(map(str, notices)))
            notices.clear()

    def tell_fault(self, fault: TrackerError) -> None:
        """Show an error in the window, except that the file is lost, which `file_watch` shows."""
        if not isinstance(fault, WorkspaceLost):
            self.message.show_words(str(fault))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Handle Tab and Shift+Tab in reading order."""
        return tab_order.step(self, forward) or super().focusNextPrevChild(forward)

    # State and events

    @property
    def page(self) -> Page | None:
        """The open page in the side pane, if any."""
        return self.right.page

    def _may_leave_scope(self) -> bool:
        """Whether the work scope may change without losing unsaved input; if not, an error is shown."""
        self.pane.flush()
        if self.pane.unsaved:
            what = tr("What was typed in paragraph {label} is not saved.").format(label=self.pane.unsaved)
            self.tell_fault(TrackerError(what, tr("Look at it there first.")))
            return False
        return self.right.is_free()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panes.fit(self.width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self.pane.write_again()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.file_watch.look()  # the user may return from a program that changed the file

    def may_discard(self, title: str) -> bool:
        """Ask whether unsaved input may be discarded."""
        return closing.ask_to_discard(self, title)

    def may_lose(self, reason: str) -> bool:
        """Ask whether a workspace that is in no file any more may be closed."""
        return closing.ask_to_lose(self, reason, self.file_watch.choose)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.file_watch.look()
        reason = self.context.workspace.lost
        may_close = self.may_lose(str(reason)) if reason else closing.may_close(self.page, self.pane, self.may_discard)
        if not may_close:
            event.ignore()
            return
        for part in (self.checklist.view, self.texts, self.screens.inbox, self.screens.quality):
            part.stop()
        self.hide()  # jobs that write, such as a copy, must finish first
        jobs.finish()
        self.right.close_page()
        self.about_to_close.emit()
        self.context.copies.clear()
        self.context.workspace.close()
        super().closeEvent(event)
