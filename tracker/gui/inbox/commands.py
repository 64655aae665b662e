"""The commands of the inbox, for menus and keys."""

from tracker.gui.inbox.page import InboxPage
from tracker.gui.kit.commands import Command
from tracker.gui.kit.i18n import tr


def commands(page: InboxPage) -> list[Command]:
    return [Command("accept", tr("Accept"), page.accept_chosen, page.why_not)]
