"""The window in every state that a test walks through: each screen, each page over the paragraph, with work in it."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.excel.filled import Filled, send
from tests.gui.hands import choose_several, image, look_again, now, press, show
from tests.operations.test_review import change_words, judged
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.domain.casework.registers import Register
from tracker.gui.exchange.import_page import ImportPage
from tracker.gui.files.preview import PreviewPage
from tracker.gui.reading.page import ReadingPage
from tracker.gui.shell.guide_page import GuidePage
from tracker.gui.shell.help_page import HelpPage
from tracker.operations import casework, registers, review
from tracker.operations.registers import NewFile, Parts


def with_work(window, tmp_path) -> None:
    """Paragraph 19 has a measure, evidence with a file, a comment and a submitted assessment; 20 is suspect."""
    context = window.context
    workspace, scope = context.workspace, context.scope
    row = judged(workspace, scope)
    file = NewFile(image(tmp_path / "Map.png"))
    registers.save_evidence(
        workspace, scope, Evidence("Survey", link="https://x.example"), None, Parts([row.id], [file])
    )
    review.move(workspace, scope, row, Stage.SUBMITTED)
    review.add_comment(workspace, scope, row, "Is this all?")
    casework.set_level(workspace, scope, now(window, "20"), Level.PARTIALLY)
    change_words(workspace, now(window, "20"), "collaborative", "joint")
    look_again(window)
    window.name.hide()
    show(window)


def scenes(window, qtbot) -> Iterator[str]:
    """Brings the window into one state after the other, and names it."""
    for screen in window.screens.all:
        window.show_screen(screen.name)
        table = screen.focus
        if screen.name in ("inbox", "quality", "history"):
            table.selectRow(0)
        yield from _named(screen.name)
    window.show_screen("checklist")
    show(window)
    window.views.ask_to_save()
    yield from _named("name of a view")
    window.views.strip.leave()
    window.found.focus()
    window.header.search.setText("drug")
    yield from _named("found")
    window.header.search.clear()
    choose_several(window, "19", "20", "21")
    yield from _named("several")
    choose_several(window, "19", "20", "21")
    window.page.take(Stage.SUBMITTED)
    yield from _named("several, of which some are not ready")
    show(window)
    rows = window.pane.measures.rows, window.pane.evidence.rows
    measure, evidence = (next(iter(one.values())) for one in rows)
    pages: dict[str, Callable[[], object]] = {
        "new measure": window.pages.new_measure,
        "measure": partial(window.pages.edit_measure, measure),
        "evidence": partial(window.pages.edit_evidence, evidence),
        "link": partial(window.pages.link, Register.MEASURE),
        "export": window.show_export,
        "export to be filled in": partial(_export_for_return, window),
        "import": partial(_import, window, qtbot),
        "scales": window.pages.scales,
        "help": partial(window.right.open, partial(HelpPage, window.menuBar())),
        "guide": partial(window.right.open, partial(GuidePage, window.context)),
        "preview": partial(window.files.preview, next(one for one in rows[1].values() if one.files).files[0]),
    }
    for name, open_it in pages.items():
        open_it()
        if isinstance(window.page, PreviewPage):
            qtbot.waitUntil(lambda: not window.page.words.isVisible())
        yield from _named(name)
        window.right.close_page()
    show(window, "20")
    window.pages.compare()
    yield from _named("suspect")
    window.right.close_page()
    for name in ("reading", "correction"):
        window.correct_reading()
        qtbot.waitUntil(lambda: isinstance(window.page, ReadingPage))
        if name == "correction":
            window.page.view.choose(6)
            window.page.buttons["W"].click()
        yield from _named(name)
        window.right.close_page()


def _export_for_return(window) -> None:
    window.show_export()
    window.page.for_return.setChecked(True)
    press(window.page, "Choose several…")


def _import(window, qtbot) -> None:
    """A workbook that came back with a change, a conflict, a new row and a problem."""
    context = window.context
    folder = context.workspace.path.parent
    book = Filled(send(context.workspace, folder / "returned.xlsx"))
    for label, field, value in (("19", "Next step", "A step"), ("58", "Rationale", "Other"), ("58", "Level", "Mostly")):
        book.write("Compliance Matrix", field, book.row(label), value)
    book.write("Measures", "Measure", book.empty("Measures"), "A further measure")
    other = Filled(Path(shutil.copy(book.save(), folder / "other.xlsx")))
    other.write("Compliance Matrix", "Rationale", other.row("58"), "Still other")
    window.returned.look([book.path, other.save()])
    qtbot.waitUntil(lambda: isinstance(window.page, ImportPage))


def _named(name: str) -> Iterator[str]:
    for _ in range(3):
        QApplication.processEvents()
    yield name
