"""The middle pane, which shows one screen at a time."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from tracker.domain.casework.assessments import ParagraphRow
from tracker.domain.casework.registers import Register
from tracker.gui.checklist.model import ChecklistModel
from tracker.gui.checklist.view import ChecklistPage
from tracker.gui.context.context import WorkContext
from tracker.gui.history.page import HistoryPage
from tracker.gui.inbox.page import InboxPage
from tracker.gui.kit.i18n import tr
from tracker.gui.quality.page import QualityPage
from tracker.gui.registers.page import RegisterPage

ListPage = ChecklistPage | RegisterPage | InboxPage | QualityPage | HistoryPage


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: its name and title, its page, and the widget that gets the focus."""

    name: str
    title: str
    page: ListPage
    focus: QWidget


class Screens(QStackedWidget):
    """All screens; `current` is the visible one."""

    def __init__(self, context: WorkContext, model: ChecklistModel) -> None:
        super().__init__()
        self.setObjectName("middle")
        self.checklist = ChecklistPage(model)
        self.registers = {register: RegisterPage(context, register) for register in Register}
        self.inbox = InboxPage(context)
        self.quality = QualityPage(context)
        self.history = HistoryPage(context)
        measures, evidence = self.registers[Register.MEASURE], self.registers[Register.EVIDENCE]
        self.all = (
            Screen("checklist", tr("Checklist"), self.checklist, self.checklist.view),
            Screen("measure", tr("Measures"), measures, measures.table),
            Screen("evidence", tr("Evidence"), evidence, evidence.table),
            Screen("inbox", tr("Inbox"), self.inbox, self.inbox.table),
            Screen("quality", tr("Quality"), self.quality, self.quality.table),
            Screen("history", tr("History"), self.history, self.history.table),
        )
        for screen in self.all:
            self.addWidget(screen.page)

    @property
    def current(self) -> Screen:
        return self.all[self.currentIndex()]

    @property
    def chosen_rows(self) -> list[ParagraphRow]:
        """The paragraphs that are chosen in the checklist, while it is shown."""
        return self.checklist.view.selected_rows if self.current.page is self.checklist else []

    def named(self, name: str) -> Screen:
        return next(one for one in self.all if one.name == name)

    def take_focus(self) -> None:
        """Focus the list of the current screen."""
        self.current.focus.setFocus()

    def emit_current(self) -> None:
        """Have the list of the current screen tell again what is chosen in it."""
        page = self.current.page
        (page.view if isinstance(page, ChecklistPage) else page).emit_current()

    def find_in_list(self) -> None:
        """Focus the find field of the current screen."""
        field = self.current.page.find_field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def words_of(self, name: str) -> str:
        """The search words of a screen."""
        return self.named(name).page.find_field.text()

    def set_words(self, name: str, words: str) -> None:
        """Search the list of a screen for words."""
        self.named(name).page.find_field.setText(words)

    def show_screen(self, name: str) -> None:
        """Show the screen of that name and focus its list."""
        screen = self.named(name)
        self.setCurrentWidget(screen.page)
        screen.focus.setFocus()
