"""What tests do in the window, and what they see there."""

from pathlib import Path
from typing import Any

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QAccessible, QColor, QDesktopServices, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget

from tests.conftest import paragraph
from tracker.domain.casework.evidence import Evidence
from tracker.gui.checklist.filter_panel import CountButton
from tracker.gui.kit.i18n import tr
from tracker.gui.shell.main_window import MainWindow
from tracker.operations import registers
from tracker.operations.registers import NewFile, Parts


def show(window, label="19"):
    row = paragraph(window.context.workspace, window.context.scope, label)
    window.checklist.view.choose(row.id)
    return row


def choose_several(window, *labels: str) -> None:
    """Choose these paragraphs in the checklist together, as Ctrl and clicks do; without labels all, as Ctrl+A does."""
    view = window.checklist.view
    if not labels:
        view.selectAll()
        return
    show(window, labels[0])
    for label in labels[1:]:
        index = window.model.index(window.model.position_of(now(window, label).id))
        view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Select)


def now(window, label="19"):
    """A paragraph as it stands in the workspace."""
    return paragraph(window.context.workspace, window.context.scope, label)


def held(window):
    return registers.evidence(window.context.workspace, window.context.scope)


def give(window, row, *paths: Path, evidence: Evidence | None = None):
    parts = Parts([row.id], [NewFile(path) for path in paths])
    window.context.do_in_scope(registers.save_evidence, evidence or Evidence("Survey"), None, parts)
    return held(window)[0]


def save(window, qtbot):
    window.page.save()
    qtbot.waitUntil(lambda: window.page is None or window.page.save_button.isEnabled())


def page_of(window):
    """The page that is open. After `window.page is None` mypy takes it for None to the end, also when another opens."""
    return window.page


def focus():
    """What the keys go to."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def assert_focus_is_seen(window, act: str = "") -> None:
    """After an act one widget has the focus. It has a name and is seen: not scrolled away, not under something."""
    for _ in range(10):
        QCoreApplication.processEvents()
    widget = focus()
    assert widget.window() is window, act
    assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip(), (
        f"{act}: {widget} has no name"
    )
    seen = widget.visibleRegion().boundingRect().size()
    least = widget.size().boundedTo(QSize(20, 20))
    assert seen.boundedTo(least) == least, f"{act}: of {widget} only {seen} is seen"


def cancel_questions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every question is answered with Cancel; returns what is asked."""
    asked: list[str] = []

    def cancel(box: QMessageBox) -> QMessageBox.StandardButton:
        asked.append(box.text())
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "exec", cancel)
    return asked


def open_nothing(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """No other program opens anything; returns what they are asked to open."""
    opened: list[QUrl] = []

    def note(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return opened


def seen(widget, kind):
    """The labels or buttons below `widget` that are there to see."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    return [one for one in widget.findChildren(kind) if one.isVisible()]


def words_in(widget) -> list[str]:
    """Each line that is there to read."""
    return [line for label in seen(widget, QLabel) for line in label.text().split("\n")]


def text_of(widget) -> str:
    """All that is there to read."""
    return "\n".join(words_in(widget))


def warnings_in(widget) -> str:
    """What is said there to be wrong."""
    return "\n".join(one.text() for one in seen(widget, QLabel) if one.property("role") == "warning")


def names_in(widget, kind=QPushButton) -> list[str]:
    """What screen readers say of each widget that is there to see."""
    return [one.accessibleName() for one in seen(widget, kind)]


def filter_line(window, group: str, choice: str) -> CountButton | None:
    """The line of the left pane that sets this filter, if there is one."""
    lines = window.left.findChildren(CountButton)
    return next((one for one in lines if one.property("choice") == [group, choice]), None)


def press_filter(window, group: str, choice: str) -> None:
    filter_line(window, group, choice).click()


def latest(window) -> str:
    """What the paragraph's pane says was done last, by whom and when."""
    return next(name for name in names_in(window.pane.history, QWidget) if "\n" in name)


def look_again(window) -> None:
    """Show what was done beside the window: go to another Member State, and back."""
    here = window.context.scope.state
    window.switch_state("CHE")
    window.switch_state(here)


def windows() -> list[MainWindow]:
    """Those that are there to see."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]


def ways(widget) -> list[str]:
    return [one.text() for one in seen(widget, QPushButton)]


def press(widget, words: str, nth: int = 0) -> None:
    """Click on the button with these words."""
    [one for one in seen(widget, QPushButton) if one.text() == tr(words)][nth].click()


def show_all(section) -> None:
    """Press the button that shows more cards until there are no more."""
    while more := [one for one in seen(section, QPushButton) if one.text().startswith("Show more")]:
        more[0].click()


def drop(widget, *urls: QUrl) -> None:
    data = QMimeData()
    data.setUrls(urls)
    at, keys = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
    widget.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys))


def drag_enter(place: QPoint, *given) -> QDragEnterEvent:
    """PySide6 takes no other kind of point until 6.11, and warns of this one from 6.12 on."""
    newer = tuple(map(int, PySide6.__version__.split(".")[:2])) >= (6, 12)
    at: Any = QPointF(place) if newer else place
    return QDragEnterEvent(at, *given)


def image(path: Path, width=60, height=40) -> Path:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor("steelblue"))
    assert made.save(str(path))
    return path
