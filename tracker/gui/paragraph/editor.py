"""A page that edits one measure or one piece of evidence: fields, save, cancel. It stands in the right pane, so that
the checklist stays in sight and nothing is modal."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tracker.domain.casework import ParagraphRow
from tracker.gui import theme
from tracker.gui.page import Page
from tracker.gui.widgets import Choice, DateText, GrowingText, button, label
from tracker.gui.words import tr


class EditorPage(Page):
    """The frame of both editors."""

    keeps_words = True
    """Whether what is typed here would be missed."""

    def __init__(self, title: str, about: str, save: Callable[[], bool]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._save = save
        self.title_words = title
        self._before: list[object] | None = None
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(3 * theme.UNIT)
        self.form.setVerticalSpacing(2 * theme.UNIT)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._problem = label("", "warning", wrap=True)
        self._problem.hide()
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(5 * theme.UNIT, 4 * theme.UNIT, 5 * theme.UNIT, 4 * theme.UNIT)
        column.setSpacing(3 * theme.UNIT)
        column.addWidget(label(title, "title"))
        if about:
            column.addWidget(label(about, "quiet", wrap=True))
        column.addLayout(self.form)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        self.save_button = button(tr("Save"), "primary", self.save)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(5 * theme.UNIT, 2 * theme.UNIT, 5 * theme.UNIT, 3 * theme.UNIT)
        buttons.addStretch(1)
        buttons.addWidget(button(tr("Cancel"), "", self.closed.emit))
        buttons.addWidget(self.save_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll, 1)
        self._problem.setContentsMargins(5 * theme.UNIT, 0, 5 * theme.UNIT, 0)
        whole.addWidget(self._problem)
        whole.addLayout(buttons)
        for keys, act in ((QKeySequence("Ctrl+Return"), self.save), (QKeySequence("Escape"), self.closed.emit)):
            shortcut = QShortcut(keys, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def add(self, words: str, field: QWidget) -> Any:
        """A line of the form; returns the field."""
        name = label(words, "quiet")
        name.setBuddy(field)
        name.setMinimumWidth(24 * theme.UNIT)
        field.setAccessibleName(words)
        self.form.addRow(name, field)
        return field

    @property
    def unsaved(self) -> bool:
        return self.keeps_words and self._before is not None and self._contents() != self._before

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._before is None:
            self._before = self._contents()

    def _contents(self) -> list[object]:
        """What stands in the fields."""
        lines = [field for field in self.findChildren(QLineEdit) if field.property("role") != "search"]
        found: list[object] = [field.text() for field in lines]
        found += [field.toPlainText() for field in self.findChildren(QPlainTextEdit)]
        found += [field.currentIndex() for field in self.findChildren(QComboBox)]
        for field in self.findChildren(QListWidget):
            found += [field.item(number).checkState() for number in range(field.count())]
        return found

    def save(self) -> None:
        self._problem.hide()
        if self._save():
            self.closed.emit()

    def clear_problem(self) -> None:
        self._problem.hide()

    def refuse(self, words: str) -> None:
        """Say beside the fields what is wrong; what was typed stays."""
        self._problem.setText(words)
        self._problem.setAccessibleName(words)
        self._problem.show()


def about_paragraph(words: str, row: ParagraphRow | None) -> str:
    """Which paragraph an editor was opened for; "" for none."""
    return words.format(label=row.label, symbol=row.symbol) if row else ""


def line(words: str, placeholder: str = "") -> QLineEdit:
    made = QLineEdit(words)
    made.setPlaceholderText(placeholder)
    made.setCursorPosition(0)
    return made


def text(words: str, least: int = 2) -> GrowingText:
    made = GrowingText(least, 14)
    made.show_text(words)
    return made


def choice(kind: type[StrEnum], chosen: StrEnum) -> Choice:
    made = Choice()
    for one in kind:
        words = tr(one.value)
        made.addItem(words[:1].upper() + words[1:], one.value)
    made.setCurrentIndex(made.findData(chosen.value))
    return made


def date_field(value: object) -> DateText:
    made = DateText()
    made.show_date(value)  # type: ignore[arg-type]
    return made


def words_of(field: QWidget) -> str:
    """What stands in a text field."""
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()  # type: ignore[attr-defined]
