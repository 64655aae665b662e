"""Search in everything: Ctrl+K, what is found and how it is shown, and going there."""

import unicodedata

import psutil
import pypdfium2  # type: ignore[import-untyped]
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.hands import give, held, now, press_filter, show, words_in
from tests.instruments.rendering import put
from tracker.domain.casework.evidence import Evidence, Excerpt
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.gui.kit import jobs
from tracker.gui.search.model import LINE
from tracker.operations import casework, registers, review, workspaces
from tracker.operations.search import read_files

OF_FILES_ALONE = "increasing sophistication"
"""Words of a preamble, which are found in the file of a resolution only: preambular paragraphs have no row."""


@pytest.fixture
def full(window):
    """A window with work of two Member States."""
    for state in ("FRA", "KEN"):
        window.context.switch_scope(state=state)
        scope = window.context.scope
        row = now(window)
        casework.set_assessment(
            window.context.workspace,
            scope,
            row,
            law=Level.PLANNED,
            practice=Level.PLANNED,
            rationale=f"Zanzibar {state}",
        )
        registers.save_measure(window.context.workspace, scope, Measure(f"Décret zèbre {state}", act="Act 7"))
        evidence = Evidence(f"Report {state}", excerpts=(Excerpt("The okapi was counted", "p. 3"),))
        window.context.do_in_scope(registers.save_evidence, evidence, None)
        review.add_comment(window.context.workspace, scope, row, "Where is the gazelle?")
    return window


def look_for(window, words):
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    window.header.search.setText(words)
    return lines(window)


def lines(window):
    model = window.found.model
    return [model.index(row).data() for row in range(model.rowCount())]


def enter(window):
    QTest.keyClick(window.header.search, Qt.Key.Key_Return)


def test_each_kind_is_found_as_it_is_typed_and_shown_in_context(full):
    label = "A/RES/74/178, 19"
    assert look_for(full, "zanz") == ["Paragraphs", f"{label}; Rationale; Zanzibar KEN"]
    assert look_for(full, "ZEBRE decret") == ["Measures", "Décret zèbre KEN; Act; Act 7"]
    assert look_for(full, "okapi") == ["Evidence", "Report KEN; Excerpt; The okapi was counted"]
    assert look_for(full, "gazel") == ["Comments", f"{label}; Comment; Where is the gazelle?"]
    marked = full.found.model.index(1).data(LINE).hit.words
    assert [piece.text for piece in marked if piece.found] == ["gazelle"]


def test_all_member_states_are_searched_when_asked(full):
    assert len(look_for(full, "zebre")) == 2
    QTest.keyClick(full, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert lines(full) == ["Measures", "Décret zèbre KEN; Act; Act 7", "Décret zèbre FRA; France; Act; Act 7"]
    QTest.keyClick(full.header.search, Qt.Key.Key_Down)
    enter(full)
    assert full.context.scope.state == "FRA"
    assert full.screens.current.name == "measure"
    assert full.screens.current.page.current_row.measure.title == "Décret zèbre FRA"
    assert full.page.title_words == "Measure"
    assert not full.found.isVisible()


def test_a_paragraph_is_gone_to_through_filters_that_hide_it(full):
    press_filter(full, "theme", full.model.groups[2].choices[3].key)
    full.checklist.find_field.setText("nothing like it")
    look_for(full, "coerce whoever")
    assert lines(full) == []
    words = now(full, "1").text.split()
    look_for(full, " ".join(words[5:15]))
    enter(full)
    assert full.pane.row.label == "1"
    assert full.checklist.view.current_row.label == "1"
    assert full.checklist.view.hasFocus()
    assert full.message.text == "The filters hid paragraph 1: other ones are chosen now."


def test_a_number_finds_the_paragraph_that_bears_it_first(full):
    assert look_for(full, "58")[1].startswith("A/RES/74/178, 58;")


def test_what_is_changed_removed_and_undone_is_found_as_it_is(full):
    workspace, scope = full.context.workspace, full.context.scope
    row = registers.measures(workspace, scope)[0]
    full.context.do_in_scope(registers.save_measure, Measure("Quagga act"), row.id)
    assert (look_for(full, "zebre"), len(look_for(full, "quagga"))) == ([], 2)
    full.undo()
    assert (len(look_for(full, "zebre")), look_for(full, "quagga")) == (2, [])
    full.redo()
    full.context.do_in_scope(registers.remove, full.screens.registers["measure"].model.register, [row.id])
    assert look_for(full, "quagga") == []
    full.undo()
    assert len(look_for(full, "quagga")) == 2
    assert workspaces.check(workspace) == []


@pytest.mark.parametrize(
    ("file", "where"),
    [("A-RES-68-197.pdf", "A-RES-68-197.pdf, page 2"), ("A-RES-68-197.docx", "A-RES-68-197.docx")],
)
def test_the_text_of_a_file_is_found_soon_after_it_is_dropped(window, qtbot, tmp_path, file, where):
    give(window, show(window), put(tmp_path, file))
    qtbot.waitUntil(lambda: any(f"; {where};" in line for line in look_for(window, OF_FILES_ALONE)))
    position = next(number for number, line in enumerate(lines(window)) if f"; {where};" in line)
    for _ in range(position - 1):
        if window.found.list.currentIndex().row() < position:
            QTest.keyClick(window.header.search, Qt.Key.Key_Down)
    enter(window)
    assert window.screens.current.name == "evidence"
    assert window.page.title_words == ("Preview" if file.endswith("pdf") else "Evidence")
    if file.endswith("pdf"):
        qtbot.waitUntil(lambda: window.page.number.text() == "Page 2 of 12")


@pytest.mark.parametrize(("data", "why"), [(b"%PDF-1.7\nnothing of it", "The PDF file is damaged.")])
def test_a_file_without_readable_text_is_found_by_its_name(window, qtbot, tmp_path, data, why):
    path = tmp_path / "Kilimanjaro survey.pdf"
    path.write_bytes(data)
    give(window, show(window), path)
    qtbot.waitUntil(lambda: held(window)[0].files[0].fault == why)
    assert look_for(window, "kilimanj") == ["Evidence", "Survey; File; Kilimanjaro survey.pdf"]


def test_marks_that_are_no_words_say_so(full):
    for typed in ('"', "*", "-", "😀", " ", "(", "\u202e"):
        assert look_for(full, typed) == []
        if typed.strip():
            assert "Type letters or digits to search for." in words_in(full.found), typed
        assert full.found.isVisible() == bool(typed.strip()), typed


OPERATORS = ('"zebre', "zebre*", "NEAR(zebre", "zebre -", "title:zebre", "zebre OR okapi", "AND", "{a", "^zebre", "x'")


def test_operators_are_no_more_than_words(full):
    for typed in OPERATORS:
        found = look_for(full, typed)
        assert len(found) in (0, 2) or "zebre" not in typed
        assert full.message.isHidden(), typed


def test_ten_thousand_characters_are_searched_for_as_far_as_a_search_goes(full):
    look_for(full, "zebre " * 2000)
    assert lines(full)[0] == "Measures"


def test_escape_closes_what_was_found_then_clears_then_leaves(full):
    look_for(full, "zebre")
    for text, shown in (("zebre", False), ("", False)):
        QTest.keyClick(full.header.search, Qt.Key.Key_Escape)
        assert (full.header.search.text(), full.found.isVisible()) == (text, shown)
    assert full.checklist.view.hasFocus()


def test_more_measures_than_are_shown_are_found_in_their_register(window):
    for number in range(9):
        registers.save_measure(window.context.workspace, window.context.scope, Measure(f"Zebra act {number}"))
    assert look_for(window, "zebra")[-1] == "More measures: find them in the register"
    for _ in range(9):
        QTest.keyClick(window.header.search, Qt.Key.Key_Down)
    enter(window)
    assert window.screens.current.name == "measure"
    assert window.screens.current.page.find_field.text() == "zebra"
    assert window.screens.current.page.model.rowCount() == 9


def test_a_search_finds_nothing_where_no_state_is_chosen_but_paragraphs(open_window, workspace_path):
    window = open_window(workspace_path, state=None)
    assert look_for(window, "coca")[0] == "Paragraphs"


def test_words_of_all_scripts_are_found_as_they_are_typed(window):
    for title, typed in (
        ("Закон Российской Федерации", "РОССИЙСКОЙ закон"),
        ("Закон Российской Федерации", "россий"),
        ("القانون الأمم مُحَمَّد", "الأمم مُحَمَّد"),
        ("국가 마약 대책", "마약"),
        ("राष्ट्रीय नशीली दवा नीति", "राष्ट्रीय"),
        ("がん対策", "がん"),
        ("Εθνικός νόμος ναρκωτικών", "ναρκωτικών"),
        ("Straßenverkehrsgesetz", "straßen"),
        (unicodedata.normalize("NFD", "Закон Российской Федерации"), "Российской"),
    ):
        registers.save_measure(window.context.workspace, window.context.scope, Measure(title))
        assert look_for(window, typed)[:1] == ["Measures"], typed
        window.context.workspace.undo()


def test_of_a_title_of_many_pages_the_stretch_with_the_words_is_shown(window):
    title = "word " * 10_000 + "okapi " * 5_000
    registers.save_measure(window.context.workspace, window.context.scope, Measure(title))
    (line,) = look_for(window, "okapi")[1:]
    assert "okapi" in line
    assert len(line) < 400


def test_the_text_of_another_states_file_is_found_only_where_all_are_searched(window, qtbot, tmp_path):
    give(window, show(window), put(tmp_path, "A-RES-68-197.pdf"))
    qtbot.waitUntil(lambda: bool(look_for(window, OF_FILES_ALONE)))
    window.context.switch_scope(state="FRA")
    assert look_for(window, OF_FILES_ALONE) == []
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert len(lines(window)) == 2


def test_files_that_come_while_others_are_read_are_read_too(window, qtbot, tmp_path):
    for number in range(3):
        path = tmp_path / f"note {number}.txt"
        path.write_text(f"The kudu number {number}")
        give(window, show(window), path)
    qtbot.waitUntil(lambda: len(look_for(window, "kudu number")) == 4)


def test_a_search_says_that_files_are_not_read_yet(window, monkeypatch, tmp_path):
    monkeypatch.setattr("tracker.gui.search.texts.FileReader.start", lambda _reader: None)
    (tmp_path / "note.txt").write_text("The kudu")
    give(window, show(window), tmp_path / "note.txt")
    assert look_for(window, "kudu") == []
    unread = "The words of 1 file are not read yet."
    assert any(unread in words for words in words_in(window.found))
    read_files(window.context.workspace, lambda: None)
    assert len(look_for(window, "kudu ")) == 2
    assert not any(unread in words for words in words_in(window.found) if window.found._status.isVisible())


def test_a_pdf_of_pictures_says_that_it_holds_no_text(window, qtbot, tmp_path):
    empty = pypdfium2.PdfDocument.new()
    empty.new_page(200, 200)
    empty.save(tmp_path / "scan.pdf")
    give(window, show(window), tmp_path / "scan.pdf")
    qtbot.waitUntil(lambda: held(window)[0].files[0].fault == "It holds no text, only pictures.")
    said = "its text can't be searched: It holds no text"
    qtbot.waitUntil(lambda: any(said in line for line in words_in(window.pane.evidence)))


def test_what_has_the_words_in_its_title_comes_first(window):
    workspace, scope = window.context.workspace, window.context.scope
    registers.save_measure(workspace, scope, Measure("Zebra act"))
    for number in range(9):
        registers.save_measure(workspace, scope, Measure(f"Other {number}", description="About the zebra"))
    assert look_for(window, "zebra")[1].startswith("Zebra act")
    more = "More measures: find them in the register"
    assert lines(window)[-1] == more
    window.found.focus(everywhere=True)
    assert more not in lines(window), "the register has one Member State's alone"


def test_a_row_is_gone_to_through_filters_of_its_register_and_said_to_be_gone(window):
    workspace, scope = window.context.workspace, window.context.scope
    registers.save_measure(workspace, scope, Measure("Zebra act"))
    look_for(window, "zebra")
    page = window.screens.registers[Register.MEASURE]
    page.filters[0].setCurrentIndex(3)
    page.find_field.setText("gnu")
    enter(window)
    assert page.current_row.measure.title == "Zebra act"
    window.right.close_page()
    look_for(window, "zebra")
    window.context.do_in_scope(registers.remove, Register.MEASURE, [page.current_row.id])
    enter(window)
    assert "It is no longer there." in window.message.text


def test_a_window_that_closes_while_files_are_read_reads_no_more(window, qtbot, tmp_path):
    workspace = window.context.workspace
    jobs.wait_for_all()
    QApplication.processEvents()
    (tmp_path / "note.txt").write_text("The kudu")
    give(window, show(window), tmp_path / "note.txt")
    jobs.wait_for_all()  # what it found has not come to the window yet
    assert is_open(workspace.path)
    window.close()
    for _ in range(5):
        QApplication.processEvents()
    assert not is_open(workspace.path)


def is_open(path) -> bool:
    return str(path) in [file.path for file in psutil.Process().open_files()]


@pytest.mark.parametrize("words", ["para 20", "paragraph 20", "OP 20", "20"])
def test_a_paragraph_is_found_as_people_cite_it(window, words):
    show(window, "19")
    assert look_for(window, words)[1].startswith("A/RES/74/178, 20; ")
    assert any(line.startswith("A/RES/68/197, 20; ") for line in lines(window))
    enter(window)
    assert (window.pane.row.symbol, window.pane.row.label) == ("A/RES/74/178", "20")


def test_a_paragraph_of_the_resolution_that_is_named_or_shown_stands_first(window):
    assert look_for(window, "para 4 of resolution 68/197")[1].startswith("A/RES/68/197, 4; ")
    press_filter(window, "instrument", "A/RES/68/197")
    assert look_for(window, "para. 4")[1].startswith("A/RES/68/197, 4; ")


@pytest.mark.parametrize("words", ["Drug policy of 2019", "Drug poli"])
def test_a_title_that_begins_so_stands_before_paragraphs(window, words):
    window.context.do_in_scope(registers.save_measure, Measure("Drug policy of 2019: treatment"))
    assert look_for(window, words)[1].startswith("Drug policy of 2019: treatment")
    assert look_for(window, "drug treatment")[0] == "Paragraphs", "words within a title are no beginning of it"
