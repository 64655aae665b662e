"""All of a window between menus and status bar, which scrolls where the window is too small for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget


class WholeWindow(QScrollArea):
    """Scrolls only if text is so large, or the screen so small, that not all has room. What gets the focus by
    key comes into sight."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._show_focus)

    def _show_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        by_mouse = bool(QApplication.mouseButtons())  # nothing moves under it
        if now is not None and self.isAncestorOf(now) and not by_mouse:
            self.ensureWidgetVisible(now, 0, 0)
