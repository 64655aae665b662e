"""The export page: which sheets a workbook has, and since when changes are shown."""

from pathlib import Path

import openpyxl
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel

from tests.excel.written import rows_of
from tests.gui.hands import choose_several, names_in, now, press, seen, show, warnings_in, words_in
from tracker.domain.casework.levels import Level
from tracker.domain.casework.measures import Measure
from tracker.domain.reports.workbook import PURPOSES, Sheet
from tracker.gui.exchange.export_page import ExportPage
from tracker.gui.shell import workspaces
from tracker.operations import casework, registers
from tracker.operations.casework import WorkScope

_ALL = [
    *("Summary", "Compliance Matrix", "Self-assessment", "Correlation", "Measures", "Evidence"),
    *("Action Plan", "Gaps", "Review Comments"),
]


def box(window, words) -> QCheckBox:
    return next(one for one in seen(window.page, QCheckBox) if one.text() == words)


def ticked(window):
    return [box.text() for box in window.page.sheets.boxes.values() if box.isChecked()]


def exported(window, qtbot, path):
    with qtbot.waitSignal(window.page.exported):
        window.page.write(path)
    return openpyxl.load_workbook(path).sheetnames


def test_the_sheets_that_are_ticked_are_written_and_remembered(window, qtbot, tmp_path):
    window.show_export()
    assert ticked(window) == _ALL
    for name in ("Gaps", "Review Comments", "Measures", "Evidence", "Self-assessment", "Correlation"):
        box(window, name).click()
    names = ["Cover", "Summary", "Compliance Matrix", "Action Plan", "Legend"]
    assert exported(window, qtbot, tmp_path / "m.xlsx") == names
    window.right.close_page()
    window.show_export()
    assert ticked(window) == names[1:-1]


def test_each_sheet_says_what_it_is_for(window):
    window.show_export()
    told = {label.text() for label in seen(window.page, QLabel)}
    for sheet, one in window.page.sheets.boxes.items():
        assert PURPOSES[sheet] in told or sheet is Sheet.BY_STATE  # which is for several
        assert one.accessibleDescription() == PURPOSES[sheet]


def test_one_to_be_filled_in_offers_what_a_ministry_needs(window, qtbot, tmp_path):
    window.show_export()
    box(window, "Gaps").click()
    box(window, "To be filled in and returned").click()
    assert ticked(window) == ["Compliance Matrix", "Measures", "Evidence"]
    exported(window, qtbot, tmp_path / "m.xlsx")
    window.right.close_page()
    window.show_export()
    assert ticked(window) == _ALL  # what was ticked for that is no habit


def test_what_changed_since_an_earlier_workbook(window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "earlier.xlsx"), ""))
    window.show_export()
    assert "Changes" not in exported(window, qtbot, tmp_path / "earlier.xlsx")
    window.context.do_in_scope(casework.set_level, now(window, "20"), Level.FULLY)
    press(window.page, "Since an earlier workbook…")
    assert window.page.sheets.boxes[Sheet.CHANGES].isChecked()
    assert "Changes" in exported(window, qtbot, tmp_path / "m.xlsx")
    rows = rows_of(tmp_path / "m.xlsx", "Changes")
    assert ("Level", "fully implemented") in {(row["Field"], row["After"]) for row in rows}
    window.page.sheets.since.clear()
    assert not window.page.sheets.boxes[Sheet.CHANGES].isChecked()
    window.right.close_page()
    window.show_export()
    assert ticked(window) == _ALL


def test_a_day_that_is_none_is_refused_on_the_page(window, qtbot, tmp_path):
    window.show_export()
    window.page.sheets.since.setText("2026-02-30")
    window.page.write(tmp_path / "m.xlsx")
    qtbot.waitUntil(lambda: bool(warnings_in(window.page)))
    assert "There is no day 2026-02-30" in warnings_in(window.page)
    assert not (tmp_path / "m.xlsx").exists()


def test_one_to_be_filled_in_has_a_recipient_open_fields_and_the_chosen_paragraphs(window, qtbot, tmp_path):
    show(window, "19")
    window.show_export()
    assert not window.page.returning.isVisible()
    box(window, "To be filled in and returned").click()
    cycle = window.context.cycle.name
    assert window.page.suggested_name == f"Kenya - {cycle} - to be filled in.xlsx"
    window.page.recipient.setText("Ministry of Health")
    assert window.page.suggested_name == f"Kenya - {cycle} - Ministry of Health - to be filled in.xlsx"
    assert all(box(window, field).isChecked() for field in ("Level", "In law", "In practice"))
    for field in ("Level", "Due date"):
        box(window, field).click()
    box(window, "Only those chosen in the checklist (1)").click()
    assert exported(window, qtbot, tmp_path / "m.xlsx") == [
        "Cover",
        "Compliance Matrix",
        "Measures",
        "Evidence",
        "Legend",
    ]
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert "Ministry of Health" in [cell.value for cell in book["Cover"]["B"]]
    matrix = book["Compliance Matrix"]
    assert [cell.value for cell in matrix["A"]] == ["Paragraph", "19"]
    assert {head.value for head, cell in zip(matrix[1], matrix[2], strict=True) if not cell.protection.locked} == {
        *("In law", "In practice", "Rationale", "What is missing", "Next step", "Lead authority"),
    }


def test_rows_chosen_in_the_checklist_never_narrow_an_export_by_themselves(window, qtbot, tmp_path):
    choose_several(window, "19", "20", "21")
    window.show_export()
    only_chosen = box(window, "Only those chosen in the checklist (3)")
    assert not only_chosen.isChecked()
    exported(window, qtbot, tmp_path / "all.xlsx")
    assert len(openpyxl.load_workbook(tmp_path / "all.xlsx")["Compliance Matrix"]["A"]) == 1 + 73
    only_chosen.click()
    exported(window, qtbot, tmp_path / "some.xlsx")
    matrix = openpyxl.load_workbook(tmp_path / "some.xlsx")["Compliance Matrix"]
    assert [cell.value for cell in matrix["A"]] == ["Paragraph", "19", "20", "21"]


def test_nothing_to_fill_in_is_said(window, qtbot):
    window.show_export()
    box(window, "To be filled in and returned").click()
    for one in window.page.returning.boxes.values():
        one.setChecked(False)
    window.page.write(window.context.workspace.path.with_name("m.xlsx"))
    assert "No field is open. Tick what is to be filled in." in words_in(window.page)


def test_several_member_states_and_their_sheet_beside_each_other(window, qtbot, tmp_path):
    window.show_export()
    assert not any(one.text() == "Paragraph by State" for one in seen(window.page, QCheckBox))
    press(window.page, "Choose several…")
    names = [line.words for line in window.page.states.model.lines]
    window.page.states.model.tick([names.index("Switzerland"), names.index("Fiji")])
    assert box(window, "Paragraph by State").isChecked()
    assert "Paragraph by State" in exported(window, qtbot, tmp_path / "m.xlsx")
    rows = rows_of(tmp_path / "m.xlsx", "Compliance Matrix")
    assert {row["Member State"] for row in rows} == {"Kenya", "Switzerland", "Fiji"}
    press(window.page, "Tick none")
    window.page.write(tmp_path / "n.xlsx")
    assert "No Member State is ticked. Tick the ones to export." in words_in(window.page)


def test_the_sheet_that_compares_states_is_ticked_whenever_there_are_several(window, qtbot, tmp_path):
    """Also after exports of one State, for which it was not ticked; other boxes stay as they were left."""
    window.show_export()
    exported(window, qtbot, tmp_path / "of one.xlsx")
    window.show_export()
    box(window, "Measures").click()
    press(window.page, "Choose several…")
    for name in ("uganda", "fiji"):
        QTest.keyClicks(window.page.states.search, name)
        QTest.keyClick(window.page.states.search, Qt.Key.Key_Return)
        assert box(window, "Paragraph by State").isChecked() == (name == "uganda")
        assert not box(window, "Measures").isChecked()
        if box(window, "Paragraph by State").isChecked():
            box(window, "Paragraph by State").click()


def test_edition_rows_columns_and_paper_are_as_they_were_last_time(window, qtbot, tmp_path):
    window.context.do_in_scope(casework.set_level, now(window, "20"), Level.PLANNED)
    window.show_export()
    layout = window.page.layout_choice
    for field, words in ((layout.rows, "Only those that are assessed"), (layout.paper, "A3")):
        field.setCurrentText(words)
    press(window.page, "Choose columns…")
    names = {line.words: line.id for line in layout.columns.model.lines}
    layout.columns.model.tick([names["Compliance Matrix: Evidence"]], on=False)
    window.page.recipient.setText("Cabinet Office")
    window.page.author.setText("A. Analyst")
    exported(window, qtbot, tmp_path / "m.xlsx")
    rows = rows_of(tmp_path / "m.xlsx", "Compliance Matrix")
    assert [row["Paragraph"] for row in rows] == ["20"]
    assert "Measures" in rows[0] and "Evidence" not in rows[0]
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert book["Compliance Matrix"].page_setup.paperSize == 8
    facts = {row[0].value: row[1].value for row in book["Cover"].iter_rows()}
    assert (facts["For"], facts["Author"]) == ("Cabinet Office", "A. Analyst")
    window.right.close_page()
    window.show_export()
    layout = window.page.layout_choice
    assert (layout.rows.currentText(), layout.paper.currentText()) == ("Only those that are assessed", "A3")
    assert layout.left_out == ("Compliance Matrix: Evidence",)
    assert (window.page.author.text(), window.page.recipient.text()) == ("A. Analyst", "")


def test_the_short_edition_decides_on_the_sheets(window, qtbot, tmp_path):
    window.show_export()
    window.page.layout_choice.edition.setCurrentIndex(1)
    assert not window.page.sheets.isVisible()
    assert exported(window, qtbot, tmp_path / "m.xlsx") == ["Cover", "Summary", "Action Plan", "Legend"]
    window.right.close_page()
    window.show_export()
    assert window.page.layout_choice.short
    assert not window.page.sheets.isVisible()
    box(window, "To be filled in and returned").click()
    assert window.page.sheets.isVisible()
    assert "Compliance Matrix" in exported(window, qtbot, tmp_path / "n.xlsx")
    window.page.layout_choice.edition.setCurrentIndex(0)
    box(window, "To be filled in and returned").click()
    assert ticked(window) == _ALL


def test_a_ministry_is_told_until_when_and_whom_to_ask(window, qtbot, tmp_path):
    window.show_export()
    box(window, "To be filled in and returned").click()
    window.page.returning.contact.setText("Jo Doe")
    window.page.returning.return_by.setText("soon")
    window.page.write(tmp_path / "m.xlsx")
    qtbot.waitUntil(lambda: bool(warnings_in(window.page)))
    assert "This is not a date" in warnings_in(window.page)
    window.page.returning.return_by.setText("2027-03-31")
    exported(window, qtbot, tmp_path / "m.xlsx")
    cover = openpyxl.load_workbook(tmp_path / "m.xlsx")["Cover"]
    facts = {row[0].value: row[1].value for row in cover.iter_rows()}
    assert (facts["Return by"], facts["Whom to ask"]) == ("31 March 2027", "Jo Doe")


def test_what_was_set_is_kept_until_it_is_closed_written_or_about_something_else(window, qtbot, tmp_path):
    def set_up():
        window.show_export()
        window.page.recipient.setText("Cabinet")
        box(window, "A/RES/68/197").click()

    def is_kept():
        show(window, "22")
        window.show_export()
        return window.page.recipient.text() == "Cabinet" and box(window, "A/RES/68/197").isChecked()

    set_up()
    for go in (lambda: window.show_screen("inbox"), lambda: window.show_screen("checklist"), window.pages.new_measure):
        go()
        assert not isinstance(window.page, ExportPage)
        assert is_kept()
    window.show_export()
    assert is_kept(), "asking for it while it is open changes nothing"
    for end in (
        lambda: press(window.page, "Cancel"),
        lambda: window.switch_state("CHE"),
        lambda: written(window, qtbot, tmp_path),
    ):
        end()
        assert not is_kept()
        set_up()


def written(window, qtbot, tmp_path):
    with qtbot.waitSignal(window.page.exported):
        window.page.write(tmp_path / "kept.xlsx")
    window.show_screen("checklist")


def test_a_workbook_that_is_written_while_one_works_on_is_told_of(window, qtbot, tmp_path):
    window.show_export()
    page = window.page
    page.write(tmp_path / "beside.xlsx")
    window.show_screen("inbox")
    with qtbot.waitSignal(page.exported):
        pass
    assert window.message.text == f"Wrote {tmp_path / 'beside.xlsx'}"


def test_states_with_work_stand_first_and_those_of_the_last_export_are_offered(window, qtbot, tmp_path):
    workspace, cycle = window.context.workspace, window.context.scope.cycle
    for code in ("ZWE", "KEN"):
        registers.save_measure(workspace, WorkScope(code, cycle), Measure("Law"))
    chooser = window.header.state
    chooser.showPopup()
    assert [chooser.itemText(line) for line in (0, 1, 2, 3)] == ["Kenya", "Zimbabwe", "", "Afghanistan"]
    assert chooser.currentText() == "Kenya"
    chooser.hidePopup()
    window.show_export()
    page = window.page
    assert "Those of the last export (2)" not in names_in(page)
    lines = page.states.model
    assert [lines.line_at(line).words for line in (0, 1, 2)] == ["Kenya", "Zimbabwe", "Afghanistan"]
    press(page, "Choose several…")
    lines.tick([lines.line_at(line).id for line in (1, 2)])
    lines.tick([lines.line_at(0).id], on=False)
    written(window, qtbot, tmp_path)
    window.show_export()
    page = window.page
    assert "Kenya" in words_in(page), "only the one in scope is taken unasked"
    press(page, "Those of the last export (2)")
    assert "Afghanistan, Zimbabwe" in words_in(page)


def test_saving_begins_where_the_last_export_went_and_not_where_a_resolution_was_read(
    window, qtbot, tmp_path, monkeypatch
):
    """A resolution is read from a folder of downloads."""
    begun, (read, sent) = [], (tmp_path / "Read", tmp_path / "Sent")
    read.mkdir()
    sent.mkdir()

    def save(_parent, _title, suggested, _kinds):
        begun.append(Path(suggested).parent)
        return str(sent / "m.xlsx"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(read / "missing.pdf"), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    for _ in range(2):
        workspaces.choose_resolution(window)
        window.show_export()
        with qtbot.waitSignal(window.page.exported):
            press(window.page, "Save as…")
        window.right.close_page()
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert begun == [next(path for path in (Path(documents), Path.home()) if path.is_dir()), sent]
