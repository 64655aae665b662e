"""A form of the user's own, to be filled in instead of tracker's workbook, and what was recognised in it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.reports.forms import Assignments, FormFindings
from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.exchange.form_columns import FormColumns
from tracker.gui.kit import sizes
from tracker.gui.kit.file_dialogs import file_to_open
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.gui.kit.widgets import button, label, repolish
from tracker.i18n import QT_TR_NOOP
from tracker.operations.forms import look_at_form
from tracker.progress import Progress

_ABOUT = QT_TR_NOOP("An .xlsx workbook with headings such as Paragraph, Text and Level. A copy of it is filled in.")


class FormChoice(QWidget):
    """Emits chosen(bool): whether a form is chosen. `path` is that of the form, None without one; `fingerprint` tells
    it from others. `assigned` is what the user decided to put below its headings, None for what is remembered."""

    chosen = Signal(bool)

    def __init__(self, context: WorkContext) -> None:
        super().__init__()
        self._context = context
        self.path: Path | None = None
        self.fingerprint = ""
        self.assigned: Assignments | None = None
        self._decided: Assignments = {}
        self._job: Job | None = None
        self._looked_at = Path()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        sizes.spacing(column, 1)
        self._ask = button(tr("Use a form of your own…"), "link", self._choose)
        self._status = label(tr(_ABOUT), "quiet", wrap=True)
        self._assign = button(tr("Choose what goes below each heading…"), "link", self._show_columns)
        self.columns = FormColumns()
        self.columns.assigned.connect(self._on_assigned)
        self._without = button(tr("Do without the form"), "link", self._leave)
        column.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._status)
        column.addWidget(self._assign, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.columns)
        column.addWidget(self._without, 0, Qt.AlignmentFlag.AlignLeft)
        for hidden in (self._assign, self.columns, self._without):
            hidden.hide()

    def look_at(self, path: Path, assigned: Assignments | None = None) -> None:
        """Examine a form in a job; choose it if it can be filled in, and show what was recognised, or why it can't
        be."""

        def work(_progress: Progress) -> FormFindings:
            return look_at_form(self._context.workspace, path, assigned)

        if self._job:  # what was assigned before does not count any more
            self._job.done.disconnect(self._known)
            self._job.failed.disconnect(self._refused)
            self._job.cancel()
        self._looked_at, self.assigned = path, assigned
        self._job = Job(work)
        self._job.done.connect(self._known)
        self._job.failed.connect(self._refused)
        self._job.start()

    def _choose(self) -> None:
        path = file_to_open(self, tr("A form of your own"), tr("Excel workbook (*.xlsx)"))
        if path and not self._job:
            self.path = None
            self.columns.hide()
            self.look_at(path)

    def _on_assigned(self, key: str, name: str) -> None:
        self._decided = {**self._decided, key: name}
        self.look_at(self._looked_at, self._decided)

    def _show_columns(self) -> None:
        self.columns.show()
        self._assign.hide()

    def _known(self, found: FormFindings) -> None:
        self.fingerprint, self._decided = found.fingerprint, found.assigned
        if not found.tables:
            self._take(
                None if found.fault else self._looked_at, self._words(found), "warning" if found.fault else "quiet"
            )
            return
        self.columns.show_tables(found.tables)
        if found.fault:
            self.columns.show()
        self._take(self._looked_at, self._words(found), "warning" if found.fault else "quiet")
        self._assign.setVisible(not self.columns.isVisibleTo(self))

    def _words(self, found: FormFindings) -> str:
        return str(found.fault) if found.fault else "\n".join([self._looked_at.name, *found.lines])

    def _refused(self, fault: TrackerError) -> None:
        """Say why the form can't be filled in. Where what the user assigned is to blame, it can be assigned anew."""
        self._take(self._looked_at if self.assigned else None, str(fault), "warning")

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
        if path is None:
            self.assigned, self._decided = None, {}
            self._assign.hide()
            self.columns.hide()
        self.chosen.emit(path is not None)
