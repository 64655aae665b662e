"""Files that evidence comes in, beside documents: small ones, as other programs write them."""

import io
from email.message import EmailMessage

import openpyxl

from tests.hostile.mutations import zipped

WORDS = "Hospitals reported 4,127 visits; the Ministry’s answer was “yes”"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook() -> bytes:
    """Two sheets: text, a number, a formula with what it came to, text in several looks."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Visits"
    for row in (["Region", "Visits"], [WORDS, 4127], ["Sum", "=B2"]):
        sheet.append(row)
    book.create_sheet("Notes").append(["Counted in March"])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def slides() -> bytes:
    """A slide with a title and a line break, and a note on it."""
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    p = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    note = f"<p:notes {p} {a}><a:p><a:r><a:t>Say why</a:t></a:r></a:p></p:notes>"
    return zipped(
        {
            "_rels/.rels": _main("ppt/presentation.xml"),
            "ppt/presentation.xml": f"<p:presentation {p}/>".encode(),
            "ppt/slides/slide2.xml": f"<p:sld {p} {a}><a:p><a:r><a:t>The second</a:t></a:r></a:p></p:sld>".encode(),
            "ppt/slides/slide1.xml": (
                f"<p:sld {p} {a}><a:p><a:r><a:t>Hospitals reported 4,127 visits;</a:t></a:r><a:br/><a:r>"
                "<a:t>the Ministry’s answer was “yes”</a:t></a:r></a:p></p:sld>"
            ).encode(),
            "ppt/notesSlides/notesSlide1.xml": note.encode(),
        }
    )


def open_document() -> bytes:
    """A text with a heading, a tab, blanks, and a table."""
    text = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    office = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    body = (
        "<text:h>Survey</text:h><text:p>Hospitals reported<text:s/>4,127 <text:span>visits</text:span>; "
        "the Ministry’s answer was “yes”</text:p><text:p>One<text:tab/>two<!-- no words --></text:p>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {office} {text}>{body}</office:document-content>".encode(),
            "META-INF/manifest.xml": b"<manifest/>",
        }
    )


def rich_text() -> bytes:
    r"""A text with fonts, a picture, letters as \'92, as \u8220 with a stand-in, and as {\ldblquote}."""
    return (
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\*\generator Hidden;}{\info{\title Hidden}}"
        rb"{\pict 0102abcd}\pard\b Hospitals reported 4,127 \b0 visits; the Ministry\'92s answer was "
        rb"\u8220?yes{\rdblquote}\par Second\tab line \{in brackets\}\par}"
    )


def mail() -> bytes:
    """A message in plain text and HTML, with a file."""
    message = EmailMessage()
    message["Subject"] = "Réponse: visits"
    message["From"], message["To"] = "Ana <ana@example.org>", "desk@example.org"
    message.set_content(f"{WORDS}\n")
    message.add_alternative(f"<p>{WORDS} in colour</p>", subtype="html")
    message.add_attachment(b"Not searched", maintype="application", subtype="pdf", filename="table.pdf")
    return message.as_bytes()


def _main(part: str) -> bytes:
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{part}"/>'
    return f'<Relationships xmlns="{_PACKAGE}">{relation}</Relationships>'.encode()
