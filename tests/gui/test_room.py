"""A small screen, or one where all is shown twice as large: everything has room. And what stands where there is nothing
yet says what to do next."""

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QScrollArea
from shiboken6 import isValid

from tests.gui.hands import give, seen, show, text_of, words_in
from tests.gui.scenes import scenes, with_work
from tests.gui.test_keys import entry
from tracker.gui.checklist.filter_panel import CountButton
from tracker.gui.files import transfers as files_room
from tracker.gui.kit.widgets import ElidedLabel
from tracker.gui.reading import reading_flow as reading_room


def assert_nothing_is_cut(window, name: str, sideways: tuple[str, ...] = ("preview",)) -> None:
    """Everything that is seen has room for its words; `name` is that of the scene, and `sideways` of those that may
    scroll to the side."""
    for kind in (QPushButton, QLabel, QLineEdit, QComboBox):
        for one in seen(window, kind):
            if isinstance(one, ElidedLabel):
                assert one.fontMetrics().horizontalAdvance(one.text()) <= max(one.width(), 1), (name, one.text())
            if isinstance(one, ElidedLabel | CountButton):
                continue
            empty = isinstance(one, QLabel) and not one.text()
            shortens = isinstance(one, QLineEdit | QComboBox) or (isinstance(one, QLabel) and one.wordWrap())
            what = name, type(one).__name__, one.accessibleName()
            assert empty or shortens or one.width() >= one.minimumSizeHint().width(), what
            assert empty or one.height() >= one.fontMetrics().height(), what
            if not sideways or name not in sideways:
                assert one.mapTo(window, one.rect().topRight()).x() < window.width(), what
    for area in window.findChildren(QScrollArea):
        if area.isVisible() and area.widget() and name not in sideways:
            assert area.widget().width() <= area.viewport().width(), (name, area)


@pytest.mark.parametrize(
    ("size", "with_left"), [((960, 540), False), ((880, 480), False), ((1280, 800), True), ((1024, 700), True)]
)
def test_nothing_is_cut(window, qtbot, tmp_path, size, with_left):
    with_work(window, tmp_path)
    window.resize(*size)
    if window.left.isVisible() != with_left:
        entry(window, "Show or hide the left pane").trigger()
    for name in scenes(window, qtbot):
        assert (window.width(), window.height()) == size, name
        assert_nothing_is_cut(window, name)


def test_the_left_pane_gives_way_and_comes_back(window):
    assert window.left.isVisible()
    window.resize(960, 540)
    assert not window.left.isVisible()
    entry(window, "Show or hide the left pane").trigger()
    assert window.left.isVisible()
    entry(window, "Show or hide the left pane").trigger()
    window.resize(1280, 800)
    assert not window.left.isVisible(), "the user has said so"


def test_without_a_member_state_every_screen_says_to_choose_one(open_window, workspace_path):
    window = open_window(workspace_path, state=None)
    window.show_screen("checklist")
    show(window)
    assert any("No Member State is chosen" in line for line in words_in(window.pane))
    for screen in ("measure", "evidence"):
        window.show_screen(screen)
        assert any("No Member State is chosen" in line for line in words_in(window.screens))
    window.context.switch_scope(state="KEN")
    window.show_screen("checklist")
    assert not any("No Member State is chosen" in line for line in words_in(window))


def test_where_there_is_nothing_yet_it_says_what_to_do(window, qtbot):
    window.show_screen("measure")
    said = "\n".join(words_in(window.screens))
    assert "Add the laws" in said
    assert "New measure (Ctrl+N)" in said
    window.show_screen("inbox")
    assert any("What is submitted" in line for line in words_in(window.screens))
    window.show_screen("history")
    window.screens.history.find_field.setText("zzzz")
    nothing = "Nothing fits. Choose other filters, or clear the search."
    qtbot.waitUntil(lambda: nothing in words_in(window.screens))
    window.show_screen("checklist")
    assert "clear the search" in window.checklist.view.empty_words


def test_the_heading_counts_sub_paragraphs_apart(window):
    window.checklist.find_field.setText("58")
    shown = [window.model.row_at(number) for number in range(window.model.rowCount())]
    below = sum(row.parent_id is not None for row in shown)
    assert below
    assert f"{below} sub-paragraph" in text_of(window.checklist)


def test_a_file_that_nothing_opens_says_so_and_one_that_opens_too(window, qtbot, tmp_path, monkeypatch):
    row = show(window)
    (tmp_path / "Survey.txt").write_text("words")
    file = give(window, row, tmp_path / "Survey.txt").files[0]
    for opens, words in ((False, "No program was found"), (True, "A copy of Survey.txt")):
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url, opens=opens: opens)
        window.files.open(file)
        qtbot.waitUntil(lambda words=words: words in window.message.text)


def test_reading_a_resolution_shows_that_it_goes_on_and_can_be_given_up(window, qtbot, monkeypatch):
    def endless(_workspace, _symbol, go_on):
        while True:
            go_on()

    monkeypatch.setattr(reading_room, "read_again", endless)
    window.correct_reading()
    (bar,) = window.files.findChildren(files_room.Transfer)
    qtbot.waitUntil(bar.isVisible)
    assert "Reading A/RES/74/178" in bar.bar.accessibleName()
    assert bar.bar.maximum() == 0, "it moves, since nobody knows how long it takes"
    bar.cancel.click()
    qtbot.waitUntil(lambda: not isValid(bar))  # it is there as long as the job
    assert not seen(window.files, files_room.Transfer)
    assert window.page is None


def test_a_copy_is_written_beside_the_work(window, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "copy.tracker"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    entry(window, "Save a copy").trigger()
    qtbot.waitUntil(lambda: "Saved a copy" in window.message.text)
    assert target.exists()
