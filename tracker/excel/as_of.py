"""The moment at which the data of a workbook stands, written into it, so that a later one can tell what is new."""

from datetime import datetime
from pathlib import Path
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile
from zlib import error as BadDeflate

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from tracker.errors import TrackerError
from tracker.i18n import tr

_NAME = "tracker data as of"
_PART, _LARGEST = "docProps/custom.xml", 65_536  # bytes; ours has 400
_UNUSABLE = (
    BadZipFile, BadDeflate, expat.ExpatError, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError, OSError
)  # fmt: skip


def mark(book: Workbook, at: datetime | None) -> None:
    """Write the moment (UTC) into the workbook, as one of its own properties."""
    if at:
        book.custom_doc_props.append(StringProperty(name=_NAME, value=at.isoformat()))  # type: ignore[attr-defined]


def moment(path: Path) -> datetime:
    """The moment at which the data of a workbook stands. Nothing but its own properties is read. Raises TrackerError
    for a file that is no workbook, or none that says it."""
    if not path.is_file():
        raise TrackerError(
            tr("There is no workbook {path}.", path=path), tr("Name one that tracker exported, or a day.")
        )
    try:
        with ZipFile(path) as archive:
            part = archive.getinfo(_PART)
            if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise ValueError
            with archive.open(part) as content:
                found = _property(content.read(_LARGEST + 1))
        at = datetime.fromisoformat(found)
        if at.tzinfo:
            return at
    except _UNUSABLE:
        pass  # one answer for all: nothing in it says when it was made
    raise TrackerError(
        tr("{file} does not say at which moment its data stands.", file=path.name),
        tr("Name a workbook that this version of tracker exported, or a day such as 2026-01-31."),
    )


def _property(content: bytes) -> str:
    """The words of our property. A document type is refused: with one, few bytes can become many."""
    if len(content) > _LARGEST:
        raise ValueError
    inside, words = False, ""

    def begin(_name: str, given: dict[str, str]) -> None:
        nonlocal inside
        inside = given.get("name") == _NAME or (inside and "name" not in given)

    def say(said: str) -> None:
        nonlocal words
        words += said if inside else ""

    def refuse(*_: object) -> None:
        raise ValueError

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.CharacterDataHandler = begin, say
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(content, True)
    return words.strip()
