"""Word files: any, put together of paragraphs and runs; and an instrument as the United Nations' own program sets it.

There the numbers are Word's, lead verbs stand in italics, the first mark of a note is a reference and the next ones are
NOTEREF fields, and the masthead stands in the header of the first page.
"""

import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO
from pathlib import Path

from tests.instruments.rendering.parts import end, head, serial, styled
from tracker.domain.instruments.instrument import Instrument, Paragraph

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOTS = {"header": "hdr", "footer": "ftr"}
_RAISED = '<w:vertAlign w:val="superscript"/>'
_ITALIC = "<w:i/><w:iCs/>"
_TAB = "<w:r><w:tab/></w:r>"
_STYLE = '<w:pStyle w:val="SingleTxt"/>'
_RUN = 60  # characters, after which Word begins another run for no reason that shows

# Any Word file


def package(body: str, **parts: str) -> bytes:
    """A .docx with these paragraphs; further parts by name, as `header1` or `footnotes`."""
    document = f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
    files = {"word/document.xml": document}
    for name, content in parts.items():
        root = _ROOTS.get(name.rstrip("0123456789"), name)
        files[f"word/{name}.xml"] = f"<w:{root} {_NAMESPACES}>{content}</w:{root}>"
    kinds = {name: name.rstrip("0123456789") for name in parts}
    types = [
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in kinds.items()
    ]
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{"".join(types)}</Types>'
    )
    files["_rels/.rels"] = _relationships({"word/document": "officeDocument"})
    files["word/_rels/document.xml.rels"] = _relationships(kinds)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


def _relationships(kinds: dict[str, str]) -> str:
    lines = [
        f'<Relationship Id="{name.replace("/", "_")}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>'
        for name, kind in kinds.items()
    ]
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    told = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return f"{kinds[0]}{told}{kinds[1]}{r(result)}{kinds[2]}"


# An instrument


def rendered(instrument: Instrument, again: Callable[[str], str] | None = None) -> bytes:
    """The resolution as a .docx; `again` writes a mark whose note has one already."""
    mark = _marks(again or _reference_again)
    title = f"{serial(instrument)}.\t{instrument.title}"
    body = [
        *(p(r(line), properties=_STYLE) for line in head(instrument)),
        p(r(title), properties='<w:pStyle w:val="TitleH1"/>'),
        p(_TAB, r(f"The {instrument.organ},", _ITALIC), properties=_STYLE),
        *(p(_TAB, *_runs(paragraph, mark), properties=_STYLE) for paragraph in instrument.preamble),
        p('<w:r><w:br w:type="page"/></w:r>'),
        *(line for top in instrument.operative for line in _numbered(top, 0, mark)),
        *(p(r(line, _ITALIC), properties='<w:jc w:val="right"/>') for line in end(instrument)),
        _SECTION,
    ]
    return package(
        "".join(body),
        styles=_STYLES,
        numbering=_NUMBERING,
        footnotes=_SEPARATORS + "".join(_note(note.number, note.text) for note in instrument.footnotes),
        header1=p(r("United Nations"), _TAB, r(instrument.symbol)) + p(r(instrument.organ)) + p(r("Distr.: General")),
        header2=p(r(instrument.symbol, "<w:b/>"), _TAB, r(instrument.title, "<w:b/>")),
        footer1=p(r("99-12345 (E)")) + p(r("*9912345*")),
        footer2=p(field(" PAGE ", "2"), r("/"), field(" NUMPAGES ", "9"), _TAB, r("99-12345")),
    )


def old(instrument: Instrument, program: str) -> bytes:
    """The resolution as a Word 97-2003 file, by LibreOffice, which loses what NOTEREF fields refer to."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.docx"
        path.write_bytes(rendered(instrument, lambda number: r(number, _RAISED)))
        own = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [program, own, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True)
        return path.with_suffix(".doc").read_bytes()


def _numbered(paragraph: Paragraph, level: int, mark: Callable[[str], str]) -> Iterator[str]:
    """A paragraph with the number that Word counts, and those below it."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    yield p(*_runs(paragraph, mark), properties=_STYLE + place)
    for below in paragraph.paragraphs:
        yield from _numbered(below, level + 1, mark)


def _runs(paragraph: Paragraph, mark: Callable[[str], str]) -> Iterator[str]:
    """The words in short runs, between which Word remembers where a page ended, and the marks."""
    for words, style in styled(paragraph):
        if style == "mark":
            yield mark(words)
            continue
        for start in range(0, len(words), _RUN):
            yield r(words[start : start + _RUN], _ITALIC if style == "lead" else "")
            yield "<w:r><w:lastRenderedPageBreak/></w:r>"


def _marks(again: Callable[[str], str]) -> Callable[[str], str]:
    """What writes the marks of a document one after the other: the first of a note refers to it."""
    met: set[str] = set()

    def mark(number: str) -> str:
        if number in met:
            return again(number)
        met.add(number)
        own = f'w:id="{number}"'
        reference = f"<w:r><w:rPr>{_RAISED}</w:rPr><w:footnoteReference {own}/></w:r>"
        return f'<w:bookmarkStart {own} w:name="_Ref{number}"/>{reference}<w:bookmarkEnd {own}/>'

    return mark


def _reference_again(number: str) -> str:
    return field(f" NOTEREF _Ref{number} \\h ", number)


def _note(number: int, words: str) -> str:
    reference = f"<w:r><w:rPr>{_RAISED}</w:rPr><w:footnoteRef/></w:r>"
    return f'<w:footnote w:id="{number}">{p(reference, r(f" {words}"))}</w:footnote>'


_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for level, (form, text) in enumerate([("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)")])
)
_NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{_LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in (("Normal", "Normal"), ("SingleTxt", "__Single Txt"), ("TitleH1", "Title_H1"))
)
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)
_SECTION = (
    '<w:sectPr><w:headerReference w:type="first" r:id="header1"/><w:headerReference w:type="default" r:id="header2"/>'
    '<w:footerReference w:type="first" r:id="footer1"/><w:footerReference w:type="default" r:id="footer2"/>'
    '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1200" w:bottom="1728" w:left="1200"'
    ' w:header="432" w:footer="504" w:gutter="0"/><w:titlePg/></w:sectPr>'
)
