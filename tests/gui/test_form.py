"""The export page with a form of the user's own."""

import openpyxl
from PySide6.QtWidgets import QComboBox, QFileDialog

from tests.excel.forms import HEAD, make_form
from tests.gui.hands import focus, now, press, seen, warnings_in, ways, words_in
from tracker.operations import casework


def choose(window, qtbot, monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(window.page.own_form.chosen):
        press(window.page, "Use a form of your own…")


def test_a_form_is_looked_at_and_filled_in(window, qtbot, tmp_path, monkeypatch):
    form, out = make_form(tmp_path / "Reply.xlsx"), tmp_path / "out.xlsx"
    window.show_export()
    page = window.page
    page.for_return.setChecked(True)
    choose(window, qtbot, monkeypatch, form)
    said = words_in(page)
    assert "Reply.xlsx" in said
    assert any("6 of 7 columns known" in one and "not known: Ministry's view." in one for one in said)
    assert not page.for_return.isChecked()
    assert not page.for_return.isVisible() and not page.sheets.isVisible()
    with qtbot.waitSignal(page.exported):
        page.write(out)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert (sheet["B3"].value, sheet.cell(HEAD + 1, 1).value) == ("Kenya", "4")  # those to Member States only


def test_without_it_the_workbook_is_tracker_s_own_again(window, qtbot, tmp_path, monkeypatch):
    window.show_export()
    assert "Do without the form" not in ways(window.page)
    choose(window, qtbot, monkeypatch, make_form(tmp_path / "Reply.xlsx"))
    press(window.page, "Do without the form")
    assert focus().accessibleName() == "Use a form of your own…"
    assert "Do without the form" not in ways(window.page) and "Reply.xlsx" not in words_in(window.page)
    assert window.page.for_return.isVisible() and window.page.sheets.isVisible()
    with qtbot.waitSignal(window.page.exported):
        window.page.write(tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames[0] == "Cover"


def test_a_form_with_nothing_we_know_is_refused_where_it_was_chosen(window, qtbot, tmp_path, monkeypatch):
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    window.show_export()
    choose(window, qtbot, monkeypatch, tmp_path / "empty.xlsx")
    assert any("Nothing in the form says what goes where." in one for one in words_in(window.page))
    assert window.page.own_form.path is None and window.page.sheets.isVisible()
    assert "Do without the form" not in ways(window.page)


def test_what_is_said_of_a_form_squeezes_nothing(window, qtbot, tmp_path, monkeypatch):
    window.show_export()
    sheets = window.page.sheets
    choose(window, qtbot, monkeypatch, tmp_path / f"{'a long name ' * 15}.xlsx")
    qtbot.waitUntil(lambda: sheets.height() >= sheets.heightForWidth(sheets.width()))


def lists(window) -> dict[str, QComboBox]:
    """What to choose from below each heading, by the heading."""
    found = seen(window.page.own_form.columns, QComboBox)
    return {one.accessibleName().split("“")[1].split("”")[0]: one for one in found}


def assign(window, qtbot, heading, words):
    choice = lists(window)[heading]
    with qtbot.waitSignal(window.page.own_form.chosen):
        choice.setCurrentText(words)
        choice.activated.emit(choice.currentIndex())


def test_any_column_can_be_assigned_and_that_is_remembered(window, qtbot, tmp_path, monkeypatch):
    form, out = make_form(tmp_path / "Reply.xlsx"), tmp_path / "out.xlsx"
    row = now(window, "19")
    window.context.do_in_scope(casework.set_assessment, row, rationale="Since 2019")
    window.show_export()
    choose(window, qtbot, monkeypatch, form)
    assert not lists(window)
    press(window.page, "Choose what goes below each heading…")
    assert {heading: choice.currentText() for heading, choice in lists(window).items()} == {
        **{"Para.": "Paragraph", "Text of the paragraph": "Text", "Status": "Level", "Remarks": "Rationale"},
        **{"Measures taken": "Measures", "Deadline": "Due date", "Ministry's view": "Leave empty"},
    }
    kept = lists(window)["Remarks"]
    assign(window, qtbot, "Ministry's view", "Rationale")
    assert lists(window)["Remarks"] is kept and kept.currentText() == "Leave empty"
    assign(window, qtbot, "Remarks", "Rationale")
    assert any("“Ministry's view” and “Remarks” can't both get Rationale." in one for one in words_in(window.page))
    for words in ("Evidence", "Rationale"):  # the last one counts, however fast
        lists(window)["Remarks"].setCurrentText(words)
        window.page.own_form.columns.assigned.emit("remarks", words)
    qtbot.waitUntil(lambda: any("can't both" in one for one in words_in(window.page)))
    window.page.write(out)
    qtbot.waitUntil(lambda: "can't both" in warnings_in(window.page))
    assert not out.exists()
    assign(window, qtbot, "Remarks", "Next step")
    with qtbot.waitSignal(window.page.exported):
        window.page.write(out)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert [line[6] for line in sheet.iter_rows(HEAD + 1, values_only=True) if line[0] == "19"] == ["Since 2019"]
    window.right.close_page()
    window.show_export()
    choose(window, qtbot, monkeypatch, form)
    press(window.page, "Choose what goes below each heading…")
    assert (lists(window)["Remarks"].currentText(), lists(window)["Ministry's view"].currentText()) == (
        *("Next step", "Rationale"),
    )


def test_a_form_with_headings_that_nobody_knows_is_assigned(window, qtbot, tmp_path, monkeypatch):
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Aya", "Hali"])
    book.save(tmp_path / "fomu.xlsx")
    window.show_export()
    choose(window, qtbot, monkeypatch, tmp_path / "fomu.xlsx")
    assert any("Nothing in the form says what goes where." in one for one in words_in(window.page))
    assert set(lists(window)) == {"Aya", "Hali"}
    window.page.write(tmp_path / "out.xlsx")
    qtbot.waitUntil(lambda: "Nothing in the form" in warnings_in(window.page))
    assign(window, qtbot, "Aya", "Paragraph")
    assert any("1 of 2 columns known" in one for one in words_in(window.page))
    with qtbot.waitSignal(window.page.exported):
        window.page.write(tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]["A2"].value == "4"
