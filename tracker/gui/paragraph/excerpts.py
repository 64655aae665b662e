"""Excerpts from a source, any number of them, each with its page or article."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.casework.evidence import Excerpt
from tracker.gui.kit import sizes
from tracker.gui.kit.form_page import line, text
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import button


class ExcerptLine(QWidget):
    """One excerpt. Emits removed() when the user removes it."""

    removed = Signal()

    def __init__(self, excerpt: Excerpt) -> None:
        super().__init__()
        self.words = text(excerpt.text)
        self.words.setPlaceholderText(tr("words of the source"))
        self.words.setAccessibleName(tr("Excerpt"))
        self.place = line(excerpt.place, tr("page or article"))
        self.place.setAccessibleName(tr("Page or article of the excerpt"))
        below = QHBoxLayout()
        below.addWidget(self.place, 1)
        below.addWidget(button(tr("Remove"), "link", self.removed.emit, tr("Remove the excerpt")))
        column = QVBoxLayout(self)
        sizes.margins(column, 0, 0, 0, 1)
        sizes.spacing(column, 1)
        column.addWidget(self.words)
        column.addLayout(below)

    @property
    def value(self) -> Excerpt:
        return Excerpt(self.words.toPlainText(), self.place.text())


class ExcerptsField(QWidget):
    """The excerpts of a piece of evidence, in order."""

    def __init__(self, excerpts: Sequence[Excerpt]) -> None:
        super().__init__()
        self.lines: list[ExcerptLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(self._column, 1)
        row = QHBoxLayout()
        row.addWidget(button(tr("Add an excerpt"), "link", self.add))
        row.addStretch(1)
        self._column.addLayout(row)
        for excerpt in excerpts or [Excerpt("")]:
            self._add(excerpt)

    def add(self) -> None:
        """Add an empty excerpt and focus it."""
        self._add(Excerpt("")).words.setFocus()

    @property
    def value(self) -> tuple[Excerpt, ...]:
        return tuple(excerpt_line.value for excerpt_line in self.lines)

    def _add(self, excerpt: Excerpt) -> ExcerptLine:
        added = ExcerptLine(excerpt)
        added.removed.connect(lambda: self._remove(added))
        self._column.insertWidget(len(self.lines), added)
        self.lines.append(added)
        return added

    def _remove(self, removed: ExcerptLine) -> None:
        self.lines.remove(removed)
        removed.hide()
        removed.deleteLater()
