"""Choose a level: seven small buttons in the colours of the levels."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from tracker.domain.casework.levels import Level
from tracker.gui.context.level_words import level_word
from tracker.gui.kit import sizes, theme
from tracker.gui.kit.i18n import tr


class _LevelButton(QAbstractButton):
    def __init__(self, level: Level, number: int) -> None:
        super().__init__()
        self.level = level
        self.setCheckable(True)
        self.setAutoExclusive(True)  # screen readers announce it as one of several
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(f"{level_word(level)} ({number})")
        self.setAccessibleName(f"{tr(level.value)} ({number})")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._hovered = False

    def sizeHint(self) -> QSize:
        return QSize(sizes.px(34), sizes.px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(sizes.px(28), sizes.px(30))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = sizes.units(1)
        inside = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        chosen, coloured = self.isChecked(), self.level != Level.NOT_ASSESSED
        fill, ink = (QColor(f"#{code}") for code in self.level.colours)
        painter.setBrush(fill if chosen and coloured else QColor(colours.hover if self._hovered else colours.surface))
        if chosen:
            painter.setPen(QPen(QColor(colours.text), 2))
        else:
            outline = (
                QColor(colours.edge) if self.level is Level.NOT_APPLICABLE else fill
            )  # its grey looks chosen in dark
            painter.setPen(QPen(outline, 2) if coloured else QPen(QColor(colours.quiet), 1, Qt.PenStyle.DashLine))
        if not (chosen and coloured):
            ink = QColor(colours.text)
        painter.drawRoundedRect(inside, edge, edge)
        painter.setPen(ink)
        painter.setFont(theme.font(theme.CAPTION, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.level.code)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            corner = sizes.px(theme.CORNER)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), corner, corner)


class LevelPicker(QWidget):
    """Emits chosen(Level) when the user chooses. Keys 0 to 6 choose while it has the focus."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(row, 1)
        self._group = QButtonGroup(self)
        self._buttons: dict[Level, _LevelButton] = {}
        for number, level in enumerate(Level):
            button = _LevelButton(level, number)
            button.setAccessibleDescription(name)
            button.clicked.connect(self._on_click)
            self._group.addButton(button)
            self._buttons[level] = button
        for level in (*list(Level)[1:], Level.NOT_ASSESSED):
            row.addWidget(self._buttons[level])
        row.addStretch(1)

    def show_level(self, level: Level) -> None:
        chosen, focused = self._buttons[level], self.isAncestorOf(QApplication.focusWidget() or self)
        chosen.setChecked(True)
        self.setFocusProxy(chosen)  # so that the focus ring is on the chosen level
        if focused:
            chosen.setFocus()
        self.setAccessibleDescription(level_word(level))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_0
        if 0 <= number < len(Level):
            self.chosen.emit(list(Level)[number])
        else:
            super().keyPressEvent(event)

    def _on_click(self) -> None:
        checked = self._group.checkedButton()
        if isinstance(checked, _LevelButton):
            self.chosen.emit(checked.level)
