"""The words of files of evidence: workbooks, slides, OpenDocument, Rich Text, e-mail, documents saved online."""

import base64
import io
import shutil
import subprocess
import zipfile

import openpyxl
import pytest

from tests.hostile.mutations import zipped
from tests.instruments import evidence_files
from tests.instruments.evidence_files import WORDS
from tests.instruments.rendering import FORMATS
from tests.short import SHORT
from tracker.errors import TrackerError
from tracker.instruments.formats import mail
from tracker.instruments.reader import read_bytes
from tracker.instruments.text_extraction import words

FILES = {
    "table.xlsx": (evidence_files.workbook, [WORDS, "4127", "Visits", "Counted in March"], ["=B2"]),
    "talk.pptx": (evidence_files.slides, [WORDS, "The second", "Say why"], []),
    "text.odt": (evidence_files.open_document, [WORDS, "Survey", "One two"], ["no words"]),
    "text.rtf": (evidence_files.rich_text, [WORDS, "Second line {in brackets}"], ["Hidden", "Arial", "0102", "?"]),
    "mail.eml": (
        evidence_files.mail,
        [WORDS, "Subject: Réponse: visits", "From: Ana <ana@example.org>", "table.pdf"],
        ["in colour", "Not searched"],
    ),
}


def text_of(path) -> str:
    return " ".join(" ".join(words(path).stretches).split())


def text_of_mail(data: bytes) -> str:
    """As what reads files in a process of its own finds it, without such a process."""
    return " ".join(" ".join(mail.read(data)).split())


@pytest.mark.parametrize("name", FILES)
def test_words_of_other_kinds_of_files(tmp_path, name):
    make, there, not_there = FILES[name]
    (tmp_path / name).write_bytes(make())
    found = text_of(tmp_path / name)
    assert [one for one in there if one not in found] == []
    assert [one for one in not_there if one in found] == []


def test_what_formulas_came_to_and_text_in_several_looks(tmp_path):
    with zipfile.ZipFile(io.BytesIO(evidence_files.workbook())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    rich = (
        '<row r="9"><c r="A9" t="inlineStr"><is><r><t>kilo</t></r><r><t>gram</t></r><rPh><t>guide</t></rPh></is></c>'
        '<c r="B9" t="str"><f>A1</f><v>worked out</v></c></row></sheetData>'
    )
    parts[sheet] = parts[sheet].decode().replace("</sheetData>", rich).encode()
    (tmp_path / "a.xlsx").write_bytes(zipped(parts))
    found = text_of(tmp_path / "a.xlsx")
    assert "kilogram worked out" in found and "guide" not in found


def test_mail_without_plain_text_and_with_odd_headers():
    head = "Subject: =?x-unknown?q?caf=E9?=\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=x-none\r\n\r\n"
    found = text_of_mail(f"{head}<p>Only <b>HTML</b></p><script>alert(1)</script>".encode())
    assert "Only HTML" in found and "alert" not in found


CODECS = (
    *("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "rot13", "base64", "hex", "zlib", "bz2"),
    *("uu", "quopri", "charmap", "mbcs", "unknown-8bit", "x-none", "us-ascii", "", "a*b", "\N{DEGREE SIGN}", "utf-8"),
)


@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.parametrize("charset", CODECS)
def test_mail_that_names_no_character_set(charset, kind):
    """Text is read as UTF-8, or as Windows-1252, wherever the name stands: headers, text, the names of files."""
    for encoding, letters in (("utf-8", "Größe 中"), ("cp1252", "Größe “")):
        if (encoding, charset) == ("cp1252", "utf-8"):
            continue
        body = f"<p>Body {letters}</p>" if kind == "html" else f"Body {letters}"
        quoted = "".join(f"={byte:02X}" for byte in letters.encode(encoding))
        coded = base64.b64encode(letters.encode(encoding)).decode()
        data = f"""Subject: =?{charset}?q?{quoted}?= and =?{charset}*de?b?{coded}?=
To: {letters}
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary*={charset}''middle

--middle
Content-Type: text/{kind}; charset="{charset}"

{body}
--middle
Content-Type: text/plain; charset*={charset}''{charset}
Content-Disposition: attachment; filename*={charset}''{quoted.replace("=", "%")}.txt

Not searched
--middle--
""".encode(encoding)
        wanted = f"Subject: {letters} and {letters} To: {letters} Body {letters} {letters}.txt"
        assert text_of_mail(data) == wanted


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("windows-1251", "Заявление"),
        ("koi8-r", "Заявление"),
        ("gb2312", "人权"),
        ("gb18030", "人权€"),
        ("iso-2022-jp", "人権"),
        ("euc-kr", "인권"),
        ("ISO-8859-8-I", "שלום"),
        ("windows-874", "สิทธิ"),
        ("cp437", "é"),
        ("macintosh", "é"),
        ("utf-16", "Größe"),
        ("utf-7", "Größe £"),
    ],
)
def test_mail_in_a_character_set(charset, text):
    content = text.encode({"ISO-8859-8-I": "iso8859-8", "windows-874": "cp874"}.get(charset, charset))
    coded = base64.b64encode(content).decode()
    head = f"Subject: =?{charset}?b?{coded}?=\r\nContent-Type: text/plain; charset={charset}\r\n"
    data = f"{head}Content-Transfer-Encoding: base64\r\n\r\n{coded}".encode()
    assert text_of_mail(data) == f"Subject: {text} {text}"


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("Re: =?utf-8?b?R3LDt?= =?utf-8?q?x?=", "Re: =?utf-8?b?R3LDt?=x"),
        ("=?utf-8?b?R3LD?=\r\n =?utf-8?b?tsOfZQ?= !", "Größe !"),
        ("a =?utf-8?q?b_c?= =?iso-8859-1?Q?=E9?= d", "a b cé d"),
        ("=?utf-7?q?+2AA-x?=", "x"),
        ("=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
    ],
)
def test_odd_headers_of_mail(header, text):
    assert text_of_mail(f"Subject: {header}\r\n\r\nBody".encode()) == f"Subject: {text} Body"


def tracked_open_document(kind: str) -> bytes:
    """A text from which words and a heading were deleted while changes were tracked, or a table with another cell."""
    names = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text", "table")}
    head = " ".join(
        f"xmlns:{name}='{urn}'" for name, urn in (*names.items(), ("dc", "http://purl.org/dc/elements/1.1/"))
    )
    change = (
        "<office:change-info><dc:creator>Ana</dc:creator><dc:date>2025-03-04T10:00:00</dc:date></office:change-info>"
    )
    if kind == "text":
        deleted = ("<text:p>gone words</text:p>", "<text:h>gone heading</text:h><text:p/>")
        regions = (
            f"<text:changed-region text:id='c{n}'><text:deletion>{change}{words}</text:deletion></text:changed-region>"
            for n, words in enumerate(deleted)
        )
        body = (
            f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes><text:p>Kept words"
            "<text:change text:change-id='c0'/> here</text:p><text:p><text:change text:change-id='c1'/>Last</text:p>"
        )
    else:
        body = (
            f"<table:tracked-changes><table:cell-content-change table:id='c0'>{change}<table:previous>"
            "<table:change-track-table-cell office:value-type='string'><text:p>gone</text:p>"
            "</table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>"
            "<table:table><table:table-row><table:table-cell><text:p>Kept words here</text:p></table:table-cell>"
            "<table:table-cell><text:p>Last</text:p></table:table-cell></table:table-row></table:table>"
        )
    body = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    entries = "".join(
        f"<m:file-entry m:full-path='{path}' m:media-type='{media}'/>"
        for path, media in (("/", mimetype), ("content.xml", "text/xml"))
    )
    manifest = f"<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>{entries}</m:manifest>"
    return zipped(
        {
            "mimetype": mimetype.encode(),
            "content.xml": f"<office:document-content {head}>{body}</office:document-content>".encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


@pytest.mark.parametrize("kind", ["text", "spreadsheet"])
def test_what_was_deleted_from_an_open_document_is_none_of_its_words(tmp_path, kind):
    (tmp_path / "a.odt").write_bytes(tracked_open_document(kind))
    assert text_of(tmp_path / "a.odt") == "Kept words here Last"


@pytest.mark.parametrize(
    "tracked",
    [
        rb"Kept {\deleted\revauthdel1\revdttmdel12 gone \u8220?gone\'92 {\b gone}\emdash\~}words",
        rb"Kept {\deleted\revauth1 gone\deleted0  words}",
        rb"Kept \deleted gone\plain  words",
        rb"Kept{\deleted\par }words",
        rb"{\mvf\mvauth1 moved }Kept {\mvt\mvauth1 words}",
        rb"{\revised\revauth1 Kept }{\*\revtbl{Ana;}}words",
        rb"{\stylesheet{\s1\deleted Style;}}Kept words",
    ],
)
def test_what_was_deleted_from_a_rich_text_is_none_of_its_words(tmp_path, tracked):
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1\ansi " + tracked + b"}")
    assert text_of(tmp_path / "a.rtf") == "Kept words"


def test_a_locked_open_document_says_so(tmp_path):
    with zipfile.ZipFile(io.BytesIO(evidence_files.open_document())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["META-INF/manifest.xml"] = b"<manifest><encryption-data/></manifest>"
    (tmp_path / "a.odt").write_bytes(zipped(parts))
    with pytest.raises(TrackerError, match="protected by a password"):
        words(tmp_path / "a.odt")


def test_a_workbook_with_more_than_memory_allows_says_so(tmp_path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(60_000):
        sheet.append([number, number, number])
    book.save(tmp_path / "large.xlsx")
    with pytest.raises(TrackerError, match=r"holds (more|too much)"):
        words(tmp_path / "large.xlsx")


def converted(path, kind: str, folder) -> None:
    """Let LibreOffice save a file as another kind in a folder."""
    home = f"-env:UserInstallation={(folder.parent / 'office').as_uri()}"
    filter_name = f"{kind}:Rich Text Format" if kind == "rtf" else kind
    command = ["soffice", home, "--headless", "--writer", "--convert-to", filter_name, "--outdir", str(folder)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_files_as_libreoffice_writes_them(tmp_path):
    (tmp_path / "a.html").write_text(f"<meta charset=utf-8><p>{WORDS}</p><p>Größe: 3 €, 中文</p>", encoding="utf-8")
    for kind in ("odt", "rtf", "docx"):
        converted(tmp_path / "a.html", kind, tmp_path)
        found = text_of(tmp_path / f"a.{kind}")
        assert WORDS in found and "Größe: 3 €, 中文" in found, (kind, found)


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_tracked_changes_as_libreoffice_writes_them(tmp_path):
    (tmp_path / "a.odt").write_bytes(tracked_open_document("text"))
    for kind in ("rtf", "docx", "odt"):
        (tmp_path / kind).mkdir()
        converted(tmp_path / "a.odt", kind, tmp_path / kind)
        assert text_of(tmp_path / kind / f"a.{kind}") == "Kept words here Last", kind


def test_a_document_whose_main_part_has_another_name(tmp_path):
    document = FORMATS[".docx"](read_bytes(SHORT.encode(), "short").instrument)
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["word/_rels/document2.xml.rels"] = parts.pop("word/_rels/document.xml.rels", b"<Relationships/>")
    for listing in ("_rels/.rels", "[Content_Types].xml"):
        parts[listing] = parts[listing].replace(b"word/document.xml", b"word/document2.xml")
    usual, online = read_bytes(document, "a.docx"), read_bytes(zipped(parts), "a.docx")
    assert online.instrument.operative and online.instrument == usual.instrument
