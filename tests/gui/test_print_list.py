"""The list of a screen on paper, after a preview."""

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PySide6.QtPrintSupport import QPrintPreviewDialog

from tests.gui.hands import choose_several, now
from tests.gui.scenes import with_work
from tests.gui.test_keys import entry, greyed
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.gui.checklist.remarks import remarks
from tracker.operations import registers


@pytest.fixture
def pages(window, tmp_path, monkeypatch):
    """Prints from the preview into a file, and tells the text of each page."""

    def press_print(dialog):
        dialog.printer().setOutputFileName(str(tmp_path / "list.pdf"))
        dialog.paintRequested.emit(dialog.printer())

    def print_list() -> list[str]:
        monkeypatch.setattr(QPrintPreviewDialog, "exec", press_print)
        entry(window, "Print the list").trigger()
        with pypdfium2.PdfDocument(tmp_path / "list.pdf") as pdf:
            return [page.get_textpage().get_text_bounded() for page in pdf]

    return print_list


def test_what_is_listed_is_printed_with_its_headings_on_each_page(window, pages, tmp_path):
    with_work(window, tmp_path)
    found = pages()
    assert found[0].startswith("Checklist")
    assert "Kenya · " in found[0]
    assert len(found) > 3
    assert all("Remarks" in page for page in found), "the headings stand on each page"
    whole = "".join(found)
    assert "A/RES/74/178, 13" in whole
    assert "A/RES/68/197" not in whole.replace("resolution", ""), "what filters hide is not printed"
    window.screens.set_words("checklist", "prisons")
    assert len(pages()) < len(found)


@pytest.mark.parametrize(
    ("screen", "words"), [("measure", "A law on 19"), ("inbox", "Submitted"), ("history", "Level of")]
)
def test_other_lists_are_printed_as_they_are_shown(window, pages, tmp_path, screen, words):
    with_work(window, tmp_path)
    window.show_screen(screen)
    assert words in "".join(pages()).replace("\r\n", " ")


def test_what_users_typed_is_no_markup(window, pages, tmp_path):
    with_work(window, tmp_path)
    window.show_screen("measure")
    window.screens.current.focus.selectRow(0)
    window.page.title.setText("<b>Law</b> & <img src=x>")
    window.page.save()
    assert "<b>Law</b> & <img src=x>" in "".join(pages()).replace("\r\n", " ")


def test_what_the_window_shortens_is_printed_whole(window, pages):
    title = " ".join(f"word{number}" for number in range(80))
    window.context.do_in_scope(registers.save_measure, Measure(title))
    window.show_screen("measure")
    table = window.screens.current.focus
    for column in table.columns.shown[1:]:
        table.columns.show_column(column, False)
    printed = "".join(pages()).replace("\r\n", " ")
    assert title in printed
    assert "Status" not in printed, "a column that is hidden is not printed"


def test_an_empty_list_is_not_printed(window):
    window.screens.set_words("checklist", "nothing of this kind")
    assert greyed(window, "Print the list") == "The list is empty."
    choose_several(window)


def test_that_there_is_no_evidence_is_said_once(window, pages):
    window.set_levels([now(window, "19")], Level.FULLY)
    window.screens.set_words("checklist", "increase the availability")
    printed = " ".join("".join(pages()).split())
    assert "no evidence" in printed
    assert [one.words for one in remarks(now(window, "19"))] == ["0 measures", "no evidence", "draft"]
