"""The page with first steps and keyboard shortcuts, which are read from the menus."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QMenuBar, QScrollArea, QVBoxLayout, QWidget

from tracker.gui.kit import sizes
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.page import Page
from tracker.gui.kit.widgets import button, label, scroll_by_label
from tracker.i18n import QT_TR_NOOP

STEPS = (
    QT_TR_NOOP("Choose the Member State at the top left: type a part of its name or its code."),
    QT_TR_NOOP("Go through the checklist with the arrow keys. 1 to 6 say how far the State has come, 0 takes it back."),
    QT_TR_NOOP("Say why in the right pane. Everything is saved as you type, and Ctrl+Z undoes whatever you did."),
    QT_TR_NOOP("M adds a measure that answers the paragraph, E evidence that shows it."),
    QT_TR_NOOP("Submit the assessment when nothing is lacking. What waits for a reviewer stands in the Inbox."),
    QT_TR_NOOP("Export writes the compliance matrix as an Excel workbook."),
)

ELSEWHERE = (
    (QT_TR_NOOP("Up and down"), QT_TR_NOOP("go from line to line in a list")),
    (QT_TR_NOOP("Shift+Up and Shift+Down"), QT_TR_NOOP("choose several lines")),
    (QT_TR_NOOP("0 to 6"), QT_TR_NOOP("in the checklist and on the levels: give the level")),
    (QT_TR_NOOP("Tab and Shift+Tab"), QT_TR_NOOP("go to the next field, and to the one before")),
    (QT_TR_NOOP("Alt and a letter"), QT_TR_NOOP("open a menu")),
    (
        QT_TR_NOOP("Esc"),
        QT_TR_NOOP("in the search field: empty it, then leave it; in a cell or a note: leave it as it was"),
    ),
    (QT_TR_NOOP("Enter"), QT_TR_NOOP("in a note or a cell: keep it")),
    (QT_TR_NOOP("Space"), QT_TR_NOOP("tick what is ticked; press a button")),
    (QT_TR_NOOP("Alt+Down"), QT_TR_NOOP("open a list to choose from; in a date, the calendar")),
    (QT_TR_NOOP("Left and right"), QT_TR_NOOP("in a preview: turn pages")),
    (QT_TR_NOOP("Ctrl++ and Ctrl+-"), QT_TR_NOOP("in a preview: larger and smaller")),
    ("J S N T A H W", QT_TR_NOOP("in a reading: join, split, number, type, addressees, theme, words")),
)
"""Shortcuts that are not in a menu."""


class HelpPage(Page):
    """First steps, then the shortcuts grouped by menu."""

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__()
        self.title_words = tr("Keys and first steps")
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        sizes.margins(column, 5, 4, 5, 4)
        sizes.spacing(column, 2)
        title = label(self.title_words, "title")
        column.addWidget(title)
        for number, step in enumerate(STEPS, 1):
            column.addWidget(label(f"{number}.  {tr(step)}", wrap=True))
        for heading, lines in (*_menus(bar), (tr("Also"), [(tr(keys), tr(words)) for keys, words in ELSEWHERE])):
            sizes.gap(column, 2)
            column.addWidget(label(heading, "section"))
            column.addLayout(_table(lines))
        close = button(tr("Close"), "", self.closed.emit, key="leave")
        sizes.gap(column, 2)
        column.addWidget(close, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll_by_label(title, scroll)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.setFocusProxy(title)


def _table(lines: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    sizes.sized(grid, lambda it: it.setHorizontalSpacing(sizes.units(3)))
    sizes.sized(grid, lambda it: it.setVerticalSpacing(sizes.units(1)))
    sizes.sized(grid, lambda it: it.setColumnMinimumWidth(0, sizes.units(34)))
    grid.setColumnStretch(1, 1)
    for number, (keys, words) in enumerate(lines):
        grid.addWidget(label(keys, "strong", wrap=True), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words, wrap=True), number, 1, Qt.AlignmentFlag.AlignTop)
    return grid


def _menus(bar: QMenuBar) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The title of each menu, and its entries with a shortcut: (shortcut, text)."""
    for top in bar.actions():
        menu = top.menu()
        lines = [line for action in menu.actions() if (line := key_of(action))[0]]  # type: ignore[attr-defined]
        if lines:
            yield plain(top.text()), lines


def key_of(action: QAction) -> tuple[str, str]:
    """The shortcut of a menu entry ("" for none) and its text."""
    words, _, key = (action.property("always") or action.text()).partition("\t")
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) or key, plain(words)


def plain(words: str) -> str:
    """The text of a menu entry without its mnemonic."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")
