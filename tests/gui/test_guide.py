"""The Help menu: the user guide in the window with its pictures and links, and the sample."""

import re
import threading

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar

from tests.gui.hands import open_nothing, press, seen, show, warnings_in, windows
from tests.gui.test_keys import entries, entry, greyed, key
from tracker import paths
from tracker.gui.kit import theme
from tracker.gui.kit.shortcuts import shown
from tracker.gui.shell.guide_page import anchor
from tracker.gui.shell.help_page import key_of
from tracker.leftovers import ENDING

PICTURE = QTextDocument.ResourceType.ImageResource.value
GUIDE = (paths.docs() / "guide.md").read_text(encoding="utf-8")


@pytest.fixture
def guide(window, qtbot):
    show(window)
    key(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    found = window.page.guide
    qtbot.waitUntil(lambda: "When something is wrong" in found.toPlainText())
    return found


def at_the_top(guide) -> str:
    """The line that stands at the top of the guide."""
    return guide.cursorForPosition(guide.viewport().rect().topLeft()).block().text()


def pictures(guide) -> list[QImage]:
    return [guide.loadResource(PICTURE, QUrl(name)) for name in re.findall(r"\((pictures/[^)]+)\)", GUIDE)]


def test_the_guide_is_read_by_keyboard_and_closed(window, guide):
    assert guide.hasFocus()
    assert guide.isReadOnly()
    assert not window.screens.isVisible(), "it has the room of the middle pane as well"
    QTest.keyClick(guide, Qt.Key.Key_PageDown)
    assert guide.verticalScrollBar().value() > 100
    QTest.keyClick(guide, Qt.Key.Key_Escape)
    assert window.page is None


def test_the_pictures_fill_the_room_there_is_and_no_more(window, guide, qtbot):
    made = pictures(guide)
    assert len(made) > 10
    room = guide.viewport().width()
    assert max(one.deviceIndependentSize().width() for one in made) == pytest.approx(room, abs=60)
    assert guide.document().size().width() <= room
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: guide.document().size().width() <= guide.viewport().width() < room)
    assert max(one.deviceIndependentSize().width() for one in pictures(guide)) < guide.viewport().width() < room


def test_a_picture_follows_light_and_dark(window, guide):
    light = guide.loadResource(PICTURE, QUrl("pictures/checklist-light.png"))
    theme.set_scheme("dark")
    dark = guide.loadResource(PICTURE, QUrl("pictures/checklist-light.png"))
    theme.set_scheme("system")
    assert light.scaled(1, 1).pixelColor(0, 0).lightness() > 160
    assert dark.scaled(1, 1).pixelColor(0, 0).lightness() < 90


def test_where_the_reader_is_stays_when_it_is_laid_out_anew(window, guide, qtbot):
    guide.anchorClicked.emit(QUrl("#history-and-undo"))
    before, room = at_the_top(guide), guide.viewport().width()
    assert before == "History and undo"
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: guide.document().size().width() <= guide.viewport().width() < room)
    assert at_the_top(guide) == before


def test_every_link_within_the_guide_leads_somewhere(guide):
    names = set(re.findall(r"\]\(#([^)]+)\)", GUIDE))
    headings = {anchor(one): one for one in re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)}
    assert len(names) > 10
    for name in names:
        guide.anchorClicked.emit(QUrl(f"#{name}"))
        assert guide.textCursor().block().text() == headings[name]


def test_only_the_systems_browser_opens_what_is_elsewhere(guide, monkeypatch):
    opened = open_nothing(monkeypatch)
    before = guide.toPlainText()
    for link in ("file:///etc/passwd", "javascript:alert(1)", "../README.md", "https://un.org@evil.example/"):
        guide.anchorClicked.emit(QUrl(link))
    assert opened == []
    guide.anchorClicked.emit(QUrl("https://undocs.org/A/RES/74/178"))
    assert [url.toString() for url in opened] == ["https://undocs.org/A/RES/74/178"]
    assert guide.toPlainText() == before
    for other in ("file:///etc/passwd", "https://x.example/a.png", "../../resources/icons/check-dark.svg"):
        assert guide.loadResource(PICTURE, QUrl(other)) is None


def test_the_keys_that_the_guide_lists_are_those_of_the_menus(window):
    rows = re.findall(
        r"^\| ([A-Z][\w ]+) \| `([^`]+)` \|$", GUIDE.partition("## The keys you need most")[2], re.MULTILINE
    )
    assert len(rows) > 8
    for words, keys in rows:
        assert key_of(entry(window, words))[0] == shown(keys), words


def test_every_entry_of_a_menu_that_the_guide_names_is_there(window):
    held = {key_of(action)[1] for action in entries(window)}
    tops = {top.text().replace("&", ""): top.menu() for top in window.menuBar().actions()}
    for menu, words in re.findall(r"\*(\w+) → ([^*]+)\*", GUIDE):
        below = [action.text().replace("&", "") for action in tops[menu].actions()]
        assert words in held or words in below, words


def test_the_sample_is_made_once_and_opened(window, qtbot, opened):
    mine = window.context.workspace.path
    entry(window, "Open the sample").trigger()
    assert "is being made" in greyed(window, "Open the sample")
    qtbot.waitUntil(lambda: bool(seen(window.files, QProgressBar)))
    qtbot.waitUntil(lambda: bool(opened()) and not mine_is_open(mine))
    (sample,) = opened()
    assert sample.context.state.name == "Sample State (fictional)"
    assert sample.context.workspace.path == paths.sample_workspace()
    assert mine.exists()
    assert "open already" in greyed(sample, "Open the sample")
    assert not list(paths.user_folder().glob(f".*{ENDING}"))
    sample.close()


def mine_is_open(path) -> bool:
    return any(one.context.workspace.path == path for one in windows())


def test_the_sample_is_given_up_with_cancel_and_made_another_time(window, qtbot, opened):
    entry(window, "Open the sample").trigger()
    qtbot.waitUntil(lambda: bool(seen(window.files, QProgressBar)))
    press(window.files, "Cancel")
    qtbot.waitUntil(lambda: not greyed(window, "Open the sample"))
    assert not any("sample" in one.name or one.name.endswith(ENDING) for one in paths.user_folder().iterdir())
    assert opened() == []


def test_a_window_that_closes_does_not_wait_for_the_sample(window, qtbot, monkeypatch, opened):
    begun = threading.Event()

    def make(path, progress):
        begun.set()
        while True:
            progress(1, 2)

    monkeypatch.setattr("tracker.gui.shell.sample.make_sample", make)
    entry(window, "Open the sample").trigger()
    assert begun.wait(20)
    window.close()
    assert opened() == []


def test_a_sample_that_cannot_be_made_says_why(window, qtbot, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("TRACKER_HOME", str(tmp_path / "file"))
    entry(window, "Open the sample").trigger()
    qtbot.waitUntil(lambda: "The sample can't be made in" in window.message.text)
    assert not greyed(window, "Open the sample"), "it can be tried again"


def test_a_new_window_says_where_the_sample_is(open_window, workspace_path):
    window = open_window(workspace_path, state=None)
    show(window)
    assert "the sample: it is in the Help menu" in warnings_in(window.pane)
