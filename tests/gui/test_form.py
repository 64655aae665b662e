"""The export page with a form of the user's own."""

import openpyxl
from PySide6.QtWidgets import QFileDialog

from tests.excel.forms import HEAD, make_form
from tests.gui.hands import focus, press, ways, words_in


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
