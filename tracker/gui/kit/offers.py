"""Words that are offered while a line is typed: those that hold what is typed, whatever its case and accents."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from tracker.domain.text.folding import folded


class Offers(QObject):
    """Offers words in a field. `read()` gives them, each time the field gets the focus. Qt's own completion knows
    nothing of accents, so the list is filled with what fits."""

    def __init__(self, field: QLineEdit, read: Callable[[], Sequence[str]]) -> None:
        super().__init__(field)
        self._read = read
        self._words: list[tuple[str, str]] = []
        self._fitting = QStringListModel(self)
        completer = QCompleter(self._fitting, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        if popup := completer.popup():
            popup.setObjectName("popup")
        field.setCompleter(completer)
        field.textEdited.connect(self._fit)
        completer.activated[str].connect(field.textEdited.emit)  # type: ignore[index]  # else nothing would save it
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._words = [(folded(words), words) for words in self._read()]
        return super().eventFilter(watched, event)

    def _fit(self, typed: str) -> None:
        wanted = folded(typed).strip()
        fits = [words for known, words in self._words if wanted and wanted in known and words != typed]
        self._fitting.setStringList(fits)
