"""What tests do on the page of a reading, and what they see there."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.short import SHORT

# Two paragraphs run together, so that the number of the last is one too low.
WRONG = SHORT.replace("write;\n\n3. Requests", "write; Requests").replace("4. Decides", "3. Decides")


def names(page) -> list[str]:
    return [shown.name for shown in page.model.shown]


def texts(page) -> list[str]:
    return [shown.line.text for shown in page.model.shown]


def told(page) -> list[str]:
    return [page.doubts.item(number).text() for number in range(page.doubts.count())]


def click(page, name: str) -> None:
    """As a click on the row."""
    index = page.model.index(names(page).index(name))
    page.view.scrollTo(index)
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.visualRect(index).center())
    assert page.view.current.name == name


def edit_of(page):
    """The edit that is open; see `hands.page_of`."""
    return page.strip.edit


def press(page, key: str) -> None:
    page.view.setFocus()
    QTest.keyClicks(page.view, key)


def accept(window, page, qtbot) -> None:
    QTest.mouseClick(page.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.page is None)
