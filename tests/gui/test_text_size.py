"""All text larger or smaller by a key: everything grows with it, nothing is cut, and it is kept for the next start."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from tests.gui.hands import focus, give, image, seen, show
from tests.gui.hands import press as click
from tests.gui.scenes import scenes, with_work
from tests.gui.test_keys import CTRL, entry, greyed, key
from tests.gui.test_room import assert_nothing_is_cut
from tracker.gui.files.preview import PreviewPage
from tracker.gui.kit import sizes, theme
from tracker.gui.kit.table import Table
from tracker.gui.paragraph.suspect_page import SuspectPage
from tracker.gui.paragraph.text_view import ParagraphText

LARGER, SMALLER, NORMAL = Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0


def press(window, code, times: int = 1) -> None:
    for _ in range(times):
        key(window, code, CTRL)


def choose(window, percent: int) -> None:
    by = sizes.STEPS.index(percent) - sizes.STEPS.index(sizes.percent())
    press(window, LARGER if by > 0 else SMALLER, abs(by))
    assert sizes.percent() == percent


def texts(window) -> dict[str, int]:
    """How high a line is in each part of the window."""
    view, pane = window.checklist.view, window.pane
    text = pane.findChild(ParagraphText)
    assert text is not None
    parts: dict[str, QWidget] = {
        "menu bar": window.menuBar(),
        "menu": next(one for one in window.findChildren(QMenu) if one.title() == "&View"),
        "status bar": window.status.undo,
        "member state": window.header.state,
        "left": window.left,
        "title": next(one for one in seen(window, QLabel) if one.text().startswith("Paragraph ")),
        "field": pane.comments.text,
        "table": window.screens.inbox.table.horizontalHeader(),
    }
    heights = {name: part.fontMetrics().height() for name, part in parts.items()}
    heights["list"] = view.visualRect(view.currentIndex()).height()
    heights["rows of a table"] = window.screens.inbox.table.verticalHeader().defaultSectionSize()
    heights["text of the paragraph"] = text.textCursor().charFormat().font().pixelSize()
    return heights


def places(window) -> list[tuple[str, QRect | list[int]]]:
    """Where everything is, and how wide columns are, once all is laid out."""
    QTest.qWait(100)
    return list(_places(window))


def _places(window) -> Iterator[tuple[str, QRect | list[int]]]:
    for one in window.findChildren(QWidget):
        if one.isVisibleTo(window) and not one.isWindow():
            yield type(one).__name__, one.geometry()
        if isinstance(one, Table):
            yield one.accessibleName(), [one.columnWidth(column) for column in range(one.model().columnCount())]


def test_larger_text_is_larger_everywhere_and_at_the_next_start(open_window, workspace_path, tmp_path):
    window = open_window(workspace_path)
    with_work(window, tmp_path)
    before = texts(window)
    press(window, LARGER, 3)
    larger = texts(window)
    for part, height in before.items():
        assert larger[part] == pytest.approx(1.5 * height, rel=0.15), part
    assert window.close()
    window = open_window(workspace_path)
    show(window)
    assert {name: height for name, height in texts(window).items() if name != "list"} == {
        name: height for name, height in larger.items() if name != "list"
    }
    key(window, Qt.Key.Key_Equal, CTRL)
    assert sizes.percent() == 175, "plus stands above the equals sign"


def test_a_size_that_is_none_is_not_used(open_window, workspace_path):
    for kept in ("5000", "x", ""):
        window = open_window(workspace_path)
        QSettings().setValue("text size", kept)
        assert window.close()
        assert open_window(workspace_path).close()
        assert sizes.percent() == 100


@pytest.mark.parametrize("screen", ["checklist", "measure", "history"])
def test_the_normal_size_puts_everything_back(window, tmp_path, screen):
    with_work(window, tmp_path)
    click(window.pane, "I know them")
    window.show_screen(screen)
    if screen == "checklist":
        window.pages.new_measure()
    if screen == "measure":
        window.resize(1920, 1080)  # where three panes have room at 150 %
    press(window, LARGER)
    press(window, NORMAL)  # Qt keeps some heights from before the window had its style sheet
    before = places(window)
    press(window, LARGER, 5 if screen == "history" else 3)
    assert places(window) != before
    press(window, SMALLER, 7 if screen == "history" else 1)
    press(window, NORMAL)
    for now, was in zip(places(window), before, strict=True):
        assert now == was


@pytest.mark.parametrize(
    ("size", "percent"),
    [
        ((1920, 1080), 200),
        ((1280, 800), 80),
        ((1280, 800), 150),
        ((1024, 700), 110),
        ((1024, 700), 200),
    ],
)
def test_nothing_is_cut_in_any_size(window, qtbot, tmp_path, size, percent):
    with_work(window, tmp_path)
    window.resize(*size)
    choose(window, percent)
    sideways = ("preview", "scales") if size[0] / percent < 6 else ("preview",)  # a table of five columns
    for name in scenes(window, qtbot):
        assert (window.width(), window.height()) == size, name
        assert_nothing_is_cut(window, name, sideways)


def test_where_two_panes_have_no_room_they_stand_one_below_the_other_and_what_has_the_focus_is_in_sight(window):
    show(window)
    window.resize(1024, 700)
    choose(window, 200)
    assert not window.left.isVisible()
    assert window.right.y() > window.screens.y() and window.right.x() == window.screens.x()
    for _ in range(12):
        key(window, Qt.Key.Key_Tab)
        one = focus()
        shown = QRect(one.mapTo(window, one.rect().topLeft()), one.size())
        assert window.rect().intersects(shown)
    press(window, NORMAL)
    assert window.right.x() > window.screens.x()


def test_the_panes_grow_with_the_text(window):
    window.resize(1920, 1080)
    QTest.qWait(100)
    before = window.panes.sizes()
    press(window, LARGER, 3)
    assert window.left.width() == pytest.approx(1.5 * before[0], rel=0.1)
    press(window, NORMAL)
    assert window.panes.sizes() == before


def test_at_the_last_step_the_entries_say_so(window):
    assert "normal size" in greyed(window, "Normal text size")
    for words, code, last in (("Larger text", LARGER, "200 %"), ("Smaller text", SMALLER, "80 %")):
        assert not greyed(window, words)
        press(window, code, len(sizes.STEPS))
        assert last in greyed(window, words)
        press(window, code)
        assert last in window.message.text
    entry(window, "Normal text size").trigger()
    assert sizes.percent() == 100


def test_in_a_preview_the_keys_enlarge_what_is_previewed(window, qtbot, tmp_path):
    row = show(window)
    file = give(window, row, image(tmp_path / "Map.png")).files[0]
    window.context.preview_wanted.emit(file)
    page = window.page
    assert isinstance(page, PreviewPage)
    qtbot.waitUntil(lambda: not page.picture.pixmap().isNull())
    press(window, LARGER)
    assert (page.smaller.isEnabled(), sizes.percent()) == (True, 100)
    press(window, NORMAL)
    assert (page.smaller.isEnabled(), sizes.percent()) == (False, 100)
    window.checklist.view.setFocus()
    press(window, LARGER)
    assert (page.smaller.isEnabled(), sizes.percent()) == (False, 110)


def test_what_is_found_stays_below_its_field(window):
    window.found.focus()
    window.header.search.setText("drug")
    for code in (LARGER, SMALLER):
        press(window, code, 3)
        field = window.header.search
        below = field.mapTo(window, field.rect().bottomLeft()).y()
        assert window.found.isVisible() and abs(window.found.y() - below) < 24


def test_a_text_beside_another_follows_the_colours(window, tmp_path):
    with_work(window, tmp_path)
    show(window, "20")
    window.pages.compare()
    assert isinstance(window.page, SuspectPage)
    for choice, colours in (("Dark", theme.DARK), ("Light", theme.LIGHT)):
        entry(window, choice).trigger()
        QTest.qWait(0)
        look = window.page.now.text.textCursor().charFormat()
        assert look.foreground().color().name().upper() == colours.text
    entry(window, "As the system").trigger()
