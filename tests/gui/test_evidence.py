"""Evidence in the window: its editor and its card."""

import os
import random
from datetime import date

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton

from tests.conftest import paragraph
from tests.disk import fill_disk, make_room
from tests.gui.hands import drop, focus, give, held, open_nothing, press, save, seen, show, warnings_in, ways, words_in
from tracker.domain.casework.evidence import Evidence, Excerpt, Reliability
from tracker.domain.casework.measures import Measure
from tracker.domain.casework.registers import Register
from tracker.gui.paragraph.drops import Drop
from tracker.gui.paragraph.evidence_section import web_address
from tracker.operations import registers
from tracker.store.workspace import open_workspace

# The editor


def test_several_excerpts_with_their_places(window, qtbot):
    show(window)
    window.pages.new_evidence()
    page = window.page
    page.title.setText("Survey")
    page.fields["citation"].setPlainText("Ministry of Health, Survey (2023)")
    page.excerpts.lines[0].words.setPlainText("92 per cent")
    page.excerpts.lines[0].place.setText("p. 3")
    press(page.excerpts, "Add an excerpt")
    press(page.excerpts, "Add an excerpt")
    page.excerpts.lines[1].words.setPlainText("not this one")
    page.excerpts.lines[2].place.setText("art. 4")
    press(page.excerpts.lines[1], "Remove")
    save(window, qtbot)
    found = held(window)[0].evidence
    assert found.excerpts == (Excerpt("92 per cent", "p. 3"), Excerpt("", "art. 4"))
    assert found.citation == "Ministry of Health, Survey (2023)"
    assert "“92 per cent” (p. 3)" in words_in(window.pane.evidence)
    window.pages.edit_evidence(held(window)[0])
    window.page.excerpts.lines[0].words.setPlainText("93 per cent")
    save(window, qtbot)
    assert "“93 per cent” (p. 3)" in words_in(window.pane.evidence), "a change of the words alone is shown"


@pytest.mark.parametrize("kind", ["folder", "link", "pipe", "gone", "large"])
def test_what_is_no_file_is_refused_when_it_is_dropped(window, tmp_path, kind):
    show(window)
    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to("/etc/hostname")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "large":
        with path.open("wb") as file:
            file.truncate(5 * 1024**3)
    (tmp_path / "fine.txt").write_text("words")
    window.pages.new_evidence()
    window.page.fields["publisher"].setText("Ministry")
    drop(window.page, QUrl.fromLocalFile(str(path)), QUrl.fromLocalFile(str(tmp_path / "fine.txt")))
    assert kind in warnings_in(window.page)
    assert [file.path.name for file in window.page.files.new] == ["fine.txt"]
    assert window.page.fields["publisher"].text() == "Ministry"


def test_a_file_whose_name_is_no_text_is_taken_in(window, qtbot, tmp_path):
    show(window)
    path = tmp_path / os.fsdecode(b"caf\xe9.pdf")
    path.write_bytes(b"%PDF-1.7")
    window.pages.new_evidence([path])
    assert window.page.title.text() == "caf‹U+DCE9›"
    save(window, qtbot)
    assert held(window)[0].files[0].name == "caf‹U+DCE9›.pdf"


@pytest.mark.parametrize("link", ["file://evil.example/share/x.pdf", "javascript:alert(1)", "https://x.example/a"])
def test_a_dropped_link_is_text_and_no_file(window, link):
    show(window)
    drop(window.pane, QUrl(link))
    assert window.page.fields["link"].text() == link
    assert window.page.files.new == []


def test_an_image_is_pasted_also_while_the_cursor_is_in_a_field(window, qtbot):
    show(window)
    window.pages.new_evidence()
    picture = QImage(30, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(picture)
    window.page.title.setFocus()
    QTest.keyClick(window.page.title, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    press(window.page.files, "Paste an image")
    save(window, qtbot)
    today = date.today().isoformat()
    found = held(window)[0]
    assert [file.name for file in found.files] == [f"Pasted image {today}.png", f"Pasted image {today} (2).png"]
    path = window.context.copies.copy(window.context.workspace, found.files[0])
    assert QImage(str(path)).pixelColor(3, 3) == QColor("teal")


def test_words_are_pasted_into_the_field_as_ever(window):
    show(window)
    window.pages.new_evidence()
    QGuiApplication.clipboard().setText("some words")
    window.page.title.setFocus()
    QTest.keyClick(window.page.title, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.page.title.text() == "some words"
    assert window.page.files.new == []
    press(window.page.files, "Paste an image")
    assert "no image" in warnings_in(window.page)


def test_a_newer_file_replaces_and_the_older_is_shown(window, qtbot, tmp_path, monkeypatch):
    row = show(window)
    for number in (1, 2):
        (tmp_path / f"v{number}.txt").write_text(f"version {number}")
    found = give(window, row, tmp_path / "v1.txt")
    window.pages.edit_evidence(found)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "v2.txt"), ""))
    press(window.page.files, "Replace…")
    assert window.page.unsaved
    assert "v2.txt (replaces v1.txt when saved)" in words_in(window.page)
    save(window, qtbot)
    (file,) = held(window)[0].files
    assert (file.name, [older.name for older in file.older]) == ("v2.txt", ["v1.txt"])
    assert any(words.startswith("v1.txt (9 B) · older, of ") for words in words_in(window.pane.evidence))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out.txt"), ""))
    press(window.pane.evidence, "Save as…", 1)
    qtbot.waitUntil(lambda: "Saved" in window.message.text)
    assert (tmp_path / "out.txt").read_text() == "version 1"
    window.pages.edit_evidence(held(window)[0])
    press(window.page.files, "Remove")
    save(window, qtbot)
    assert held(window)[0].files == ()


def test_a_full_disk_leaves_the_editor_as_it_was_and_saves_later(window, qtbot, tmp_path):
    show(window)
    (tmp_path / "large.bin").write_bytes(random.randbytes(9_000_000))
    window.pages.new_evidence([tmp_path / "large.bin"])
    fill_disk(window.context.workspace, left=1_000)
    window.page.fields["publisher"].setText("Ministry")
    save(window, qtbot)
    assert "The disk is full" in warnings_in(window.page)
    assert window.page.fields["publisher"].text() == "Ministry"
    assert held(window) == []
    make_room(window.context.workspace)
    save(window, qtbot)
    assert window.page is None
    assert held(window)[0].files[0].size == 9_000_000


def test_measures_are_searched_ticked_and_noted(window, qtbot):
    row = show(window)
    context = window.context
    for number in range(300):
        registers.save_measure(context.workspace, context.scope, Measure(f"Law number {number}"))
    found = give(window, row)
    window.pages.edit_evidence(found)
    field = window.page.measures
    field.search.setText("NUMBER 29")
    assert not window.page.unsaved, "to search is no change"
    assert field.model.rowCount() == 13
    field.table.setFocus()
    field.table.setCurrentIndex(field.model.index(1, 0))
    ticked = field.table.currentIndex().data()
    QTest.keyClick(field.table, Qt.Key.Key_Space)
    assert window.page.unsaved
    field.table.setCurrentIndex(field.model.index(1, 1))
    QTest.keyClicks(field.table, "p")
    QTest.keyClicks(focus(), ". 12")
    QTest.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.page is None)
    (link,) = held(window)[0].measures
    assert (link.words, link.note) == (ticked, "p. 12")
    window.pages.edit_evidence(held(window)[0])
    assert window.page.measures.model.index(0, 0).data() == ticked, "what is ticked stands first"
    window.page.title.setText("Another title")
    save(window, qtbot)
    assert held(window)[0].measures[0].note == "p. 12", "the note stays"


# The card


def test_old_evidence_says_how_old_it_is(window):
    row = show(window)
    year = date.today().year
    for time, said in ((f"{year - 11}-{year - 9}", "9 years old"), (f"{year - 1}", "")):
        give(window, row, evidence=Evidence(f"Survey {time}", speaks_of=time, reliability=Reliability.HIGH))
        found = [one for one in seen(window.pane.evidence, QLabel) if one.property("role") == "warning"]
        assert [one.text() for one in found] == ([f"Speaks of {time}, {said}"] if said else [])
        window.undo()


def test_the_note_of_a_link_is_edited_in_the_card(window):
    row = show(window)
    found = give(window, row)
    note = window.pane.evidence.notes[found.id]
    note.setFocus()
    QTest.keyClicks(note, "p. 4")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert held(window)[0].paragraphs[0].note == "p. 4"
    assert window.pane.evidence.notes[found.id] is note, "the card stays, and with it the cursor"
    QTest.keyClicks(note, "5")
    window.undo()
    assert (held(window)[0].paragraphs[0].note, note.text()) == ("p. 4", "p. 4"), "what was typed is kept, then undone"
    QTest.keyClicks(note, "6")
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert note.text() == "p. 4"
    QTest.keyClicks(note, "7")
    edit = next(one for one in seen(window.pane.evidence, QPushButton) if one.text() == "Edit")
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton)
    assert held(window)[0].paragraphs[0].note == "p. 47"
    assert window.page.title_words == "Evidence", "the click that left the note is not lost"


def test_the_note_goes_with_its_paragraph(window):
    row = show(window)
    found = give(window, row)
    QTest.keyClicks(window.pane.evidence.notes[found.id], "p. 9")
    show(window, "20")
    links = held(window)[0].paragraphs
    assert [(link.id, link.note) for link in links] == [(row.id, "p. 9")]


def test_other_links_are_copied_and_never_opened(window, monkeypatch):
    opened = open_nothing(monkeypatch)
    for link in (
        *("https://un.org\\@evil.example", "https:\\\\un.org", "\\\\e\\s", "//e/s", "https://un.org/a b"),
        *("https://un.org/a\nb", "https://user@un.org", "https://user:word@un.org", "https://:@un.org", "https:///x"),
        *("https:un.org", "HTTPS://", "data:text/html,x", "vbscript:x", "ms-msdt:/id", " javascript:alert(1)"),
    ):
        assert web_address(link) is None
        give(window, show(window), evidence=Evidence("Survey", link=link))
        assert "Open link" not in ways(window.pane.evidence), link
        press(window.pane.evidence, "Copy link")
        assert QGuiApplication.clipboard().text() == held(window)[0].evidence.link
        assert opened == []
        window.undo()


def test_evidence_supports_several_paragraphs_with_a_note_each(window):
    row, other = show(window), paragraph(window.context.workspace, window.context.scope, "20")
    found = give(window, row)
    window.context.do_in_scope(registers.link, Register.EVIDENCE, [found.id], [other.id], "p. 2")
    show(window, "20")
    assert window.pane.evidence.notes[found.id].text() == "p. 2"
    assert "Supports 1 other paragraph" in words_in(window.pane.evidence)
    show(window, "19")
    assert window.pane.evidence.notes[found.id].text() == ""


def test_the_editor_follows_what_is_changed_or_undone_elsewhere(window, qtbot):
    window.context.do_in_scope(registers.save_evidence, Evidence("One", excerpts=(Excerpt("Words"),)))
    window.show_screen("evidence")
    table = window.screens.registers["evidence"].table
    table.selectRow(0)
    title = table.model().index(0, 0)
    table.model().setData(title, "Two")
    assert window.page.title.text() == "Two"
    window.page.fields["publisher"].setText("UNODC")
    table.model().setData(title, "Three")
    save(window, qtbot)
    kept = held(window)[0].evidence
    assert (kept.title, kept.publisher, kept.excerpts) == ("Three", "UNODC", (Excerpt("Words"),))
    window.pages.edit_evidence(held(window)[0])
    for title in ("Three", "Two", "One"):
        window.undo()
        assert window.page.title.text() == title
    window.undo()
    assert window.page is None


def test_what_is_discarded_on_closing_is_not_saved_after_all(window, workspace_path, tmp_path, monkeypatch):
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(200 * 1024**2)
    show(window)
    window.pages.new_evidence([path])
    window.page.title.setText("Large")
    window.page.save()
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: QMessageBox.StandardButton.Discard)
    window.close()
    with open_workspace(workspace_path) as workspace:
        assert registers.evidence(workspace, window.context.scope) == []


def test_a_file_that_was_dropped_is_not_given_up_unasked(window, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("words")
    show(window)
    window.pane.new_evidence.emit(Drop([path]))
    window.switch_state("CHE")
    assert window.context.scope.state == "KEN"
    assert "is not saved" in window.message.text
