"""What the codes of the levels stand for, in full, until the user knows them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.domain.casework.levels import Level
from tracker.gui.kit import sizes, ui_state
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.widgets import button, label

_NAME = "level codes"
_LEARNT = 8  # levels chosen
_TOGETHER = "\u2060\xa0"  # so that no line ends between a code and its words, even behind a dash


class LevelLegend(QWidget):
    """A line with each code and its words. It is gone once the user has chosen some levels by their codes, or has put
    it away; it goes as another paragraph is shown, so that nothing moves under the mouse."""

    def __init__(self) -> None:
        super().__init__()
        levels = (*list(Level)[1:], Level.NOT_ASSESSED)
        codes = [f"{level.code} {tr(level.value)}".replace(" ", _TOGETHER) for level in levels]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(row, 2)
        row.addWidget(label(" · ".join(codes), "caption", wrap=True), 1)
        away = button(tr("I know them"), "link", self._put_away, tr("I know them, the codes of the levels"))
        row.addWidget(away, alignment=Qt.AlignmentFlag.AlignTop)

    def show_if_new(self) -> None:
        """Show the line where the codes are still new to the user; else hide it."""
        self.setVisible(ui_state.times(_NAME) < _LEARNT)

    def note_use(self) -> None:
        """A level was chosen by its code."""
        if (used := ui_state.times(_NAME)) < _LEARNT:
            ui_state.keep_times(_NAME, used + 1)

    def _put_away(self) -> None:
        ui_state.keep_times(_NAME, _LEARNT)
        self.hide()
