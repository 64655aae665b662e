"""Save a copy to send; the recipient determines what it contains."""

from tracker.gui.context.context import WorkContext
from tracker.gui.files.transfers import FileFlow
from tracker.gui.kit.fields import Choice
from tracker.gui.kit.file_dialogs import place_to_save
from tracker.gui.kit.form_page import FormPage
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.jobs import Job
from tracker.i18n import QT_TR_NOOP
from tracker.operations.workspaces import copy_to_send


class SendPage(FormPage):
    warns_if_unsaved = False
    save_words = QT_TR_NOOP("Save a copy…")

    def __init__(self, context: WorkContext, files: FileFlow) -> None:
        about = tr("The copy is one file, and says when it is opened who made it, when and for whom.")
        super().__init__(tr("Save a copy to send"), about, self._choose)
        self._context = context
        self._files = files
        self.purpose = Choice()
        self.purpose.addItem(tr("Somebody outside"), True)
        self.purpose.addItem(tr("A colleague who goes on working on it"), False)
        self.add(tr("For"), self.purpose)
        self.purpose.currentIndexChanged.connect(self._show_content)
        self._show_content()

    def _show_content(self) -> None:
        if self.purpose.currentData():
            self.remark(
                self.purpose,
                tr(
                    "Without history, so without who did what, earlier words and files that were removed. Comments of "
                    "the review are in it."
                ),
            )
        else:
            self.remark(self.purpose, tr("With everything: history, earlier words, and files that were removed."))

    def _choose(self) -> bool:
        workspace, outside = self._context.workspace, bool(self.purpose.currentData())
        suggested = f"{workspace.path.stem} to send.tracker"
        target = place_to_save(self, tr("Save a copy to send"), suggested, tr("Workspaces (*.tracker)"), ".tracker")
        if not target:
            return False
        files = self._files
        job = Job(lambda progress: copy_to_send(workspace, target, outside, progress), writes=True)
        job.done.connect(lambda _path: files.notice.emit(tr("Saved a copy as {path}").format(path=target)))
        files.run(tr("Saving a copy"), job)
        return True
