"""The pictures of the README and the guide, light and dark: `make screenshots`. They are taken in the window itself,
over a sample made for it, so that they show nothing that the program doesn't. matrix.png was made by hand: the sample's
workbook as LibreOffice prints it."""

import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

from tests.excel.filled import Filled
from tracker import user
from tracker.domain.casework.registers import Register
from tracker.gui.kit import jobs, theme
from tracker.gui.shell.app import application, show_window
from tracker.gui.shell.help_page import HelpPage
from tracker.gui.shell.main_window import MainWindow
from tracker.operations.demo import make_demo
from tracker.operations.export import ExportRequest, export
from tracker.store.workspace import open_workspace

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
NAME, SOUGHT = "Ana Duarte", "teachers"


def scenes(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Brings the window into one state after the other; yields its name, and the part of it to show."""
    right, view = window.right, window.checklist.view

    show(window, "19")
    yield "checklist", window

    window.found.focus()
    window.header.search.setText(SOUGHT)
    yield "search", window
    window.header.search.clear()
    window.screens.take_focus()

    scroll_to(window.pane.measures)
    yield "linked", right

    show(window, "17")
    settle()
    scroll_to(window.pane.review)
    yield "review", right

    show(window, "19")
    window.pages.edit_measure(next(iter(window.pane.measures.rows.values())), focus=False)
    yield "measure", window
    right.close_page()

    window.show_screen("evidence")
    page = window.screens.registers[Register.EVIDENCE]
    rows = [page.model.row_at(number) for number in range(page.model.rowCount())]
    page.table.selectRow(next(number for number, row in enumerate(rows) if row.files and row.evidence.excerpts))
    yield "evidence", window
    right.close_page()

    window.show_screen("inbox")
    window.screens.inbox.table.selectRow(4)
    yield "inbox", window

    window.show_screen("quality")
    window.screens.quality.table.selectRow(2)
    yield "quality", window

    window.show_screen("history")
    window.screens.history.table.selectRow(0)
    yield "history", window

    window.show_screen("checklist")
    show(window, "19")
    window.correct_reading()
    settle()
    yield "reading", window
    right.close_page()

    window.returned.look([filled_in(window)])
    settle()
    window.page.table.selectRow(1)
    yield "import", window
    right.close_page()

    window.right.open(lambda: HelpPage(window.menuBar()), focus=False)
    yield "keys", window
    right.close_page()

    window.show_export()
    view.setFocus()
    window.resize(1280, 860)
    yield "export", right
    right.close_page()


def filled_in(window: MainWindow) -> Path:
    """A workbook of the sample as a ministry might send it back."""
    workspace = window.context.workspace
    path = workspace.path.with_name("Ministry of Health.xlsx")
    chosen = ("A/RES/74/178, 19", "A/RES/74/178, 21", "A/RES/74/178, 25")
    export(workspace, path, ExportRequest(("XXS",), paragraphs=chosen, for_return=True))
    book, matrix = Filled(path), "Compliance Matrix"
    sheet = book.book[matrix]
    book.write(matrix, "Next step", 2, "Report on the second year of the curriculum")
    rationale = book.cell(matrix, "Rationale", 3)
    book.write(matrix, "Rationale", 3, f"{rationale.value or ''} Inspections began in March 2026.".strip())
    book.write(matrix, "Lead authority", 3, "Ministry of Health")
    book.write(matrix, "Level", 4, "Mostly implemented")
    assert sheet.max_row == 4
    new = book.empty("Measures")
    for heading, value in (("Measure", "Early warning network"), ("Type", "Programme"), ("Answers paragraphs", "25")):
        book.write("Measures", heading, new, value)
    return book.save()


def show(window: MainWindow, label: str) -> None:
    """Choose a paragraph, in the middle of the list."""
    view, rows = window.checklist.view, range(window.model.rowCount())
    position = next(number for number in rows if window.model.row_at(number).label == label)
    view.choose(window.model.row_at(position).id)
    view.scrollTo(window.model.index(position, 0), QAbstractItemView.ScrollHint.PositionAtCenter)


def scroll_to(part: QWidget) -> None:
    """Let a part of the paragraph stand at the top of its pane."""
    around = next(one for one in parents(part) if isinstance(one, QScrollArea))
    around.verticalScrollBar().setValue(part.y() - 8)


def parents(widget: QWidget) -> Iterator[QWidget]:
    while (found := widget.parentWidget()) is not None:
        yield found
        widget = found


def settle() -> None:
    """Wait until no job runs and all is laid out and painted."""
    passed = QElapsedTimer()
    passed.start()
    while passed.elapsed() < 600:
        jobs.wait_for_all()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def take(widget: QWidget, path: Path) -> None:
    few_colours(widget.grab().toImage()).save(str(path), "PNG", 0)  # type: ignore[call-overload]  # takes no bytes


def few_colours(image: QImage) -> QImage:
    """The same picture in 256 colours, for a smaller file: of those that nobody tells apart the one it has most of."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    alike: dict[int, list[tuple[int, int]]] = {}
    for colour, number in Counter(memoryview(image.constBits()).cast("I")).items():
        alike.setdefault(colour & 0xFFF8F8F8, []).append((number, colour))
    most = sorted(alike.values(), key=lambda found: -sum(number for number, _ in found))[:256]
    return image.convertToFormat(QImage.Format.Format_Indexed8, [max(found)[1] for found in most])


def main() -> None:
    os.environ["TZ"] = "UTC"
    time.tzset()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRACKER_HOME"] = folder
        user.keep(NAME)
        sample, _ = make_demo(Path(folder) / "sample")
        app = application()
        app.setCursorFlashTime(0)
        for scheme in ("light", "dark"):
            theme.set_scheme(scheme)
            theme.apply(app)
            window = show_window(open_workspace(sample))
            window.resize(1280, 800)
            window.activateWindow()
            settle()
            for name, part in scenes(window):
                settle()
                take(part, FOLDER / f"{name}-{scheme}.png")
                print(f"{name}-{scheme}.png")
            window.close()
            settle()


if __name__ == "__main__":
    main()
