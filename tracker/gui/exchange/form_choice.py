"""A form of the user's own, to be filled in instead of tracker's workbook, and what was recognised in it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from tracker.errors import TrackerError
from tracker.gui.kit import theme
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.widgets import button, label, repolish
from tracker.i18n import QT_TR_NOOP
from tracker.operations.forms import look_at_form
from tracker.progress import Progress

_ABOUT = QT_TR_NOOP("An .xlsx workbook with headings such as Paragraph, Text and Level. A copy of it is filled in.")


class FormChoice(QWidget):
    """Emits chosen(bool): whether a form is chosen. `path` is that of the form, None without one."""

    chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self._job: Job | None = None
        self._looked_at = Path()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        self._ask = button(tr("Use a form of your own…"), "link", self._choose)
        self._status = label(tr(_ABOUT), "quiet", wrap=True)
        self._without = button(tr("Do without the form"), "link", self._leave)
        self._without.hide()
        column.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._status)
        column.addWidget(self._without, 0, Qt.AlignmentFlag.AlignLeft)

    def look_at(self, path: Path) -> None:
        """Examine a form in a job; choose it if it can be filled in, and show what was recognised, or why it can't
        be."""

        def work(_progress: Progress) -> list[str]:
            return look_at_form(path)

        self._looked_at = path
        self._job = Job(work)
        self._job.done.connect(self._known)
        self._job.failed.connect(self._refused)
        self._job.start()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("A form of your own"), "", tr("Excel workbook (*.xlsx)"))
        if name and not self._job:
            self.look_at(Path(name))

    def _known(self, lines: list[str]) -> None:
        self._take(self._looked_at, "\n".join([self._looked_at.name, *lines]), "quiet")

    def _refused(self, fault: TrackerError) -> None:
        self._take(None, str(fault), "warning")

    def _leave(self) -> None:
        self._ask.setFocus()
        self._take(None, tr(_ABOUT), "quiet")

    def _take(self, path: Path | None, words: str, role: str) -> None:
        self._job = None
        self.path = path
        self._status.setProperty("role", role)
        self._status.setText(words)
        repolish(self._status)
        self._without.setVisible(path is not None)
        self.chosen.emit(path is not None)
