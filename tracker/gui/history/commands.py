"""The commands of the History screen, for menus and keys."""

from tracker.gui.history.page import HistoryPage
from tracker.gui.kit.commands import Command
from tracker.gui.kit.i18n import tr


def commands(page: HistoryPage) -> list[Command]:
    return [Command("revert", tr("Revert the chosen action"), page.revert_chosen, page.why_not)]
