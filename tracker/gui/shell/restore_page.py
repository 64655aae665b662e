"""Restore a backup: choose one, and see which actions would be lost."""

from PySide6.QtCore import Signal

from tracker.errors import TrackerError
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.fields import Choice
from tracker.gui.kit.form_page import FormPage
from tracker.gui.kit.i18n import moment, tr
from tracker.i18n import QT_TR_NOOP
from tracker.operations.backups import actions_since, backups, folder

_NAMED = 12  # at most so many actions are listed


class RestorePage(FormPage):
    """Emits chosen(Backup) when one is to be restored."""

    chosen = Signal(object)
    warns_if_unsaved = False
    save_words = QT_TR_NOOP("Put back")

    def __init__(self, context: WorkContext) -> None:
        about = tr(
            "The program makes a backup once a day where something changed, and before an import. They are in {folder}."
        )
        super().__init__(tr("Restore a backup"), about.format(folder=folder(context.workspace)), self._choose)
        self._context = context
        self._backups = backups(context.workspace)
        self.choice = Choice()
        for backup in self._backups:
            megabytes = tr("{size} MB").format(size=f"{backup.size / 1e6:.1f}")
            self.choice.addItem(f"{moment(backup.at)} · {megabytes}")
        self.add(tr("Backup of"), self.choice)
        self.choice.currentIndexChanged.connect(self._show_effect)
        self.save_button.setEnabled(bool(self._backups))
        if self._backups:
            self._show_effect(0)
        else:
            self.remark(self.choice, tr("There is no backup yet."))

    def _show_effect(self, number: int) -> None:
        """Show the actions made since the backup."""
        try:
            actions = actions_since(self._context.workspace, self._backups[number])
        except TrackerError as fault:
            self.save_button.setEnabled(False)
            self.remark(self.choice, str(fault), wrong=True)
            return
        self.save_button.setEnabled(True)
        if not actions:
            self.remark(self.choice, tr("Nothing was done since: it is the same as the workspace."))
            return
        lines = [tr("%n action(s) since then would be gone:", "", len(actions))]
        lines += [f"• {action}" for action in actions[:_NAMED]]
        if len(actions) > _NAMED:
            lines.append("…")
        lines.append(tr("What is there now is kept as a backup first."))
        self.remark(self.choice, "\n".join(lines))

    def _choose(self) -> bool:
        self.chosen.emit(self._backups[self.choice.currentIndex()])
        return False
