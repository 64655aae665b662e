"""The parts of a splitter, as wide as the user left them: at the next start, and in another size of text."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QObject, QSettings, QSize
from PySide6.QtWidgets import QSplitter

from tracker.gui.kit import sizes


class KeptParts(QObject):
    """Restores the state of a splitter, and saves it whenever it changes. The parts grow with the text, and in the
    first size of text are again what they were; `choose()` decides which of them are shown."""

    def __init__(self, parts: QSplitter, name: str, choose: Callable[[], object] = lambda: None) -> None:
        super().__init__(parts)
        self._parts, self._key, self._choose = parts, f"window/{name}", choose
        self._percent = sizes.percent()
        self._at_normal: list[float] = []
        self._window = QSize()  # of the window, when the parts were given their sizes last
        if isinstance(saved := QSettings().value(self._key), QByteArray):
            parts.restoreState(saved)
        parts.splitterMoved.connect(self._on_move)
        sizes.sized(self, lambda it: it._follow())

    def _on_move(self) -> None:
        self._at_normal = []
        self._keep()

    def _keep(self) -> None:
        QSettings().setValue(self._key, self._parts.saveState())

    def _follow(self) -> None:
        """Give the parts the sizes of another size of text."""
        if self._percent == sizes.percent():
            return
        window = self._parts.window().size()
        if not self._at_normal or self._window != window:
            self._at_normal = [size * sizes.NORMAL / self._percent for size in self._parts.sizes()]
        self._percent, self._window = sizes.percent(), window
        self._choose()
        self._parts.setSizes([sizes.px(size) for size in self._at_normal])
        self._keep()
