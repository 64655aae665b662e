"""Files of evidence in the window: opened, saved, shown."""

import random
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import openpyxl
import psutil
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QScrollArea

from tests.gui.hands import focus, give, image, open_nothing, press, show, ways, words_in
from tests.instruments.rendering import made, put
from tests.processes import endless_pdf
from tracker.gui.files.preview import PreviewPage
from tracker.gui.kit import jobs
from tracker.operations import search

# Files on their way out


def test_a_file_is_opened_as_a_copy_that_can_only_be_read_and_goes_with_the_window(
    open_window, workspace_path, qtbot, tmp_path, monkeypatch
):
    window = open_window(workspace_path)
    opened = open_nothing(monkeypatch)
    row = show(window)
    (tmp_path / "Report.pdf").write_bytes(made("A-RES-68-197.pdf"))
    give(window, row, tmp_path / "Report.pdf")
    press(window.pane.evidence, "Open")
    qtbot.waitUntil(lambda: bool(opened))
    path = Path(opened[0].toLocalFile())
    assert path.name == "Report.pdf"
    assert path.read_bytes() == (tmp_path / "Report.pdf").read_bytes()
    assert path.stat().st_mode & 0o777 == 0o400
    assert path.parent.parent.stat().st_mode & 0o777 == 0o700
    path.chmod(0o600)
    path.write_text("changed by somebody")
    press(window.pane.evidence, "Open")
    qtbot.waitUntil(lambda: len(opened) == 2)
    assert path.read_bytes() == (tmp_path / "Report.pdf").read_bytes(), "a copy that was changed is no evidence"
    window.close()
    assert not path.parent.parent.exists()


def test_what_could_do_harm_is_saved_and_not_opened(window, qtbot, tmp_path, monkeypatch):
    opened = open_nothing(monkeypatch)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (given[2], ""))
    for name in ("a.exe", "a.lnk", "a.hta", "a.docm", "a.html", "a.svg", "annual\u202efdp.exe", "a"):
        (tmp_path / name).write_text(f"MZ {name}")
        file = give(window, show(window), tmp_path / name).files[0]
        assert any("can be saved, not opened" in words for words in words_in(window.pane.evidence)), name
        shown = ways(window.pane.evidence)
        assert "Open" not in shown and "Preview" not in shown, name
        window.context.open_wanted.emit(file)
        qtbot.waitUntil(lambda: "can be saved, not opened" in window.message.text)
        assert opened == []
        (home := tmp_path / f"home of {name}").mkdir()
        QSettings().setValue("desk/folder", str(home))
        press(window.pane.evidence, "Save as…")
        qtbot.waitUntil(lambda: "Saved" in window.message.text)
        assert next(home.glob("a*")).read_text() == f"MZ {name}"
        window.undo()


def test_saving_is_given_up_and_the_older_file_stays(window, qtbot, tmp_path, monkeypatch):
    row = show(window)
    (tmp_path / "large.bin").write_bytes(random.randbytes(20_000_000))
    file = give(window, row, tmp_path / "large.bin").files[0]
    target = tmp_path / "out.bin"
    target.write_text("older")
    monkeypatch.setattr("tracker.gui.files.transfers._SHOWN_AFTER", 0)
    monkeypatch.setattr(jobs.Job, "start", lambda job: started.append(job))
    started: list[jobs.Job] = []
    window.files.save(file, target)
    (strip,) = [one for one in window.files.children() if one.isWidgetType()]
    qtbot.waitUntil(lambda: strip.isVisible() and strip.cancel.height() > 0)
    QTest.mouseClick(strip.cancel, Qt.MouseButton.LeftButton)
    monkeypatch.undo()
    started[0].start()
    with qtbot.waitSignal(started[0].cancelled):
        pass
    assert target.read_text() == "older"
    assert not strip.isVisible()


def test_a_file_that_was_changed_in_the_workspace_is_said(window, qtbot, tmp_path):
    row = show(window)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 words")
    file = give(window, row, tmp_path / "a.pdf").files[0]
    with window.context.workspace.write() as write:
        changed = "UPDATE attachment_part SET content = x'00' WHERE attachment_id = ?"
        write.session.connection().exec_driver_sql(changed, (file.attachment_id,))
    window.files.save(file, tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: "is not what was stored" in window.message.text)
    assert not (tmp_path / "out.pdf").exists()


# The preview


def preview(window, qtbot, file) -> PreviewPage:
    window.context.preview_wanted.emit(file)
    page = window.page
    assert isinstance(page, PreviewPage)
    qtbot.waitUntil(lambda: not page.picture.pixmap().isNull() or page.words.text() != "Loading…")
    return page


def test_the_pages_of_a_pdf_are_shown_and_turned_by_key(window, qtbot, tmp_path):
    row = show(window)
    file = give(window, row, put(tmp_path, "A-RES-68-197.pdf")).files[0]
    page = preview(window, qtbot, file)
    assert page.number.text() == "Page 1 of 12"
    first = page.picture.pixmap().toImage()
    assert abs(first.width() - page.picture.width()) <= 2, "as wide as the pane"
    QTest.keyClick(focus(), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page.picture.pixmap().toImage() != first)
    assert page.number.text() == "Page 2 of 12"
    QTest.keyClick(focus(), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.picture.pixmap().width() > first.width() * 1.4)
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert window.page is None


def test_an_image_is_shown_as_wide_as_the_pane_at_most(window, qtbot, tmp_path):
    row = show(window)
    found = give(window, row, image(tmp_path / "small.png"), image(tmp_path / "large.jpg", 3000, 2000))
    by_name = {file.name: file for file in found.files}
    page = preview(window, qtbot, by_name["small.png"])
    assert page.picture.pixmap().width() == 60
    page = preview(window, qtbot, by_name["large.jpg"])
    width = page.picture.width()
    assert page.picture.pixmap().width() == width
    QTest.keyClick(focus(), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.picture.pixmap().width() > 1.4 * width)
    bar = page.findChild(QScrollArea).horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(focus(), Qt.Key.Key_Right)
    assert bar.value() > 0, "along the picture"
    assert not page.back.isVisible()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"words", "No preview for this kind of file."),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "No preview for this kind of file."),
        (b"%PDF-1.7 and nothing more", "The PDF file is damaged."),
        (b"", "No preview for this kind of file."),
    ],
)
def test_what_cannot_be_shown_says_so(window, qtbot, tmp_path, content, said):
    row = show(window)
    (tmp_path / "file.png").write_bytes(content)
    page = preview(window, qtbot, give(window, row, tmp_path / "file.png").files[0])
    assert page.words.text().startswith(said)
    assert {"Open", "Save as…"} <= {*ways(page)}


def test_a_picture_of_a_billion_dots_is_refused_unread(window, qtbot, tmp_path):
    row = show(window)
    head = b"IHDR" + struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    (tmp_path / "huge.png").write_bytes(start + struct.pack(">I", 0) + b"IDAT" + bytes(100))
    page = preview(window, qtbot, give(window, row, tmp_path / "huge.png").files[0])
    assert "too large to be shown" in page.words.text()


def test_the_pages_of_a_pdf_that_never_end_to_draw_are_given_up(window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("tracker.instruments.pdf_render._MOST_SECONDS", 1.0)
    (tmp_path / "endless.pdf").write_bytes(endless_pdf())
    page = preview(window, qtbot, give(window, show(window), tmp_path / "endless.pdf").files[0])
    assert "holds too much to be drawn" in page.words.text()


def test_a_preview_that_is_closed_ends_the_process_that_draws(window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("tracker.instruments.pdf_render._MOST_SECONDS", 1e6)  # nothing else ends it
    (tmp_path / "endless.pdf").write_bytes(endless_pdf())
    file = give(window, show(window), tmp_path / "endless.pdf").files[0]
    window.context.preview_wanted.emit(file)
    qtbot.waitUntil(lambda: bool(drawing()))
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not drawing())


def drawing():
    """The processes that draw pages."""
    found = []
    for one in psutil.Process().children():
        with suppress(psutil.Error):  # it ends
            found += [one] if "tracker.instruments.pdf_render" in " ".join(one.cmdline()) else []
    return found


def test_the_text_of_a_workbook_is_shown_page_by_page_and_found(window, qtbot, tmp_path):
    book = openpyxl.Workbook()
    for number in range(1, 400):
        book.worksheets[0].append([f"Visit {number}", "zanamivir" if number == 390 else "none"])
    book.save(tmp_path / "visits.xlsx")
    file = give(window, show(window), tmp_path / "visits.xlsx").files[0]
    window.context.preview_wanted.emit(file)
    page = window.page
    assert isinstance(page, PreviewPage)
    qtbot.waitUntil(lambda: "Visit 1\tnone" in page.text.toPlainText())
    assert page.number.text().startswith("Page 1 of ") and not page.larger.isVisible()
    assert not page.picture.isVisible() and page.text.isReadOnly()
    assert focus() is page.text
    QTest.keyClick(focus(), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page.number.text().startswith("Page 2 of ") and "Visit 1\t" not in page.text.toPlainText())
    qtbot.waitUntil(lambda: bool(search.search(window.context.workspace, "zanamivir")))


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.rtf", b"{\\rtf1}"), ("a.eml", b" "), ("a.odt", b"PK\x03\x04 no zip"), ("a.xlsx", b"PK\x03\x04 no zip")],
)
def test_a_file_whose_text_cannot_be_read_says_so(window, qtbot, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    page = preview(window, qtbot, give(window, show(window), tmp_path / name).files[0])
    assert page.words.text().startswith(("It is ", "It holds no text", "The file is damaged"))
