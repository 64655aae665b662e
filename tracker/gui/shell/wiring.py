"""Connect the signals of the window's parts."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from tracker.domain.casework.assessments import ParagraphRow, Stage
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.review import InboxRow
from tracker.errors import TrackerError
from tracker.gui.context import change_messages
from tracker.gui.inbox import steps
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.message import Occasion
from tracker.gui.kit.speech import say
from tracker.gui.shell.main_window import MainWindow
from tracker.gui.shell.views_menu import ViewsButton
from tracker.operations import history


class Wiring(QObject):
    """Connects the parts of a window and shows its first screen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._connect()
        window.filtering.load_instruments()
        window.show_screen("checklist")
        self._show_undo()
        window.texts.start()

    def _connect(self) -> None:
        window = self._window
        context, screens, pane = window.context, window.screens, window.pane
        context.changed.connect(self._after_change)
        context.failed.connect(window.tell_fault)
        context.failed.connect(self._after_fault)
        for strip_left in (window.message.dismissed, window.name.left):
            strip_left.connect(self._take_focus)
        pane.form.refused.connect(self._show_saved)
        pane.review.told.connect(window.message.show_news)
        window.file_watch.lost.connect(self._after_loss)
        window.file_watch.found.connect(self._after_saving_as)
        context.scope_changed.connect(self._after_scope_change)
        context.files_read.connect(pane.refresh)
        window.panes.fitted.connect(window.header.fit)
        window.header.state.chosen.connect(window.switch_state)
        window.header.export_wanted.connect(window.show_export)
        window.header.import_wanted.connect(window.choose_returned)
        window.panes.file_dropped.connect(window.add_resolution)
        window.panes.workbooks_dropped.connect(window.import_returned)
        window.name.refused.connect(window.tell_fault)
        window.found.chosen.connect(window.navigator.go_to_hit)
        window.found.more.connect(window.navigator.find_more)
        window.found.left.connect(screens.take_focus)
        window.left.screen_chosen.connect(window.show_screen)
        window.model.counts_changed.connect(self._show_counts)
        window.right.refused.connect(window.tell_fault)
        window.right.closed.connect(self._after_page)
        window.right.widened.connect(self._after_widening)
        window.right.undo_changed.connect(self._show_undo)
        window.reading.accepted.connect(self._after_reading)
        for notice in (window.returned.accepted, window.files.notice, window.views.notice):
            notice.connect(window.message.show_news)
        window.views.left.connect(screens.take_focus)
        window.left.add_views(ViewsButton(window.views))
        window.model.counts_changed.connect(window.views.changed)
        for page in screens.registers.values():
            page.add_views(ViewsButton(window.views))
            page.model.counts_changed.connect(window.views.changed)
        window.checklist.view.paragraph_chosen.connect(self._show_paragraph)
        window.checklist.view.selectionModel().selectionChanged.connect(window.pages.show_several)
        window.model.modelReset.connect(window.pages.show_several)
        screens.currentChanged.connect(window.pages.show_several)
        window.checklist.view.level_given.connect(window.set_levels)
        pane.history.whole.connect(window.show_history_of_paragraph)
        screens.inbox.chosen.connect(window.navigator.show_waiting)
        screens.inbox.step_wanted.connect(self._take_step)
        screens.inbox.counted.connect(partial(window.left.show_found, "inbox"))
        screens.quality.chosen.connect(window.navigator.show_finding)
        screens.quality.opened.connect(partial(window.navigator.show_finding, focus=True))
        screens.quality.counted.connect(partial(window.left.show_found, "quality"))
        screens.history.chosen.connect(window.navigator.show_action)
        for register in screens.registers.values():
            register.chosen.connect(window.navigator.show_row)
        screens.history.revert_wanted.connect(self._revert)

    def _after_fault(self, _fault: TrackerError) -> None:
        if self._window.pane.unsaved:
            self._show_saved()

    def _take_focus(self) -> None:
        """Focus the page that covers the list, else the list."""
        page = self._window.page
        if page and page.wide:
            page.setFocus()
        else:
            self._window.screens.take_focus()

    def _after_loss(self) -> None:
        """The file is lost; the strip of `file_watch` says what to do."""
        self._window.message.hide()
        self._window.status.show_lost()

    def _after_saving_as(self) -> None:
        """There is a file again, perhaps another one: save what could not be saved before."""
        window, path = self._window, self._window.context.workspace.path
        window.show_name()
        window.status.show_file(path.name)
        window.pane.try_again()
        self._show_saved()
        if not window.pane.unsaved:
            window.message.show_news(tr("All changes are saved in {path}").format(path=path))

    def _show_saved(self) -> None:
        """Show whether all input is saved."""
        if self._window.context.workspace.lost:
            self._window.status.show_lost()
        elif label := self._window.pane.unsaved:
            self._window.status.show_unsaved(label)
        else:
            self._window.status.show_saved()

    def _take_step(self, rows: Sequence[InboxRow], stage: Stage, comment: str) -> None:
        """Take a step of review for lines of the inbox, after saving pending input."""
        self._window.pane.flush()
        if words := steps.take(self._window.context, rows, stage, comment):
            self._window.screens.inbox.return_strip.finish()
            self._window.message.show_news(words)

    def _revert(self, change_set_id: int) -> None:
        """Revert an action from the history, after saving pending input as a later one."""
        self._window.pane.flush()
        self._window.context.do(history.revert, change_set_id)

    def _after_reading(self, symbol: str, words: str) -> None:
        """Show the checklist of an instrument that was just accepted, without filters that would hide it."""
        self._window.right.close_page()
        self._window.show_screen("checklist")
        self._window.filtering.show_instrument(symbol)
        self._window.message.show_news(words)

    def _after_widening(self, wide: bool) -> None:
        """A page that covers the middle pane has its buttons where a message would lie."""
        if wide:
            self._window.message.hide()

    def _after_page(self, had_focus: bool) -> None:
        """After a page is closed, focus the list, unless the user is elsewhere, as in the field that searches it."""
        self._window.message.leave(Occasion.MOVE)
        if had_focus:
            self._window.screens.take_focus()
        self._show_chosen()
        self._window.pages.show_several()

    def _show_chosen(self) -> None:
        """Show in the side pane what the list has chosen. That of the checklist is always below any page."""
        if self._window.screens.current.page is not self._window.checklist:
            self._window.screens.emit_current()

    def _show_paragraph(self, row: ParagraphRow) -> None:
        if self._window.pane.row and self._window.pane.row.id != row.id:
            self._window.message.leave(Occasion.MOVE)
        self._window.pane.show_row(row)

    def _show_counts(self) -> None:
        self._window.left.show_counts(self._window.model.counts())
        self._window.header.show_progress(self._window.model.progress())

    def _after_scope_change(self) -> None:
        if self._window.page and not self._window.page.wide:
            self._window.right.close_page()
        self._window.message.leave(Occasion.MOVE)
        self._show_chosen()
        self._after_change(None)
        if state := self._window.context.state:
            words = tr("{state}, {cycle}: {progress}")
            progress = self._window.header.progress
            say(words.format(state=state.name, cycle=self._window.context.cycle.name, progress=progress))

    def _after_change(self, change_set: ChangeSet | None) -> None:
        if change_set is not None:
            self._window.message.leave(Occasion.CHANGE)
            if change_messages.is_step(change_set):
                self._window.message.leave(Occasion.STEP)
            if drafts := change_messages.returned_to_draft(change_set):
                self._window.message.show_words(drafts, Occasion.STEP | Occasion.MOVE)
            self._window.show_notices()
            self._show_saved()
            if change_set.touches("instrument"):
                self._window.filtering.load_instruments()
        self._show_undo()

    def _show_undo(self) -> None:
        own = self._window.page.undo_labels() if self._window.page else None
        undo, redo = own or self._window.context.undo_labels()
        self._window.undo_changed.emit(undo, redo)
        self._window.status.show_undo(undo)
