"""The size of all text, chosen by keys and in the View menu, and kept for the next start."""

from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from tracker.gui.kit import sizes, theme
from tracker.gui.kit.commands import Command
from tracker.gui.kit.i18n import tr

_KEPT_AS = "text size"


def use_kept() -> None:
    """Use the size that was chosen last; call `theme.apply` afterwards."""
    kept = str(QSettings().value(_KEPT_AS, sizes.NORMAL))
    sizes.set_percent(int(kept) if kept in map(str, sizes.STEPS) else sizes.NORMAL)


def commands() -> list[Command]:
    return [
        Command("larger text", tr("Larger text"), partial(_step, 1), partial(_why_no_step, 1)),
        Command("smaller text", tr("Smaller text"), partial(_step, -1), partial(_why_no_step, -1)),
        Command("normal text", tr("Normal text size"), partial(_choose, sizes.NORMAL), _why_normal),
    ]


def _step(by: int) -> None:
    _choose(sizes.STEPS[sizes.STEPS.index(sizes.percent()) + by])


def _why_no_step(by: int) -> str:
    last = sizes.STEPS[-1 if by > 0 else 0]
    if sizes.percent() != last:
        return ""
    words = (
        tr("The text is as large as it gets: {percent} %.")
        if by > 0
        else tr("The text is as small as it gets: {percent} %.")
    )
    return words.format(percent=last)


def _why_normal() -> str:
    return tr("The text has its normal size.") if sizes.percent() == sizes.NORMAL else ""


def _choose(percent: int) -> None:
    """Show everything in another size of text."""
    QSettings().setValue(_KEPT_AS, percent)
    sizes.set_percent(percent)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app)
    sizes.give_again(app)
