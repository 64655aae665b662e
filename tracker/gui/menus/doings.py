"""What menu entries do where no other part does it already, and why some would do nothing now: "" where they would do
something."""

from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QMenu

from tracker.domain.casework import Stage
from tracker.domain.evidence import File
from tracker.domain.filenames import may_open, may_show, visible
from tracker.gui.fields import on_clipboard
from tracker.gui.main_window import MainWindow
from tracker.gui.menus import text
from tracker.gui.registers.page import RegisterPage
from tracker.gui.words import tr


class Doings:
    """Acts on what the window shows: its page, its screen, its paragraph."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    # The page, and what is typed

    def why_not_save(self) -> str:
        window = self._window
        if window.page:
            return "" if window.page.save_words else tr("There is nothing to save on this page.")
        if window.pane.comments.text.hasFocus() or window.name.field.hasFocus():
            return ""
        return tr("There is nothing to send. Assessments are saved as you type.")

    def save(self) -> None:
        """Save the page; without one, say the comment or keep the name that is being typed."""
        window = self._window
        if window.name.field.hasFocus():
            window.name.keep()
        elif window.page:
            window.page.save()
        else:
            window.pane.comments.say()

    def why_not_leave(self) -> str:
        return "" if self._window.page else tr("No page is open.")

    def leave(self) -> None:
        if page := self._window.page:
            page.leave()

    def why_not_paste(self) -> str:
        if text.may_write() and on_clipboard("text"):
            return ""
        if self._window.page and on_clipboard("image"):
            return ""
        return tr("Copy something, then go to the field that takes it.")

    def paste(self) -> None:
        """Into the field that has the focus; what no field takes, into the page."""
        found = text.field()
        if found and text.may_write() and on_clipboard("text"):
            found.paste()
        elif self._window.page:
            self._window.page.paste()

    # The paragraph

    def why_no_state(self) -> str:
        return "" if self._window.office.state else tr("Choose a Member State at the top left first.")

    def why_no_paragraph(self) -> str:
        if not self._window.pane.row:
            return tr("Choose a paragraph in the checklist first.")
        return self.why_no_state()

    def why_no_instrument(self) -> str:
        one = self._window.model.filters.choice("instrument")
        return "" if one else tr("All instruments are shown. Choose one on the left first.")

    def _why_not_at_paragraph(self) -> str:
        if page := self._window.page:
            return tr("“{title}” stands over the paragraph. Close it first.").format(title=page.title_words)
        return self.why_no_paragraph()

    def why_not_step(self, stage: Stage) -> str:
        self._window.pane.tell()  # what is being typed may be what is lacking
        if self._accepts_lines(stage):
            return self._window.screens.inbox.why_not()
        return self._why_not_at_paragraph() or self._window.pane.review.why_not(stage)

    def take_step(self, stage: Stage) -> None:
        """A step of review for the paragraph that is shown; the inbox accepts the lines that are chosen."""
        if self._accepts_lines(stage):
            self._window.screens.inbox.accept_chosen()
        else:
            self._window.pane.review.take(stage)

    def _accepts_lines(self, stage: Stage) -> bool:
        return stage is Stage.ACCEPTED and self._window.screens.current.page is self._window.screens.inbox

    def why_not_suspect(self) -> str:
        row = self._window.pane.row
        if row and not row.suspect:
            return tr("The words of the paragraph are those that were assessed.")
        return self._why_not_at_paragraph()

    def why_not_comment(self) -> str:
        return self._why_not_at_paragraph()

    def comment(self) -> None:
        self._window.pane.comments.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def why_no_comment(self) -> str:
        found = self._window.pane.comments.at_hand
        return self._why_not_at_paragraph() or ("" if found else tr("There is no comment that is not settled."))

    def answer(self) -> None:
        self._window.pane.comments.answer()

    def settle(self) -> None:
        self._window.pane.comments.settle()

    def fill_files(self, menu: QMenu) -> None:
        """Offer the files of the paragraph's evidence."""
        menu.clear()
        rows = self._window.pane.evidence.rows.values() if self._window.pane.row else ()
        for file in [file for row in rows for file in row.files]:
            self._offer(menu, file)
        menu.setEnabled(not menu.isEmpty())

    def _offer(self, menu: QMenu, file: File) -> None:
        office, name = self._window.office, visible(file.name).replace("&", "&&")
        ways = (
            (may_show(file.name), tr("Preview {file}"), office.preview_wanted),
            (may_open(file.name), tr("Open {file}"), office.open_wanted),
            (True, tr("Save {file} as…"), office.save_wanted),
        )
        for may, words, wanted in ways:
            if may:
                action = QAction(words.format(file=name), menu)
                action.triggered.connect(partial(_emit, wanted, file))
                menu.addAction(action)

    def turn_left(self) -> None:
        """Show the left pane, or hide it."""
        self._window.show_left(not self._window.left.isVisible())

    # The list in the middle

    @property
    def _list(self) -> QAbstractItemView | None:
        focus = self._window.screens.current.focus
        return focus if isinstance(focus, QAbstractItemView) and focus.isVisible() else None

    def why_no_line(self, by: int) -> str:
        shown = self._list
        model = shown.model() if shown else None
        if shown is None or model is None or not model.rowCount():
            return tr("There is no list, or nothing is in it.")
        if not 0 <= shown.currentIndex().row() + by < model.rowCount():
            return tr("This is the last line.") if by > 0 else tr("This is the first line.")
        return ""

    def step_in_list(self, by: int) -> None:
        """Go to another line, from wherever the focus is; it stays there."""
        if shown := self._list:
            here = shown.currentIndex()
            index = shown.model().index(here.row() + by, max(here.column(), 0))
            whole = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            shown.selectionModel().setCurrentIndex(index, whole)
            shown.scrollTo(index)

    def why_not_whole(self) -> str:
        at = self._window.screens.current.page is self._window.checklist and self._window.checklist.view.current_row
        return "" if at else tr("Choose a paragraph in the checklist first.")

    def show_whole(self) -> None:
        self._window.checklist.view.show_whole()

    @property
    def _register(self) -> RegisterPage | None:
        page = self._window.screens.current.page
        return page if isinstance(page, RegisterPage) else None

    def why_no_register(self) -> str:
        return self.why_no_state() if self._register else tr("Go to Measures or Evidence first (View menu).")

    def why_no_row(self) -> str:
        if why := self.why_no_register():
            return why
        return "" if self._register and self._register.chosen_ids else tr("Choose a row first.")

    def why_not_cell(self) -> str:
        index = self._register.table.currentIndex() if self._register else None
        if index and index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return tr("This column follows from links and files; it is not edited in its cells.")
        return self.why_no_row()

    def new_row(self) -> None:
        if page := self._register:
            page.add.emit()

    def edit_row(self) -> None:
        if page := self._register:
            page.open()

    def edit_cell(self) -> None:
        if page := self._register:
            page.table.setFocus()
            page.table.edit(page.table.currentIndex())

    def remove_rows(self) -> None:
        if page := self._register:
            page.remove.emit(page.chosen_ids)

    def link_rows(self) -> None:
        if page := self._register:
            page.link.emit(page.chosen_ids)

    def unlink_rows(self) -> None:
        if page := self._register:
            page.unlink.emit(page.chosen_ids)

    def sort(self) -> None:
        """By the column that the user is at; once more, the other way round."""
        if page := self._register:
            head, column = page.table.horizontalHeader(), page.table.currentIndex().column()
            up = head.sortIndicatorSection() != column or head.sortIndicatorOrder() != Qt.SortOrder.AscendingOrder
            page.table.sortByColumn(column, Qt.SortOrder.AscendingOrder if up else Qt.SortOrder.DescendingOrder)

    def why_not_take_back(self) -> str:
        history = self._window.screens.history
        if self._window.screens.current.page is not history:
            return tr("Go to History first (View menu).")
        return history.why_not()

    def take_back(self) -> None:
        self._window.screens.history.take_back_chosen()


def _emit(wanted: object, file: File, _checked: bool = False) -> None:
    wanted.emit(file)  # type: ignore[attr-defined]
