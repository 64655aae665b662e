"""What is dropped from a browser or a folder becomes evidence as it was, and nothing is lost."""

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from tests.gui.hands import drag_enter, drop, held, page_of, save, show, warnings_in, words_in
from tests.gui.test_registers import add, begin_edit, open_register, press_key
from tests.gui.test_registers import held as measure_held
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.measures import Measure
from tracker.operations import registers

LINKS = [
    "https://example.org/a%2Fb/%E2%82%AC?q=a%20b&r=%25#page=3",
    "https://example.org/a(b)'c;d?x=%7e",
    "https://münchen.example/straße#Über",
    "HTTP://Example.org:80/%7Euser/",
]


def link_drop(form: str, link: str, title: str) -> QMimeData:
    """What a browser gives of a link."""
    data = QMimeData()
    if form == "uri-list":
        data.setData("text/uri-list", QByteArray(f"# a list\r\n{link}\r\nhttps://other.example/\r\n".encode()))
        data.setText(link)
    elif form == "mozilla":
        data.setData("text/x-moz-url", QByteArray(f"{link}\n{title}".encode("utf-16-le")))
        data.setData("text/uri-list", QByteArray(link.encode()))
    elif form == "html":
        escaped = link.replace("&", "&amp;")
        data.setHtml(f'<meta><p>x</p><a class="y" href="{escaped}">{title}</a> and <a href="https://z.example">z</a>')
    else:
        data.setText(link)
    return data


def let_go(widget, data: QMimeData) -> None:
    entered = drag_enter(QPoint(5, 5), Qt.DropAction.CopyAction, data, *BUTTONS)
    entered.ignore()
    widget.dragEnterEvent(entered)
    assert entered.isAccepted()
    widget.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *BUTTONS))


BUTTONS = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("form", ["uri-list", "mozilla", "html", "text"])
def test_a_link_is_kept_to_the_letter(window, qtbot, form, link):
    show(window)
    let_go(window.pane, link_drop(form, link, "Law 30 — the text"))
    page = page_of(window)
    assert page.fields["link"].text() == link
    titled = form in ("mozilla", "html")
    assert page.title.text() == ("Law 30 — the text" if titled else "")
    page.title.setText("Law")
    save(window, qtbot)
    assert held(window)[0].evidence.link == link


def test_a_title_that_is_there_stays(window):
    show(window)
    window.pages.new_evidence()
    page_of(window).title.setText("Mine")
    let_go(page_of(window), link_drop("mozilla", LINKS[0], "Theirs"))
    assert page_of(window).title.text() == "Mine"
    assert page_of(window).fields["link"].text() == LINKS[0]


@pytest.mark.parametrize("link", ["https://", "http:///law.pdf", "javascript:alert(1)", "file://evil.example/x.pdf"])
def test_a_link_that_nothing_opens_is_kept_and_said_to_be_so(window, link):
    show(window)
    let_go(window.pane, link_drop("uri-list", link, ""))
    assert page_of(window).fields["link"].text() == link
    assert any(line.startswith("This is no web address") for line in words_in(page_of(window)))
    let_go(page_of(window), link_drop("uri-list", LINKS[0], ""))
    assert not any(line.startswith("This is no web address") for line in words_in(page_of(window)))


def test_two_hundred_files_and_as_many_folders(window, tmp_path, qtbot):
    show(window)
    files = [tmp_path / f"file {number}.txt" for number in range(200)]
    folders = [tmp_path / f"folder {number}" for number in range(200)]
    for file, folder in zip(files, folders, strict=True):
        file.write_text("words")
        folder.mkdir()
    drop(window.pane, *(QUrl.fromLocalFile(str(path)) for path in (*files, *folders)))
    said = warnings_in(page_of(window))
    assert "folder 0 is a folder" in said and "and 196 more" in said
    assert said.count("\n") < 10
    assert len(page_of(window).files.new) == 200
    save(window, qtbot)
    assert len(held(window)[0].files) == 200


def test_a_folder_on_the_left_is_refused_in_words(window, tmp_path, qtbot):
    (tmp_path / "Laws").mkdir()
    drop(window.panes, QUrl.fromLocalFile(str(tmp_path / "Laws")))
    qtbot.waitUntil(lambda: bool(window.message.text))
    assert "Laws" in window.message.text and "folder" in window.message.text


def test_the_https_that_was_not_typed_is_put_before_it_in_forms_and_cells(window, qtbot):
    (row_id,) = add(window, Measure("Law", link="www.example.org/law"))
    assert measure_held(window, row_id).link == "https://www.example.org/law"
    window.context.do_in_scope(registers.save_measure, Measure("Law", link="see annex"), row_id)
    assert measure_held(window, row_id).link == "see annex"
    show(window)
    window.pages.new_evidence()
    page_of(window).title.setText("Report")
    page_of(window).fields["link"].setText("example.org/x.pdf")
    save(window, qtbot)
    assert held(window)[0].evidence.link == "https://example.org/x.pdf"
    page = open_register(window, "evidence")
    if "link" in [one.field for one in page.model.columns]:
        editor = begin_edit(page, 0, "link")
        editor.setText("unodc.org/y")
        press_key(editor, Qt.Key.Key_Return)
        assert held(window)[0].evidence.link == "https://unodc.org/y"
    window.context.do_in_scope(registers.save_evidence, Evidence("Report", link="art. 12"), held(window)[0].id)
    assert held(window)[0].evidence.link == "art. 12"
