"""The commands for the open paragraph, for menus and keys."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.evidence import File
from tracker.domain.text.filenames import may_open, may_show, visible
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.commands import Command
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.page import Page
from tracker.gui.paragraph.pane import ParagraphPane
from tracker.gui.paragraph.several_page import SeveralPage


class ParagraphCommands:
    """Review steps, comments and files of the paragraph in `pane`. `page()` returns the page that covers the pane, or
    None."""

    def __init__(self, context: WorkContext, pane: ParagraphPane, page: Callable[[], Page | None]) -> None:
        self._context, self._pane, self._page = context, pane, page

    def all(self) -> list[Command]:
        comments = self._pane.comments
        steps = (
            ("submit", tr("Submit"), Stage.SUBMITTED),
            ("accept", tr("Accept"), Stage.ACCEPTED),
            ("return", tr("Return with a comment"), Stage.RETURNED),
            ("draft", tr("Back to draft"), Stage.DRAFT),
        )
        return [
            *(
                Command(name, text, partial(self._take, stage), partial(self._why_not_step, stage))
                for name, text, stage in steps
            ),
            Command("compare", tr("Compare with the words assessed…"), self._pane.compare.emit, self._why_not_suspect),
            Command("comment", tr("Write a comment"), self._comment, self._why_covered),
            Command("answer", tr("Answer a comment"), comments.answer, self._why_no_comment),
            Command("settle", tr("Settle a comment, or reopen it"), comments.settle, self._why_no_comment),
        ]

    def why_no_paragraph(self) -> str:
        if not self._pane.row:
            return tr("Choose a paragraph in the checklist first.")
        return self._context.why_no_state()

    def _why_covered(self) -> str:
        if page := self._page():
            return tr("“{title}” stands over the paragraph. Close it first.").format(title=page.title_words)
        return self.why_no_paragraph()

    def _take(self, stage: Stage) -> None:
        """Take a step of review for the paragraph, or for all that are chosen while their page is open."""
        page = self._page()
        (page if isinstance(page, SeveralPage) else self._pane.review).take(stage)

    def _why_not_step(self, stage: Stage) -> str:
        page = self._page()
        if isinstance(page, SeveralPage):
            return page.why_not(stage)
        self._pane.flush()  # the text being typed may be what is still missing
        return self._why_covered() or self._pane.review.why_not(stage)

    def _why_not_suspect(self) -> str:
        row = self._pane.row
        if row and not row.suspect:
            return tr("The words of the paragraph are those that were assessed.")
        return self._why_covered()

    def _why_no_comment(self) -> str:
        comment = self._pane.comments.at_hand
        return self._why_covered() or ("" if comment else tr("There is no comment that is not settled."))

    def _comment(self) -> None:
        self._pane.comments.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fill_files(self, menu: QMenu) -> None:
        """Fill a menu with the files of the paragraph's evidence; it is disabled when there are none."""
        menu.clear()
        rows = self._pane.evidence.rows.values() if self._pane.row else ()
        for file in [file for row in rows for file in row.files]:
            self._offer(menu, file)
        menu.setEnabled(not menu.isEmpty())

    def _offer(self, menu: QMenu, file: File) -> None:
        context, name = self._context, visible(file.name).replace("&", "&&")
        choices = (
            (may_show(file.name), tr("Preview {file}"), context.preview_wanted),
            (may_open(file.name), tr("Open {file}"), context.open_wanted),
            (True, tr("Save {file} as…"), context.save_wanted),
        )
        for allowed, template, signal in choices:
            if allowed:
                action = QAction(template.format(file=name), menu)
                action.triggered.connect(lambda _checked=False, signal=signal: signal.emit(file))
                menu.addAction(action)
