"""The commands of the Quality screen, for menus and keys."""

from tracker.gui.kit.commands import Command
from tracker.gui.kit.i18n import tr
from tracker.gui.quality.page import QualityPage


def commands(page: QualityPage) -> list[Command]:
    return [
        Command("mend", tr("Go there to mend it"), page.open, page.why_no_line, key="Enter"),
        Command("check links", tr("Check links"), page.check_links, page.why_not_check),
    ]
