"""The time as of which a workbook's data was read, stored in the workbook, so that a later one can tell what is new."""

from datetime import datetime
from pathlib import Path
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile
from zlib import error as BadDeflate

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from tracker.domain.casework.change_sets import Since
from tracker.errors import TrackerError
from tracker.i18n import tr

_NAME = "tracker data as of"
_PART, _LARGEST = "docProps/custom.xml", 65_536  # bytes; ours has 400
_UNUSABLE = (
    BadZipFile, BadDeflate, expat.ExpatError, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError, OSError
)  # fmt: skip


def mark(book: Workbook, since: Since | None) -> None:
    """Store in the workbook, as a custom property, up to where its data goes."""
    if since:
        value = f"{since.at.isoformat()} {since.last}".strip()
        book.custom_doc_props.append(StringProperty(name=_NAME, value=value))  # type: ignore[attr-defined]


def read(path: Path) -> Since:
    """Up to where a workbook's data goes. Only the custom properties are read. Raises TrackerError if the file is not a
    workbook or has no such property."""
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
                text = _property(content.read(_LARGEST + 1))
        moment, _, last = text.partition(" ")
        at = datetime.fromisoformat(moment)
        if at.tzinfo:
            return Since(at, last)
    except _UNUSABLE:
        pass  # one message for all causes: the file does not say when its data was read
    raise TrackerError(
        tr("{file} does not say at which moment its data stands.", file=path.name),
        tr("Name a workbook that this version of tracker exported, or a day such as 2026-01-31."),
    )


def _property(content: bytes) -> str:
    """The value of the custom property `_NAME`. Raises ValueError for a DOCTYPE, whose entities can expand a few bytes
    to gigabytes."""
    if len(content) > _LARGEST:
        raise ValueError
    inside, text = False, ""

    def begin(_name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        # The value is in a child element, which has no name.
        inside = attributes.get("name") == _NAME or (inside and "name" not in attributes)

    def say(piece: str) -> None:
        nonlocal text
        text += piece if inside else ""

    def refuse(*_: object) -> None:
        raise ValueError

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.CharacterDataHandler = begin, say
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(content, True)
    return text.strip()
