"""Sections of cards, as for the measures and the evidence of a paragraph."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from tracker.gui.kit import sizes
from tracker.gui.kit.context_menu import add_buttons, give_menu
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import button, clear, label

_FIRST, _MORE = 3, 20  # cards


@dataclass(frozen=True, slots=True)
class Act:
    """An action of a card or section: its label, its function, and the name of the shortcut if a menu has it too."""

    words: str
    do: Callable[[], object]
    key: str = ""


class Section(QWidget):
    """A heading with a count and actions, and cards below it."""

    def __init__(self, words: str, nothing: str, acts: Sequence[Act]) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self._words = words
        self._nothing = nothing
        self._more: list[Callable[[], QWidget]] = []
        self._button: QPushButton | None = None
        self._heading = label(words, "section")
        head = QHBoxLayout()
        sizes.spacing(head, 1)
        head.addWidget(self._heading, 1)
        self._acts = [button(act.words, "link", act.do, f"{act.words}: {words}", act.key) for act in acts]
        for way in self._acts:
            head.addWidget(way)
        self._cards = QVBoxLayout()
        sizes.spacing(self._cards, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(column, 2)
        column.addLayout(head)
        column.addLayout(self._cards)

    @property
    def first(self) -> QWidget:
        """What to focus where something is to be done in the section."""
        return self._acts[0]

    def show_cards(self, cards: Sequence[Callable[[], QWidget]]) -> None:
        """Show the cards that these functions create: the first few now, the others on demand, so that a paragraph
        opens quickly however much is linked to it."""
        self._heading.setText(f"{self._words} ({len(cards)})")
        clear(self._cards)
        self._button = None
        self._more = list(cards)
        self._show_more(_FIRST)
        if not cards and self._nothing:
            self._cards.addWidget(label(self._nothing, "quiet", wrap=True))

    def _show_more(self, number: int) -> None:
        cards = [make() for make in self._more[:number]]
        for made in cards:
            self._cards.insertWidget(self._cards.count() - bool(self._button), made)
        if self._button:
            if self._button.hasFocus() and (act := cards[0].findChild(QPushButton)):
                act.setFocus()  # else Qt passes the focus on to another section, and scrolls there
            self._button.hide()
            self._button.deleteLater()
            self._button = None
        del self._more[:number]
        if self._more:
            words = tr("Show more ({number} left)").format(number=len(self._more))
            self._button = button(words, "link", partial(self._show_more, _MORE), f"{words}: {self._words}")
            self._cards.addWidget(self._button)


def card(title: str, lines: Sequence[str | QWidget], acts: Sequence[Act]) -> QFrame:
    """A card with a title, lines of text or widgets, and actions; empty lines are left out."""
    made = QFrame()
    made.setProperty("role", "card")
    made.setAccessibleName(title)
    column = QVBoxLayout(made)
    sizes.margins(column, 3, 2, 3, 1)
    sizes.spacing(column, 0.5)
    name = label(title, "strong", wrap=True)
    name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    name.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # that of the card, which copies, too
    column.addWidget(name)
    for is_text, group in groupby(filter(None, lines), lambda line: isinstance(line, str)):
        if is_text:  # in one label: many labels are slow
            column.addWidget(label("\n".join(map(str, group)), "quiet", wrap=True))
        else:
            for widget in group:
                column.addWidget(widget)  # type: ignore[arg-type]
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    sizes.spacing(row, 2)
    add_acts(made, row, title, acts)
    row.addStretch(1)
    column.addLayout(row)
    return made


def add_acts(around: QWidget, row: QLayout, about: str, acts: Sequence[Act]) -> None:
    """Add buttons for the actions of a card or line to its `row`, and the same to its menu; `about` is what they act
    on, for screen readers."""
    buttons = [button(act.words, "link", act.do, f"{act.words}: {about}", act.key) for act in acts]
    for one in buttons:
        row.addWidget(one)
    give_menu(around, lambda menu, _under: add_buttons(menu, buttons))
