"""The window in a language that nobody speaks: nothing in it is English but texts of the United Nations and what the
user typed."""

import calendar
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from tests.gui.scenes import scenes, with_work
from tests.made_up import Known
from tracker import user
from tracker.gui.shell.main_window import MainWindow

_PROPERTIES = ("text", "title", "placeholderText", "toolTip", "statusTip", "windowTitle", "plainText", "currentText")
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
NAMES = (
    *(
        "tracker",
        "Ctrl",
        "Shift",
        "Alt",
        "Kenya",
        "KEN",
        "UNCAC",
        "FATF",
        "UPR",
        "EU",
        "UNODC",
        "UNGASS",
        "NC",
        "PC",
        "LC",
        "NA",
    ),
    *("NI", "PL", "PI", "LI", "FI"),  # the codes of levels
    *("Enter", "Esc", "Space", "Del", "PgUp", "PgDown", "Down", "Backspace"),  # as Qt has them
    *(
        "https x example",
        "test tracker",
        "Map png",
        "returned xlsx",
        "other xlsx",
        "2026 review",
        "Member States",
        user.name(),
    ),
    *calendar.month_name[1:],  # Qt has them in languages that there are
    *calendar.month_abbr[1:],
)
"""What is the same in every language: names, what the user typed."""
TYPED = (
    *("Extend it.", "In force.", "Prisons.", "A law on 19", "A report", "Survey", "Is this all?", "A step", "Other"),
    *("Still other", "Mostly", "A further measure", "drug", "A better edition"),
)


@pytest.fixture
def made_up_window(made_up, window):
    return window


def seen(window: QWidget) -> Iterator[tuple[str, str]]:
    """Where something can be read or heard in the window, and what."""
    for action in window.findChildren(QAction):
        yield from ((f"action {action.objectName()}", words) for words in (action.text(), action.toolTip()))
    for widget in [window, *window.findChildren(QWidget)]:
        if widget is not window and not widget.isVisibleTo(window):
            continue
        where = type(widget).__name__
        for name in _PROPERTIES:
            if isinstance(words := widget.property(name), str):
                yield f"{where}.{name}", words
        yield f"{where}.accessibleName", widget.accessibleName()
        yield f"{where}.accessibleDescription", widget.accessibleDescription()
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            is_table = isinstance(widget, QTableView)
            yield from ((where, words) for words in _shown(model, model.columnCount() if is_table else 1))
            if is_table:
                yield from ((f"{where} heading", words) for words in _headings(model))


def _shown(model: QAbstractItemModel, columns: int) -> Iterator[str]:
    for row in range(min(model.rowCount(), 200)):
        for column in range(columns):
            for role in _ROLES:
                if isinstance(words := model.index(row, column).data(role), str):
                    yield words


def _headings(model: QAbstractItemModel) -> Iterator[str]:
    for column in range(model.columnCount()):
        for role in _ROLES:
            if isinstance(words := model.headerData(column, Qt.Orientation.Horizontal, role), str):
                yield words


def _column(window: MainWindow, query: str) -> list[str]:
    with window.context.workspace.read() as connection:
        return [row[0] for row in connection.exec_driver_sql(query) if row[0]]


def test_no_english_is_left_in_the_window(made_up_window, qtbot, tmp_path):
    window = made_up_window
    with_work(window, tmp_path)
    texts, openings = (
        _column(window, f"SELECT {one} FROM paragraph UNION SELECT {other}")
        for one, other in (("text", "text FROM footnote"), ("opening", "title FROM instrument"))
    )
    texts += [text.replace("joint", "collaborative") for text in texts]  # as it was before with_work changed it
    texts += _column(window, "SELECT provenance FROM instrument")
    known = Known(
        [*texts, *openings],
        [
            *NAMES,
            *TYPED,
            *openings,
            *_column(window, "SELECT symbol FROM instrument UNION SELECT name FROM member_state"),
        ],
    )
    left: dict[tuple[str, str], str] = {}
    for scene in scenes(window, qtbot):
        if scene == "guide":  # a document, translated as one: guide.fr.md
            continue
        for where, words in seen(window):
            if where in ("SourceText.plainText", "ElidedLabel.text"):  # the file as it is; what is cut
                continue
            for english in known.english(words):
                left.setdefault((where, english), scene)
    print(*sorted((f"{scene}: {where}: {english[:150]}" for (where, english), scene in left.items())), sep="\n")
    assert not left
