"""The words of the level codes stand beside them until the user knows them, and never again."""

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QAbstractButton

from tests.gui.hands import press, show, text_of
from tracker.domain.casework.levels import Level

WORDS = "NI not implemented · PL planned · PI partially implemented"


def words(window) -> str:
    return text_of(window.pane.form).replace("\u2060\xa0", " ")


def choose(window, level: Level, picker: str = "law") -> None:
    """Click on a code."""
    buttons = window.pane.form.levels[picker].findChildren(QAbstractButton)
    next(one for one in buttons if one.level == level).click()


def test_each_code_has_its_words(window):
    show(window)
    shown = words(window)
    assert WORDS in shown
    assert all(f"{level.code} {level.value}" in shown for level in Level)


def test_they_go_with_use_but_not_under_the_mouse(open_window, workspace_path):
    window = open_window(workspace_path)
    show(window, "19")
    for level in (Level.PLANNED, Level.PARTIALLY) * 4:
        assert WORDS in words(window)
        choose(window, level)
    assert WORDS in words(window)
    show(window, "20")
    assert WORDS not in words(window)
    window.close()
    window = open_window(workspace_path)
    show(window, "19")
    assert WORDS not in words(window)


def test_they_are_put_away_at_once_and_for_good(open_window, workspace_path):
    window = open_window(workspace_path)
    show(window)
    press(window.pane.form, "I know them")
    assert WORDS not in words(window)
    window.close()
    window = open_window(workspace_path)
    show(window)
    assert WORDS not in words(window)


def test_a_level_by_key_in_the_checklist_does_not_count(window):
    show(window)
    for _ in range(5):
        window.set_level_of_chosen(Level.PLANNED)
        window.set_level_of_chosen(Level.PARTIALLY)
    assert not QSettings().value("hints/level codes")
