"""The middle pane: the screens that stand in it, one at a time."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

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
    """A screen: its name and title, the page, and what takes the focus."""

    name: str
    title: str
    page: ListPage
    focus: QWidget


class Screens(QStackedWidget):
    """All screens; `current` is the one that is shown."""

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

    def named(self, name: str) -> Screen:
        return next(one for one in self.all if one.name == name)

    def take_focus(self) -> None:
        """Give the keys to the list that is shown."""
        self.current.focus.setFocus()

    def find_in_list(self) -> None:
        """Find words in the list that is shown."""
        field = self.current.page.find_field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def words_of(self, name: str) -> str:
        """The words sought in the list of a screen."""
        return self.named(name).page.find_field.text()

    def set_words(self, name: str, words: str) -> None:
        """Seek words in the list of a screen."""
        self.named(name).page.find_field.setText(words)

    def show_screen(self, name: str) -> None:
        """Show the screen of that name, and give it the focus."""
        screen = self.named(name)
        self.setCurrentWidget(screen.page)
        screen.focus.setFocus()
