"""What is cut is shown whole when the mouse rests on it, as plain text; nothing else is."""

import html
import re

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QToolTip, QWidget

from tests.gui.hands import show
from tests.gui.scenes import with_work
from tests.gui.test_keys import entry
from tests.gui.test_registers import add, open_register
from tests.gui.test_views import save, view_button
from tracker.domain.casework.measures import Measure, MeasureType
from tracker.gui.kit.widgets import label

LONG = " ".join(["A <b>law</b> & decree"] * 30)


@pytest.fixture
def hover(qtbot):
    """What is shown where the mouse rests on a widget; "" for nothing."""

    def rest(widget: QWidget, at: QPoint | None = None) -> str:
        QToolTip.showText(QPoint(), "", widget, QRect(), 1)
        qtbot.waitUntil(lambda: not QToolTip.text())  # it is deleted a little after it is hidden
        widget = widget.viewport() if isinstance(widget, QAbstractItemView) else widget
        at = widget.rect().center() if at is None else at
        QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
        assert not QToolTip.text() or QToolTip.text().startswith("<qt>")
        shown = QToolTip.text().removeprefix("<qt>").removesuffix("</qt>")
        return html.unescape(re.sub("<br>", "\n", shown))

    return rest


def cell(table, row: int, column: int) -> QPoint:
    return table.visualRect(table.model().index(row, column)).center()


def test_a_cell_that_is_cut_at_its_present_width(window, hover):
    add(window, Measure("Law on the precursors of drugs"), Measure(LONG))
    table = open_register(window).table
    rows = {table.model().index(row, 0).data()[:3]: row for row in range(2)}
    table.setColumnWidth(0, 400)
    assert hover(table, cell(table, rows["Law"], 0)) == ""
    table.setColumnWidth(0, 80)
    assert hover(table, cell(table, rows["Law"], 0)) == "Law on the precursors of drugs"
    assert hover(table, cell(table, rows["A <"], 0)) == LONG, "as plain text, and all of it"
    table.setColumnWidth(0, 1_000)
    table.setColumnWidth(1, 90)
    assert hover(table, cell(table, rows["Law"], 1)) == ""


def test_what_is_shown_shortened_is_copied_whole(window):
    add(window, Measure(LONG))
    page = open_register(window)
    page.choose([page.model.row_at(0).id])
    page.table.setFocus()
    entry(window, "Copy").trigger()
    assert QGuiApplication.clipboard().text().startswith(LONG)


@pytest.mark.parametrize("screen", ["inbox", "quality", "history"])
def test_the_cells_of_every_table(window, tmp_path, hover, screen):
    with_work(window, tmp_path)
    add(window, Measure("Law 10"))
    window.show_screen(screen)
    table = window.screens.current.focus
    words = table.model().index(0, 0).data()
    table.setColumnWidth(0, 300)
    assert hover(table, cell(table, 0, 0)) == ""
    table.setColumnWidth(0, 30)
    assert hover(table, cell(table, 0, 0)) == words


def test_a_heading_that_is_cut(window, hover):
    add(window, Measure("Law"))
    table = open_register(window).table
    head = table.horizontalHeader()
    words = table.model().headerData(1, Qt.Orientation.Horizontal)
    for width, shown in ((300, ""), (24, words)):
        table.setColumnWidth(1, width)
        at = QPoint(head.sectionViewportPosition(1) + 5, head.height() // 2)
        assert hover(head.viewport(), at) == shown


def test_a_paragraph_of_the_checklist(window, hover):
    view = window.checklist.view
    row = show(window)
    index = window.model.index(window.model.position_of(row.id))
    view.scrollTo(index)
    cut = next(one for one in range(window.model.rowCount()) if len(window.model.row_at(one).text) > 900)
    view.choose(window.model.row_at(cut).id)
    index = window.model.index(cut)
    assert hover(view, view.visualRect(index).topLeft() + QPoint(100, 20)) == window.model.row_at(cut).text
    view.show_whole()
    QApplication.processEvents()
    assert hover(view, view.visualRect(index).topLeft() + QPoint(100, 20)) == ""


def test_a_hit_of_a_search(window, hover):
    add(window, Measure("Law on precursors"), Measure("precursors " + LONG))
    window.found.focus()
    window.header.search.setText("precursors")
    found = window.found.list
    lines = [found.model().index(row) for row in range(found.model().rowCount())]
    (short,) = [one for one in lines if "Law on precursors" in one.data()]
    (long,) = [one for one in lines if one.data().startswith("precursors A")]
    for index, shown in ((short, ""), (long, long.data())):
        found.scrollTo(index)
        assert hover(found, found.visualRect(index).center()) == shown


def test_buttons_choices_and_labels(window, hover):
    show(window)
    window.pages.new_measure()
    box = window.page.fields["type"]
    box.setCurrentIndex(box.findData(MeasureType.STRATEGY.value))
    assert hover(box) == ""
    box.setFixedWidth(60)
    assert hover(box) == box.currentText()
    button = window.page.cancel_button
    button.setToolTip("")
    QApplication.processEvents()  # it gets its size
    assert hover(button) == ""
    button.setFixedWidth(20)
    assert hover(button) == "Cancel"
    words = label("A label that has too little room")
    words.setParent(window.page)
    words.show()
    words.resize(words.sizeHint())
    assert hover(words) == ""
    words.resize(40, 20)
    assert hover(words) == words.text()


def test_the_list_of_a_choice_is_as_wide_as_its_lines(window):
    page = open_register(window)
    box = page.filters[0]
    box.showPopup()
    assert box.view().viewport().width() >= box.view().sizeHintForColumn(0)
    box.hidePopup()


def test_the_name_of_a_saved_view(window, hover):
    save(window, "Short")
    assert hover(view_button(window.left)) == ""
    name = "Paragraphs that nobody has looked at for a year"
    save(window, name)
    assert hover(view_button(window.left)) == f"View: {name}"
