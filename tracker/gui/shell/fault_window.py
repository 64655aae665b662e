"""Show defects of the program in a message box, with a report that can be saved; the program goes on."""

import sys
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

from tracker import log
from tracker.errors import reason
from tracker.gui.kit.dialogs import message_box
from tracker.gui.kit.file_dialogs import place_to_save
from tracker.gui.kit.i18n import tr


class FaultWindow(QObject):
    """Replaces `sys.excepthook`: every exception is logged, and one at a time is shown. Lives in the GUI thread;
    exceptions of other threads arrive by a queued signal."""

    _raised = Signal(object)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._box: QMessageBox | None = None
        self._raised.connect(self._show)
        sys.excepthook = self._on_exception

    def _on_exception(self, _kind: type[BaseException], fault: BaseException, _trace: TracebackType | None) -> None:
        log.note_fault(fault)
        print(log.traced(fault), file=sys.stderr)
        self._raised.emit(fault)

    @Slot(object)
    def _show(self, fault: BaseException) -> None:
        if self._box is not None:
            return  # only one at a time is shown; the log has all
        what = tr("Something in tracker went wrong, and that is not your fault. What was saved is safe; go on.")
        box = message_box(QApplication.activeWindow(), what, tr("A fault in tracker"))
        box.setInformativeText(
            tr(
                "A report helps to mend it. It says which version this is, which commands were used and where in the "
                "program it happened, and nothing of your work."
            )
        )
        box.setDetailedText(log.report(fault))
        save = box.addButton(tr("Save the report…"), QMessageBox.ButtonRole.ActionRole)
        box.setDefaultButton(box.addButton(tr("Go on"), QMessageBox.ButtonRole.AcceptRole))
        save.clicked.connect(lambda: _save(box, log.report(fault)))
        box.setWindowModality(Qt.WindowModality.NonModal)
        box.finished.connect(self._forget)
        self._box = box
        box.show()

    def _forget(self) -> None:
        if self._box:
            self._box.deleteLater()
        self._box = None


def _save(box: QMessageBox, report: str) -> None:
    if path := place_to_save(box, tr("Save the report"), "tracker report.txt"):
        try:
            path.write_text(report, encoding="utf-8")
        except OSError as fault:
            box.setInformativeText(tr("The report can't be written: {reason}.").format(reason=reason(fault)))
