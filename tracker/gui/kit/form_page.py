"""The base of pages with a form: fields, Save, Cancel. They open in the side pane and are not modal, so that the
checklist stays visible."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tracker.gui.kit import sizes
from tracker.gui.kit.check_list import CheckList
from tracker.gui.kit.fields import UNCUT, Choice, DateText, GrowingText, PlainLine, show_line
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.message import Problem
from tracker.gui.kit.page import Page
from tracker.gui.kit.widgets import button, label, repolish
from tracker.i18n import QT_TR_NOOP, capital

Input = TypeVar("Input", bound=QWidget)


class FormPage(Page):
    """A page with a form. `save` returns whether it succeeded, and the page may close."""

    save_words = QT_TR_NOOP("Save")
    warns_if_unsaved = True
    """Whether unsaved input needs a confirmation before it is discarded."""

    def __init__(self, title: str, about: str, save: Callable[[], bool]) -> None:
        super().__init__()
        self._save = save
        self._saved_contents: list[object] | None = None
        self._warned_contents: list[object] | None = None
        self.form = QFormLayout()
        sizes.sized(self.form, lambda it: it.setHorizontalSpacing(sizes.units(3)))
        sizes.sized(self.form, lambda it: it.setVerticalSpacing(sizes.units(2)))
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._problem = Problem()
        self._remarks: dict[QWidget, QLabel] = {}
        self._columns: dict[QWidget, QVBoxLayout] = {}
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        sizes.margins(column, 5, 4, 5, 4)
        sizes.spacing(column, 3)
        self._title, self._about = label("", "title"), label("", "quiet", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._about)
        self.show_title(title, about)
        column.addLayout(self.form)
        column.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        # When texts grow, Qt distributes the old height: lay out again with the new one.
        scroll.verticalScrollBar().rangeChanged.connect(self.form.update)
        self.save_button = button(tr(self.save_words), "primary", self.save, key="save")
        buttons = QHBoxLayout()
        sizes.margins(buttons, 5, 2, 5, 3)
        buttons.addStretch(1)
        self.cancel_button = button(tr("Cancel"), "", self.closed.emit, key="leave")
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll, 1)
        sizes.margins(self._problem, 5, 0, 5, 0)
        whole.addWidget(self._problem)
        whole.addLayout(buttons)

    def show_title(self, title: str, about: str) -> None:
        """Show the title, and a sentence below it unless `about` is empty."""
        self.title_words = title
        self._title.setText(title)
        self._about.setText(about)
        self._about.setVisible(bool(about))

    def reveal(self, widget: QWidget) -> None:
        """Scroll to a widget after the next layout."""
        QTimer.singleShot(0, widget, lambda: self._scroll.ensureWidgetVisible(widget))

    def add(self, words: str, field: Input) -> Input:
        """Add a line to the form, with room for a remark below the field; returns the field."""
        name = label(words, "quiet")
        name.setBuddy(field)
        sizes.sized(name, lambda it: it.setMinimumWidth(sizes.units(24)))
        field.setAccessibleName(words)
        remark = self._remarks[field] = label("", "quiet", wrap=True)
        remark.hide()
        column = QVBoxLayout()
        sizes.spacing(column, 1)
        column.addWidget(field)
        column.addWidget(remark)
        self.form.addRow(name, column)
        self._columns[field] = column
        if isinstance(field, GrowingText):
            field.refused.connect(lambda fault: self.remark(field, fault, wrong=True))
        return field

    def remove_field(self, field: QWidget) -> None:
        """Remove the line of a field from the form."""
        self.form.removeRow(self._columns.pop(field))
        del self._remarks[field]

    def remark(self, field: QWidget, words: str, wrong: bool = False) -> None:
        """Show a remark below a field; "" removes it. `wrong`: the value can't be saved."""
        shown = self._remarks[field]
        if (shown.text(), bool(field.property("wrong"))) == (words, wrong):
            return
        shown.setText(words)
        shown.setVisible(bool(words))
        shown.setProperty("role", "warning" if wrong else "quiet")
        field.setProperty("wrong", wrong)
        field.setAccessibleDescription(words)
        repolish(shown)
        repolish(field)

    @property
    def unsaved(self) -> bool:
        return self.warns_if_unsaved and self._saved_contents is not None and self._contents() != self._saved_contents

    def mark_saved(self) -> None:
        """Treat the present contents as saved."""
        self._saved_contents = self._contents()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._saved_contents is None:
            self.mark_saved()

    def _contents(self) -> list[object]:
        """The contents of all fields but those that only search a list."""
        found: list[object] = [field.text() for field in self.findChildren(QLineEdit) if not _searches(field)]
        found += [field.toPlainText() for field in self.findChildren(QPlainTextEdit)]
        found += [field.currentIndex() for field in self.findChildren(QComboBox) if not _searches(field)]
        for field in self.findChildren(QListWidget):
            found += [field.item(number).checkState() for number in range(field.count())]
        return found

    def save(self) -> None:
        if not self.save_button.isEnabled():
            return
        self._problem.hide()
        if not self._left_typed() and self._save():
            self.closed.emit()

    def _left_typed(self) -> bool:
        """Refuse to save while the field above a list names what is not ticked: to drop it unsaid would lose it, and to
        tick it unasked might be wrong, since the field only searches too."""
        for ticks in self.findChildren(CheckList):
            if ticks.isVisibleTo(self) and (words := ticks.untaken):
                self.refuse(
                    tr("“{words}” is typed above the list, but not ticked. Enter ticks it.").format(words=words)
                )
                ticks.search.setFocus()
                return True
        return False

    def leave(self) -> None:
        """Close without saving; with unsaved input only at the second attempt."""
        if self.unsaved and self._warned_contents != self._contents():
            self._warned_contents = self._contents()
            self.refuse(tr("This is not saved. Escape once more gives it up; Ctrl+Enter saves it."))
        else:
            self.closed.emit()

    def clear_problem(self) -> None:
        self._problem.hide()

    def refuse(self, words: str) -> None:
        """Show what is wrong below the fields; the input stays."""
        self._problem.show_words(words)


def _searches(field: QWidget) -> bool:
    return bool(field.property("role") == "search")


def line(words: str, placeholder: str = "") -> QLineEdit:
    made = PlainLine()
    made.setMaxLength(UNCUT)
    made.setPlaceholderText(placeholder)
    show_line(made, words)
    return made


def text(words: str, least: int = 2) -> GrowingText:
    made = GrowingText(least, 14)
    made.show_text(words)
    return made


def choice(kind: type[StrEnum], chosen: StrEnum) -> Choice:
    made = Choice()
    for one in kind:
        words = tr(one.value)
        made.addItem(capital(words), one.value)
    made.setCurrentIndex(made.findData(chosen.value))
    return made


def date_field(value: object) -> DateText:
    made = DateText()
    made.show_date(value)  # type: ignore[arg-type]
    return made


def show(fields: Mapping[str, QWidget], values: object) -> None:
    """Fill fields with the attributes of the same names."""
    for name, field in fields.items():
        value: Any = getattr(values, name)
        if isinstance(field, DateText):
            field.show_date(value)
        elif isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(value.value))
        elif isinstance(field, GrowingText):
            field.show_text(value)
        elif isinstance(field, QLineEdit):
            show_line(field, value)


def words_of(field: QWidget) -> str:
    """The text of a text field."""
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()  # type: ignore[attr-defined]
