"""Files made to hurt, by reader and name: each is refused in a sentence or read, soon, in little memory, and nothing
outside is touched."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from tests.hostile.mutations import zipped
from tests.instruments.rendering import pdf
from tests.processes import endless_pdf

Files = Iterator[tuple[str, bytes]]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
_XML: dict[str, Callable[[str], bytes]] = {
    "empty": lambda _xml: b"",
    "no XML": lambda _xml: b"\x00\xff" * 500,
    "half": lambda xml: xml[: len(xml) // 2].encode(),
    "entities in entities": lambda xml: _after_declaration(xml, f"{_ENTITIES}]>").encode(),
    "a file as entity": lambda xml: _after_declaration(
        xml, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    ).encode(),
    "a page as entity": lambda xml: _after_declaration(xml, '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">').encode(),
    "a style sheet": lambda xml: _after_declaration(
        xml, '<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/x.xsl"?>'
    ).encode(),
    "an inclusion": lambda xml: _within(
        xml, '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    ),
    "deep": lambda xml: _within(xml, "<a>" * 50_000 + "</a>" * 50_000),
    "a tag without an end": lambda xml: _within(xml, "<a " + "x" * 3_000_000),
    "attributes without an end": lambda xml: _within(xml, "<a " + " ".join(f'b{n}="1"' for n in range(100_000)) + "/>"),
    "a million elements": lambda xml: _within(xml, "<a/>" * 1_000_000),
    "a long comment": lambda xml: _within(xml, f"<!--{'x' * 12_000_000}-->"),
    "a long text": lambda xml: _within(xml, f"<a>{'x' * 15_000_000}</a>"),
    "large letters": lambda xml: _within(xml, "<a>" + "\U0001f600" * 4_000_000 + "</a>"),
    "in UTF-16": lambda xml: xml.replace("UTF-8", "UTF-16").encode("utf-16"),
    "in UTF-7": lambda xml: xml.replace("UTF-8", "UTF-7").encode("utf-7"),
    "in no encoding": lambda xml: xml.replace("UTF-8", "x-none").encode(),
    "no letters": lambda xml: _within(xml, "\x00\x08\ufffe"),
}


def _after_declaration(xml: str, more: str) -> str:
    end = xml.find("?>") + 2 if xml.startswith("<?xml") else 0
    return xml[:end] + more + xml[end:]


def _within(xml: str, more: str) -> bytes:
    """The XML with more at its end, before the last tag is closed."""
    at = xml.rindex("</")
    return (xml[:at] + more + xml[at:]).encode()


def _bad_xml(xml: bytes) -> Files:
    for name, change in _XML.items():
        yield name, change(xml.decode())


# Packages: workbooks, forms, Word files


def packages(good: bytes, parts: tuple[str, ...]) -> Files:
    """A package, with something wrong about it as a zip file or within some of its parts."""
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        held = {name: package.read(name) for name in package.namelist()}
    yield from _bad_zips(good, held)
    for part in parts:
        for name, xml in _bad_xml(held[part]):
            yield f"{part}: {name}", zipped(held | {part: xml})


def _bad_zips(good: bytes, held: dict[str, bytes]) -> Files:
    yield "nothing", b""
    yield "a letter", b"P"
    yield "no zip", b"PK\x03\x04" + bytes(3_000)
    yield "half a zip", good[: len(good) // 2]
    yield "an old kind", OLE
    yield "a password", OLE + "EncryptedPackage".encode("utf-16-le")
    yield "a bomb", zipped({**held, "bomb.xml": bytes(300_000_000)})
    yield "many parts", zipped({**held, **{f"x{n}.xml": b"<x/>" for n in range(6_000)}})
    yield "paths upwards", zipped({**held, "../../outside.xml": b"<x/>", "/etc/outside": b"x", "C:\\outside": b"x"})
    yield "odd names", zipped({**held, "a\x1b]0;x": b"", "\u202eslx.x": b"", "x" * 60_000: b""})
    yield "macros", zipped({**held, "xl/vbaProject.bin": b"x", "word/vbaProject.bin": b"x"})
    yield "a zip within", zipped({**held, "inner.zip": good})
    yield "a size that is no size", _with_size(good, 2**32 - 2)
    yield "a size of nothing", _with_size(good, 0)
    twice = io.BytesIO(good)
    with zipfile.ZipFile(twice, "a") as package:
        for name in held:
            package.writestr(name.upper() if name.islower() else name.lower(), b"<x/>")
    yield "names in two cases", twice.getvalue()
    for how, compression in (("BZIP2", zipfile.ZIP_BZIP2), ("LZMA", zipfile.ZIP_LZMA)):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", compression) as package:
            for name, part in held.items():
                package.writestr(name, part)
        yield f"packed as {how}", packed.getvalue()


def _with_size(good: bytes, size: int) -> bytes:
    """Another size in every entry of the directory."""
    changed = bytearray(good)
    for entry in re.finditer(rb"PK\x01\x02", good):
        struct.pack_into("<I", changed, entry.start() + 24, size)
    return bytes(changed)


def workbooks(good: bytes) -> Files:
    yield from packages(good, ("xl/workbook.xml", "xl/styles.xml", _sheet(good)))
    yield from _bad_sheets(good)


def forms(good: bytes) -> Files:
    yield from packages(good, ("xl/workbook.xml", _sheet(good)))
    yield from _bad_sheets(good)
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        held = {name: package.read(name) for name in package.namelist()}
    chart = next(name for name in held if name.startswith("xl/charts/chart"))
    points = "".join(f'<c:pt idx="{n}"><c:v>{n}</c:v></c:pt>' for n in range(500_000))
    at = held[chart].decode().rindex("</")
    yield "a chart of many points", zipped(held | {chart: (held[chart][:at] + points.encode() + held[chart][at:])})
    yield "much media", zipped(held | {f"xl/media/image{n}.png": bytes(60 * 2**20) for n in range(9)})


def _sheet(good: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        return max((name for name in package.namelist() if name.startswith("xl/worksheets/sheet")), key=_size(package))


def _size(package: zipfile.ZipFile) -> Callable[[str], int]:
    return lambda name: package.getinfo(name).file_size


_ROWS = {
    "a cell in the last corner": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "a cell beyond": '<row r="1048577"><c r="XFE1048577"><v>1</v></c></row>',
    "a row without number": '<row r=""><c r=""><v>1</v></c></row>',
    "a row of minus one": '<row r="-1"><c r="A-1"><v>1</v></c></row>',
    "rows backwards": "".join(f'<row r="{n}"/>' for n in range(900, 100, -1)),
    "many empty rows": "<row/>" * 1_000_000,
    "many cells": f"<row r='900'>{'<c/>' * 3_200_000}</row>",
    "an endless number": f'<row r="900"><c r="A900"><v>{"9" * 100_000}</v></c></row>',
    "an infinite number": '<row r="900"><c r="A900"><v>1e999</v></c><c r="B900"><v>nan</v></c></row>',
    "a text that is not there": '<row r="900"><c r="A900" t="s"><v>-1</v></c><c r="B900" t="s"><v>9999</v></c></row>',
    "a style that is not there": '<row r="900"><c r="A900" s="-5"><v>1</v></c><c r="B900" s="x"><v>1</v></c></row>',
    "a formula": '<row r="900"><c r="A900"><f>cmd|\'/c calc\'!A1</f></c></row>',
    "a shared formula of nothing": '<row r="900"><c r="A900"><f t="shared" si="77"/></c></row>',
    "an odd kind": '<row r="900"><c r="A900" t="x"><v>1</v></c></row>',
    "escapes": '<row r="900"><c r="A900" t="inlineStr"><is><t>_x0000__xD800__x001B_</t></is></c></row>',
}
_AFTER_ROWS = {
    "merged all": '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    "merged nothing": '<mergeCells><mergeCell ref=""/><mergeCell ref="A1:"/><mergeCell/></mergeCells>',
    "merged much": "<mergeCells>" + '<mergeCell ref="A900:B901"/>' * 20_000 + "</mergeCells>",
    "links outside": '<hyperlinks><hyperlink ref="A1" r:id="rId99"/><hyperlink ref="A1:XFD1048576"/></hyperlinks>',
}


def _bad_sheets(good: bytes) -> Files:
    sheet = _sheet(good)
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        held = {name: package.read(name) for name in package.namelist()}
    xml = held[sheet].decode()
    for name, rows in _ROWS.items():
        yield name, zipped(held | {sheet: xml.replace("</sheetData>", f"{rows}</sheetData>").encode()})
    for name, after in _AFTER_ROWS.items():
        yield name, zipped(held | {sheet: xml.replace("</sheetData>", f"</sheetData>{after}").encode()})


# Documents


def word_files(good: bytes) -> Files:
    yield from packages(good, ("word/document.xml", "word/styles.xml", "word/footnotes.xml"))
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        held = {name: package.read(name) for name in package.namelist()}
    document = held["word/document.xml"].decode()
    for name, body in {
        "a million paragraphs": "<w:p/>" * 480_000,
        "a paragraph of many pieces": f"<w:p>{'<w:r><w:t>x</w:t></w:r>' * 120_000}</w:p>",
        "fields within fields": '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 100_000,
        "boxes within boxes": "<w:p><w:r><w:txbxContent>" * 2_000 + "</w:txbxContent></w:r></w:p>" * 2_000,
    }.items():
        changed = document.replace("</w:body>", f"{body}</w:body>").encode()
        yield name, zipped(held | {"word/document.xml": changed})


def texts(good: bytes) -> Files:
    words = good.decode()
    yield "nothing", b""
    yield "blanks", b" \n" * 1_000_000
    yield "NUL", good.replace(b" ", b"\0")
    yield "bytes", bytes(range(256)) * 1_000
    yield "UTF-16", words.encode("utf-16")
    yield "half of UTF-16", words.encode("utf-16")[:-1]
    yield "UTF-32", words.encode("utf-32")
    yield "one long line", b"1. Urges " + b"x" * 20_000_000
    yield "one long paragraph", (words + "4. Urges States " + "to act and " * 60_000).encode()
    yield "many lines", b"1. Urges States to act;\n\n" * 100_000
    yield "many letters in brackets", (words + "".join(f"({'a' * n})\nTo act;\n\n" for n in range(1, 400))).encode()
    yield "brackets", (words + "(" * 200_000).encode()
    yield "quotation marks", (words + "“" * 200_000).encode()
    yield "numbers", (words + " ".join(map(str, range(100_000)))).encode()
    yield "notes", (words + "".join(f"\n{n} Ibid." for n in range(1, 3_000))).encode()
    yield "escapes", words.replace("A title", "A \x1b]0;title\x07\x9b31m\u202e").encode()
    yield "surrogates", words.encode() + b"\xed\xa0\x80"
    yield "odd digits", (words + "\u0664. \u0665. \u00b2. \u2460 Urges;\n\n(\u0661) To act;\n").encode()


def pages(good: bytes) -> Files:
    """HTML."""
    yield from ((name, page) for name, page in _bad_xml(good) if name not in ("in UTF-7",))
    body = good.decode()
    for name, more in {
        "scripts": "<script>while (true) {}</script><img src='http://127.0.0.1:9/x' onerror='x()'>",
        "frames": "<iframe src='file:///etc/passwd'></iframe><object data='http://127.0.0.1:9/x'></object>",
        "refresh": "<meta http-equiv='refresh' content='0; url=http://127.0.0.1:9/'><base href='http://127.0.0.1:9/'>",
        "tables within tables": "<table><tr><td>" * 20_000,
        "lists within lists": "<ol><li>" * 20_000,
        "superscripts": "<sup>1</sup>" * 100_000,
    }.items():
        yield name, body.replace("</body>", f"{more}</body>").encode()


def akn_files(good: bytes) -> Files:
    yield from _bad_xml(good)


def pdf_files(good: bytes) -> Files:
    yield "nothing", b"%PDF-"
    yield "half", good[: len(good) // 2]
    yield "for ever", endless_pdf()
    yield "a million pages", re.sub(rb"/Count \d+", b"/Count 1000000", good)
    yield "pages within themselves", good.replace(b"/Kids[", b"/Kids[2 0 R ")
    yield "minus pages", re.sub(rb"/Count \d+", b"/Count -5", good)
    yield "a script", pdf.file(b"", catalog="/OpenAction<</S/JavaScript/JS(app.launchURL('http://127.0.0.1:9/'))>>")
    yield "a launch", pdf.file(b"", catalog="/OpenAction<</S/Launch/F(/bin/sh)>>")
    yield "a page without an end", pdf.file(b"", media="0 0 1e30 1e30")
    yield "a page of nothing", pdf.file(b"", media="0 0 0 0")
    yield "a bomb", pdf.file(b" " * 300_000_000, packed=True)
    yield "a password", pdf.file(b"", trailer="/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P -1>>")
    yield "many letters", pdf.file(b"".join(pdf.at(50, 700, "x" * 1_000) for _ in range(3_000)))


# What evidence comes in


def spreadsheets(good: bytes) -> Files:
    yield from packages(good, ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"))
    yield from _bad_sheets(good)


def slides(good: bytes) -> Files:
    yield from packages(good, ("ppt/slides/slide1.xml", "_rels/.rels"))


def open_documents(good: bytes) -> Files:
    yield from packages(good, ("content.xml",))


def rich_texts(good: bytes) -> Files:
    yield "nothing", b"{\\rtf"
    yield "half", good[: len(good) // 2]
    yield "groups within groups", b"{\\rtf1" + b"{" * 1_000_000
    yield "groups that end too soon", b"{\\rtf1" + b"}" * 1_000_000 + good
    yield "a picture of many letters", b"{\\rtf1{\\pict " + b"0a" * 15_000_000 + b"}}"
    yield "many pieces", b"{\\rtf1" + b"\\b x" * 1_000_000
    yield "odd numbers", rb"{\rtf1\uc-9\u99999999\u-1\uc9999999999 \ansicpg99999999\u55357 x\'zz\'}"
    yield "bytes", b"{\\rtf1" + bytes(range(256)) * 10_000
    yield "an object", rb"{\rtf1{\object\objdata 0105000002}{\field{\*\fldinst INCLUDETEXT \"file:///etc/passwd\"}}x}"


def mails(good: bytes) -> Files:
    yield "nothing", b""
    yield "half", good[: len(good) // 2]
    yield (
        "parts within parts",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2_000)),
    )
    yield "messages within messages", b"Content-Type: message/rfc822\r\n\r\n" * 5_000
    yield "many headers", b"X: y\r\n" * 500_000 + b"\r\nwords"
    yield "a long header", b"Subject: " + b"=?utf-8?q?x?= " * 200_000 + b"\r\n\r\nwords"
    yield "an odd boundary", b'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n\r\nwords'
    yield "odd codes", b"Content-Type: text/plain; charset=hex\r\nContent-Transfer-Encoding: uuencode\r\n\r\nwords"
    yield (
        "a file elsewhere",
        (b'Content-Type: message/external-body; access-type=URL; URL="http://127.0.0.1:9/x"\r\n\r\nwords'),
    )
    yield "pictures elsewhere", b"Content-Type: text/html\r\n\r\n<img src='http://127.0.0.1:9/x'><p>words"


# Pictures


def pictures() -> Files:
    yield "nothing", b""
    yield "bytes", bytes(range(256)) * 100
    yield "a PNG that is too large", _png(100_000, 100_000)
    yield "a PNG of nothing", _png(0, 0)
    yield "half a PNG", _png(2_000, 2_000)[:500]
    yield "a PNG of long words", _png(10, 10, _chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(200_000_000))))
    yield "a GIF that is too large", b"GIF89a\xff\xff\xff\xff\xf7\0\0" + bytes(768) + b"\x21\xf9\x04" + bytes(90)
    yield (
        "a BMP that is too large",
        b"BM" + struct.pack("<IIIIiiHHIIiiII", 99, 0, 54, 40, 60_000, 60_000, 1, 24, *[0] * 6),
    )
    yield "a TIFF that leads to itself", b"II*\0\x08\0\0\0\x00\x00\x08\0\0\0" + bytes(50)
    yield "a WEBP of nothing", b"RIFF\xff\xff\xff\xffWEBPVP8L\xff\xff\xff\xff/" + b"\xff" * 50
    yield "a drawing", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:9/x.png"/></svg>'
    yield (
        "a JPEG that is too large",
        b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03\x01\x11\0\x02\x11\x01\x03\x11\x01",
    )


def _png(width: int, height: int, more: bytes = b"") -> bytes:
    data = zlib.compress(bytes(min(width, 3_000) * min(height, 3_000)))
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + more + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# Files that are no Word 97-2003 file, though they begin as one


def old_word_files() -> Files:
    yield "no document", OLE
    yield "a password", OLE + "EncryptedPackage".encode("utf-16-le")
    yield "an empty document", OLE + "WordDocument".encode("utf-16-le") + bytes(2_000)


HEAVY = (
    *("a million elements", "a million paragraphs", "many cells", "many lines", "fields within", "a chart of many"),
    *("much media", "a bomb", "for ever"),
)
"""What is in the names of those that take seconds of work."""

CORPUS: dict[str, Callable[[bytes], Files]] = {
    "text": texts,
    "html": pages,
    "akn": akn_files,
    "word": word_files,
    "pdf": pdf_files,
    "workbook": workbooks,
    "form": forms,
    "spreadsheet": spreadsheets,
    "slides": slides,
    "open document": open_documents,
    "rich text": rich_texts,
    "mail": mails,
}
"""By the reader of `readers`, from a good file of it."""
