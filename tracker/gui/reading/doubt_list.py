"""The doubts of a reading, one a line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from tracker.gui.kit import sizes
from tracker.gui.kit.i18n import tr

_MOST = 4  # lines that are shown at once


class DoubtList(QListWidget):
    """As high as its lines, of which some are reached by scrolling; hidden where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("doubts")
        self.setAccessibleName(tr("Doubts"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sizes.sized(self, lambda it: it._fit())

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show other doubts, none of them chosen."""
        self.blockSignals(True)
        self.clear()
        self.addItems(lines)
        self.blockSignals(False)
        self.setVisible(bool(lines))
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(min(self.count(), _MOST) * sizes.units(6) + 2 * self.frameWidth())
