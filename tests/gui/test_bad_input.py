"""What is pasted or typed by mistake is taken as plain text or refused in words, and nothing is lost."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.hands import now, page_of, press, show, warnings_in
from tests.gui.test_registers import add, begin_edit, held, open_register, press_key
from tracker import i18n
from tracker.domain.casework.measures import Measure
from tracker.domain.text.text import LONGEST
from tracker.gui.kit import theme
from tracker.gui.kit.fields import GrowingText, LineText

TABLE = "Law 30\tof 2000\r\nArticle 4\t\r\n"


def copied(words: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(words)
    if html:
        data.setHtml(html)
        data.setData("text/rtf", b"{\\rtf1 \\b " + words.encode() + b"}")
    QGuiApplication.clipboard().setMimeData(data)


def paste(field) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_formatted_text_comes_in_as_its_words(window):
    row = show(window)
    copied("A bold law", "<html><b>A bold law</b><img src='http://evil.example/x.png'></html>")
    for name in ("rationale", "lead_authority"):
        field = window.pane.form.texts[name]
        paste(field)
        field.flush()
        assert getattr(now(window, row.label).assessment, name) == "A bold law"
    add(window, Measure("Law"))
    page = open_register(window)
    editor = begin_edit(page, 0, "title")
    paste(editor)
    press_key(editor, Qt.Key.Key_Return)
    assert page.model.index(0, 0).data() == "A bold law"


@pytest.mark.parametrize("number", [LONGEST, LONGEST + 1])
def test_a_hundred_thousand_characters(window, number):
    show(window)
    words = ("word " * (number // 5 + 1))[: number - 1] + "."
    copied(words)
    fits = number <= LONGEST
    field = window.pane.form.texts["rationale"]
    field.setPlainText("Mine.")
    field.flush()
    paste(field)
    field.flush()
    assert now(window).assessment.rationale == (words if fits else "Mine.")
    assert fits or "a field holds 100,000" in warnings_in(window.pane)
    line = window.pane.form.texts["lead_authority"]
    paste(line)
    line.flush()
    assert line.text() == words, "what is refused stays in its field"
    assert now(window).assessment.lead_authority == (words if fits else "")
    (row_id,) = add(window, Measure("Law"))
    page = open_register(window)
    editor = begin_edit(page, 0, "title")
    paste(editor)
    press_key(editor, Qt.Key.Key_Return)
    assert held(window, row_id).title == (words if fits else "Law")
    if not fits:
        assert "a field holds 100,000" in window.message.text and editor.text() == words
        press_key(editor, Qt.Key.Key_Escape)


def test_a_table_of_a_spreadsheet(window):
    row = show(window)
    copied(TABLE, "<table><tr><td>Law 30</td><td>of 2000</td></tr><tr><td>Article 4</td><td></td></tr></table>")
    text = window.pane.form.texts["rationale"]
    assert isinstance(text, GrowingText)
    paste(text)
    text.flush()
    assert now(window, row.label).assessment.rationale.rstrip() == "Law 30\tof 2000\nArticle 4"
    line = window.pane.form.texts["lead_authority"]
    assert isinstance(line, LineText)
    paste(line)
    line.flush()
    assert now(window, row.label).assessment.lead_authority.strip() == "Law 30 of 2000 Article 4"
    (row_id,) = add(window, Measure("Law"))
    page = open_register(window)
    editor = begin_edit(page, 0, "title")
    paste(editor)
    press_key(editor, Qt.Key.Key_Return)
    assert held(window, row_id).title == "Law 30 of 2000 Article 4"


@pytest.mark.parametrize(("typed", "code"), [("كينيا", "KEN"), ("مصر", "EGY"), ("Кения", "KEN"), ("肯尼亚", "KEN")])
def test_a_state_in_another_script(open_window, workspace_path, typed, code):
    window = open_window(workspace_path, "FRA")
    line = window.header.state.lineEdit()
    line.setFocus()
    line.selectAll()
    line.insert(typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.context.scope.state == code


def test_a_state_that_there_is_not_is_said_to_be_none(window):
    line = window.header.state.lineEdit()
    line.setFocus()
    line.selectAll()
    line.insert("أطلانتس")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "There is no Member State “أطلانتس”." in window.message.text
    assert window.context.scope.state == "KEN"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("03/04/2025", "two days"),
        ("30.6.25", "not a date"),
        ("next summer", "not a date"),
        ("31 June 2025", "not a date"),
        ("1403/04/10", "Years from 1800"),
    ],
)
def test_a_date_that_is_none_stays_in_its_field_with_the_reason(window, typed, said):
    show(window)
    window.pages.new_measure()
    field = page_of(window).fields["adopted_on"]
    page_of(window).title.setText("Law")
    field.setText(typed)
    press(page_of(window), "Save")
    assert field.text() == typed
    assert said in warnings_in(page_of(window)) or said in field.toolTip()
    assert page_of(window) is not None


@pytest.fixture
def english() -> Iterator[None]:
    yield
    i18n.use(i18n.ENGLISH)
    QLocale.setDefault(QLocale(i18n.ENGLISH))


def test_the_desktop_changes_while_the_program_runs(window, english, monkeypatch):
    """Language, time zone, colours and font: what is typed stays, what is shown goes on."""
    row = show(window)
    field = window.pane.form.texts["rationale"]
    field.setFocus()
    QTest.keyClicks(field, "Half a sen")
    QLocale.setDefault(QLocale("ar_EG"))
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    __import__("time").tzset()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        for scheme in ("dark", "light"):
            theme.set_scheme(scheme)
            theme.apply(app)
            window.resize(1_600 if scheme == "dark" else 900, 600)
            QApplication.processEvents()
        QTest.keyClicks(field, "tence.")
        field.flush()
        assert now(window, row.label).assessment.rationale == "Half a sentence."
        window.pane.form.due.setText("2025-06-30")
        window.pane.form.due.flush()
        assert str(now(window, row.label).assessment.due_on) == "2025-06-30", "no day is moved by a zone of time"
        for screen in window.screens.all:
            window.show_screen(screen.name)
            QApplication.processEvents()
    finally:
        monkeypatch.undo()
        __import__("time").tzset()
        theme.set_scheme("system")
        theme.apply(app)
