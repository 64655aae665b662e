"""Print the list of the current screen, as it is narrowed and sorted, after a look at its pages."""

from datetime import date

from PySide6.QtCore import QAbstractItemModel

from tracker.gui.checklist.printed import printed
from tracker.gui.kit.i18n import day, tr
from tracker.gui.kit.printed_table import MOST, document, of_table, preview
from tracker.gui.kit.table import Table
from tracker.gui.shell.main_window import MainWindow


def show_preview(window: MainWindow) -> None:
    window.pane.flush()
    screen, context = window.screens.current, window.context
    table = of_table(screen.focus) if isinstance(screen.focus, Table) else printed(window.model)
    state = context.state.name if context.state else ""
    about = [" · ".join(filter(None, (state, context.cycle.name, day(date.today()))))]
    if (number := _listed(window).rowCount()) > MOST:
        some = tr("The first {shown:,} of {number:,}: narrow the list, or export a workbook.")
        about.append(some.format(shown=MOST, number=number))
    preview(window, screen.title, document(screen.title, about, table))


def why_nothing(window: MainWindow) -> str:
    """Why there is nothing to print; "" if there is something."""
    return "" if _listed(window).rowCount() else tr("The list is empty.")


def _listed(window: MainWindow) -> QAbstractItemModel:
    focus = window.screens.current.focus
    return focus.model() if isinstance(focus, Table) else window.model
