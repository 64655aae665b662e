"""Opens an untrusted workbook safely: an .xlsx is a zip of XML parts, and both can be malicious.

Limits are checked before decompression, or while reading; nothing outside the file is ever followed. Parts are parsed
as streams, so that memory does not depend on their size.
"""

import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join, normpath
from typing import IO, NamedTuple
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as BadDeflate

from tracker.domain.text.filenames import visible
from tracker.errors import TrackerError, reason
from tracker.i18n import Message, tr

_MEMBERS = 2_000
_TOO_MANY = tr("more than %n part(s)", "", _MEMBERS)
_FILE = 250_000_000  # bytes
_INFLATED = 600_000_000  # bytes; 193 Member States with a register of 32,000 measures take a third
_SMALL = 10_000_000  # bytes of a part that is neither a sheet nor the shared strings
_CHUNK = 1 << 16
_TOKEN = 1 << 18  # bytes of a tag or comment: one without an end is scanned again with every chunk
_DEPTH = 1_000  # nested elements, for each of which the parser keeps state
_ELEMENTS = 10_000_000  # in all parts; this and the next two take some four seconds each
_ATTRIBUTES = 12_000_000
_LINES = 50_000_000
_ENTRY = b"PK\x01\x02"  # the signature of an entry in the zip directory
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the signature of .xls, and of a workbook with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_DATABASE = b"SQLite format 3\0"
_ASK_FOR_RETURNED = tr("Ask for a workbook that was exported there, or open the workspace itself.")
_ASK, _ASK_AGAIN = tr("Ask for the workbook."), tr("Ask for it again.")
_SAVE_AS_XLSX = tr("Save it as .xlsx, and import that.")
_SAVE_ELSEWHERE = tr("Save it as .xlsx in Excel or LibreOffice, and import that.")
TO_DO_OF_RETURNED = frozenset({_ASK, _ASK_AGAIN, _ASK_FOR_RETURNED, _SAVE_AS_XLSX, _SAVE_ELSEWHERE})
"""Remedies for a returned workbook, which fit no other file."""

Start = Callable[[str, dict[str, str]], None]
Text = Callable[[str], None]


class _Doctype(Exception):
    """A part declares entities."""


class Related(NamedTuple):
    """A part that another one names: under which id, as what ("worksheet"), and where it is."""

    id: str
    kind: str
    part: str


@dataclass(slots=True)
class Package:
    """The parts of a workbook by name. `name` is the file's; the counts are of what was parsed so far."""

    name: str
    parts: ZipFile
    elements: int = 0
    attributes: int = 0
    lines: int = 0
    _entries: dict[str, ZipInfo] = field(init=False)

    def __post_init__(self) -> None:
        self._entries = {_plain(entry.filename): entry for entry in self.parts.infolist()}

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._entries

    def size(self, part: str) -> int:
        """The size of a part in bytes, as the zip directory declares it; 0 if there is no such part."""
        return self._entries[_plain(part)].file_size if part in self else 0

    def open(self, part: str) -> IO[bytes]:
        """A part, to be read piece by piece."""
        return self.parts.open(self._entries[_plain(part)])

    def related(self, part: str) -> list[Related]:
        """The parts that a part names as its own; of the package itself for ""."""
        folder, _, name = part.rpartition("/")
        listed: list[Related] = []

        def start(element: str, attributes: dict[str, str]) -> None:
            if element == "Relationship" and attributes.get("TargetMode") != "External":
                target = normpath(join("/", folder, attributes.get("Target", "").replace("\\", "/"))).lstrip("/")
                kind = attributes.get("Type", "").rpartition("/")[2]
                listed.append(Related(attributes.get("Id", ""), kind, target))

        if (relations := join(folder, "_rels", f"{name}.rels")) in self:
            self.skim(relations, start)
        return listed

    def workbook(self) -> str:
        """The main part: the one that the package names."""
        named = [related.part for related in self.related("") if related.kind == "officeDocument"]
        return named[0] if named else "xl/workbook.xml"

    def damaged(self, how: Message) -> TrackerError:
        return TrackerError(
            tr("{file} is damaged: {how}.", file=self.name, how=how),
            tr("Save it again in Excel or LibreOffice, or ask for it."),
        )

    def too_large(self, what: Message) -> TrackerError:
        return TrackerError(
            tr("{file} has {what}: that is more than tracker reads.", file=self.name, what=what),
            _ASK,
        )

    def parse(self, part: str, start: Start, end: Callable[[str], None], text: Text) -> Iterator[int]:
        """Parse a part; names are without namespace prefix. Yields the number of bytes parsed after each chunk, so that
        the caller can use the results so far, or stop. Raises TrackerError."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = _CHUNK
        parser.CharacterDataHandler = text
        begun = ended = fed = 0

        def first(name: str, attributes: dict[str, str]) -> None:
            """A prefix on the first element means prefixes on all of them; most programs write none."""
            nonlocal start, end
            if ":" in name:
                start, end = _without_prefix(start, end)
            parser.StartElementHandler, parser.EndElementHandler = begin, finish
            begin(name, attributes)

        def begin(name: str, attributes: dict[str, str]) -> None:
            nonlocal begun
            begun += 1
            self.attributes += len(attributes)
            start(name, attributes)

        def finish(name: str) -> None:
            nonlocal ended
            ended += 1
            end(name)

        parser.StartElementHandler = first
        parser.StartDoctypeDeclHandler = _refuse
        if part not in self:
            raise self.damaged(tr("it has no part {part}", part=part))
        try:
            with self.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    parser.Parse(chunk)
                    self.lines += chunk.count(b"\n") + chunk.count(b"\r")
                    fed += len(chunk)
                    if fed - parser.CurrentByteIndex > _TOKEN:
                        raise self.too_large(tr("a tag or comment without an end in its part {part}", part=part))
                    if begun - ended > _DEPTH:
                        raise self.too_large(tr("elements in one another without an end in its part {part}", part=part))
                    self._count(self.elements + begun)
                    yield len(chunk)
                parser.Parse(b"", True)
                self.elements += begun
                yield 0
        except _Doctype:
            raise TrackerError(
                tr("{file} declares entities in its part {part}; no spreadsheet does.", file=self.name, part=part),
                tr("Don't open it."),
            ) from None
        except _UNREADABLE as fault:
            raise self.damaged(tr("its part {part} can't be read", part=part)) from fault
        except OSError as fault:
            raise TrackerError(
                tr("{path} can't be read: {reason}.", path=self.name, reason=reason(fault)), tr("Check the disk.")
            ) from fault

    def _count(self, elements: int) -> None:
        """Raises TrackerError if the number of elements, or that of attributes or lines so far, exceeds its limit."""
        for number, most, message in (
            (elements, _ELEMENTS, tr("more than %n element(s)", "", _ELEMENTS)),
            (self.attributes, _ATTRIBUTES, tr("more than %n attribute(s)", "", _ATTRIBUTES)),
            (self.lines, _LINES, tr("more than %n line(s)", "", _LINES)),
        ):
            if number > most:
                raise self.too_large(message)

    def skim(self, part: str, start: Start, end: Callable[[str], None] = lambda _name: None) -> None:
        """Parse a part that is small in every genuine workbook. Raises TrackerError."""
        if self.size(part) > _SMALL:
            raise self.too_large(tr("{size} MB in its part {part}", size=f"{self.size(part) / 1e6:,.0f}", part=part))
        for _ in self.parse(part, start, end, lambda _words: None):
            pass


_UNREADABLE = (
    expat.ExpatError, BadZipFile, BadDeflate, EOFError, RuntimeError, NotImplementedError, ValueError, LookupError
)  # fmt: skip


def _plain(part: str) -> str:
    """A part's name for comparison: Excel does not mind its case, and other programs write backslashes."""
    return part.replace("\\", "/").casefold()


def _without_prefix(start: Start, end: Callable[[str], None]) -> tuple[Start, Callable[[str], None]]:
    return lambda name, attributes: start(_local(name), attributes), lambda name: end(_local(name))


def _local(name: str) -> str:
    return name[name.rfind(":") + 1 :]


def _refuse(*_given: object) -> None:
    raise _Doctype


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a workbook. Raises TrackerError if the file is not a workbook, or one that may not be opened."""
    name = visible(path.name)
    try:
        if not path.is_file():
            there = tr("{path} is no file.", path=path) if path.exists() else tr("There is no file {path}.", path=path)
            raise TrackerError(there, tr("Check the name."))
        if path.stat().st_size > _FILE:
            megabytes = tr("{size} MB", size=_FILE // 1_000_000)
            raise TrackerError(
                tr("{file} has {what}: that is more than tracker reads.", file=name, what=megabytes), _ASK
            )
        with path.open("rb") as file:
            begin = file.read(4096)
            if begin.startswith(_OLD):
                raise _no_xlsx(name, begin + file.read(1 << 20))
            if begin.startswith(_DATABASE):
                raise TrackerError(
                    tr("{file} is a workspace, and two workspaces can't be merged yet.", file=name), _ASK_FOR_RETURNED
                )
        with _unzipped(path) as parts:
            package = Package(name, parts)
            _check(package)
            yield package
    except BadZipFile as fault:
        if begin.startswith(b"PK"):
            raise TrackerError(
                tr("{file} is damaged: a part of the file is missing.", file=name), _ASK_AGAIN
            ) from fault
        raise TrackerError(
            tr("{file} is no Excel workbook (.xlsx).", file=name),
            _SAVE_ELSEWHERE,
        ) from fault
    except OSError as fault:
        raise TrackerError(
            tr("{path} can't be read: {reason}.", path=path, reason=reason(fault)), tr("Check your rights to it.")
        ) from fault


def _unzipped(path: Path) -> ZipFile:
    """Open the zip file. Its directory is kept in memory and may have millions of entries, so they are counted first.
    Raises BadZipFile, or TrackerError if there are too many."""
    with path.open("rb") as file:
        entries, overlap = 0, b""
        while chunk := file.read(1 << 20):
            entries += (overlap + chunk).count(_ENTRY)
            overlap = chunk[1 - len(_ENTRY) :]
    if entries > 2 * _MEMBERS:  # the signature may also occur by chance
        raise TrackerError(
            tr("{file} has {what}: that is more than tracker reads.", file=visible(path.name), what=_TOO_MANY),
            _ASK,
        )
    try:
        return ZipFile(path)
    except (ValueError, NotImplementedError, struct.error) as fault:  # impossible names and numbers
        raise BadZipFile from fault


def _no_xlsx(name: str, begin: bytes) -> TrackerError:
    if _ENCRYPTED in begin:
        return TrackerError(
            tr("{file} is behind a password.", file=name), tr("Take the password off in Excel, save it, and try again.")
        )
    return TrackerError(tr("{file} is a workbook of the old kind (.xls).", file=name), _SAVE_AS_XLSX)


def _check(package: Package) -> None:
    """Reject by the zip directory alone, before anything is decompressed."""
    entries = package.parts.infolist()
    if len(entries) > _MEMBERS:
        raise package.too_large(tr("%n part(s)", "", len(entries)))
    if len({_plain(entry.filename) for entry in entries}) < len(entries):
        raise package.damaged(tr("it has two parts of one name"))
    size = sum(entry.file_size for entry in entries)
    if size > _INFLATED:
        raise package.too_large(tr("{size} MB of contents", size=f"{size / 1e6:,.0f}"))
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise package.damaged(tr("it is packed in a way that no spreadsheet uses"))
    if any(entry.flag_bits & 1 for entry in entries):
        raise TrackerError(
            tr("{file} is behind a password.", file=package.name), tr("Take the password off, and try again.")
        )
    if "[Content_Types].xml" not in package or package.workbook() not in package:
        raise TrackerError(tr("{file} is no Excel workbook (.xlsx).", file=package.name), _SAVE_AS_XLSX)
    if _has_macros(package):
        raise TrackerError(
            tr("{file} holds macros, which tracker never opens.", file=package.name),
            tr("Save it as .xlsx, without macros."),
        )


def _has_macros(package: Package) -> bool:
    macro_parts = [
        entry.filename for entry in package.parts.infolist() if entry.filename.casefold().endswith("vbaproject.bin")
    ]
    kinds: list[str] = []

    def start(_name: str, attributes: dict[str, str]) -> None:
        kinds.append(attributes.get("ContentType", ""))

    package.skim("[Content_Types].xml", start)
    return bool(macro_parts) or any(
        "macroenabled" in kind.casefold() or "vbaproject" in kind.casefold() for kind in kinds
    )
