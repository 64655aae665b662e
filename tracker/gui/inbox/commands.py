"""The commands of the inbox, for menus and keys."""

from functools import partial

from tracker.domain.casework.assessments import Stage
from tracker.gui.inbox.page import InboxPage
from tracker.gui.kit.commands import Command
from tracker.gui.kit.i18n import tr


def commands(page: InboxPage) -> list[Command]:
    return [
        Command("accept", tr("Accept"), page.accept_chosen, partial(page.why_not, Stage.ACCEPTED)),
        Command("return", tr("Return with a comment"), page.ask_to_return, partial(page.why_not, Stage.RETURNED)),
    ]
