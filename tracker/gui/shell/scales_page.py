"""The crosswalk: every level in the words of every scale."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from tracker.domain.casework.levels import SCALES, Level
from tracker.gui.kit import sizes
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.page import Page
from tracker.gui.kit.widgets import button, label, scroll_by_label


class ScalesPage(Page):
    """Also covers the middle pane, so that there is space for all scales."""

    wide = True

    def __init__(self) -> None:
        super().__init__()
        self.title_words = tr("Scales and their crosswalk")
        about = tr(
            "What is stored is always the tracker's own level; a scale only shows it, in the window (View menu) and in "
            "a workbook. A coarser scale says less: from its word the level can't be told."
        )
        grid = QGridLayout()
        sizes.sized(grid, lambda it: it.setHorizontalSpacing(sizes.units(6)))
        sizes.sized(grid, lambda it: it.setVerticalSpacing(sizes.units(3)))
        for number, scale in enumerate(SCALES.values()):
            grid.addWidget(label(tr(scale.title), "strong", wrap=True), 0, number)
            grid.setColumnStretch(number, 1)
            for line, level in enumerate(Level, 1):
                grid.addWidget(label(tr(scale.words[level]) or "–", wrap=True), line, number)
        inner = QWidget()
        inner.setObjectName("page")
        page = QVBoxLayout(inner)
        sizes.margins(page, 5, 4, 5, 4)
        sizes.spacing(page, 4)
        title = label(self.title_words, "title")
        page.addWidget(title)
        page.addWidget(label(about, "quiet", wrap=True))
        page.addLayout(grid)
        close = button(tr("Close"), "", self.closed.emit, key="leave")
        page.addWidget(close, alignment=Qt.AlignmentFlag.AlignLeft)
        page.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll_by_label(title, scroll)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.setFocusProxy(close)
