"""Whether the workspace requires that another person accepts what was submitted: an entry that is ticked."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tracker.gui.kit.i18n import tr
from tracker.gui.shell.main_window import MainWindow
from tracker.operations import review


def add_choice(menu: QMenu, window: MainWindow) -> None:
    """Add the entry to a menu; it shows the workspace's choice when the menu opens."""
    required = QAction(tr("Require four eyes"), menu, checkable=True)
    required.setToolTip(tr("Who submits an assessment can't accept it; someone else must."))
    required.triggered.connect(lambda wanted: _require(window, wanted))
    menu.aboutToShow.connect(lambda: required.setChecked(review.four_eyes(window.context.workspace)))
    menu.addAction(required)


def _require(window: MainWindow, wanted: bool) -> None:
    window.pane.flush()
    if window.context.do(review.require_four_eyes, wanted):
        window.pane.refresh()
        on = tr("From now on, who submits an assessment can't accept it: someone else must.")
        window.message.show_news(on if wanted else tr("From now on, anyone may accept what they submitted."))
