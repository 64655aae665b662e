"""Untrusted XML and zip files: parsed without entities, read only as far as memory allows."""

import zipfile
import zlib
from contextlib import suppress
from io import BytesIO
from posixpath import basename, dirname, join, normpath
from typing import BinaryIO, cast

from lxml import etree

from tracker.errors import TrackerError
from tracker.i18n import Message, tr

_MOST_PARTS = 5_000
_MOST_BYTES = 60_000_000  # uncompressed, of all parts read; a thousand-page resolution has about 20 million
_MOST_TAGS = 1_000_000  # tags and attributes in them: each takes up to 200 bytes of memory
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others are decompressed in full, whatever size they declare
_ENTRY = b"PK\x01\x02"


def check_tags(data: bytes, what: Message, before: int = 0) -> int:
    """The largest possible number of tags and attributes in `data`, plus `before` (of other parts). Raises TrackerError
    if they are too many for memory and time."""
    count = before + data.count(b"<") + data.count(b"=")
    if count > _MOST_TAGS:
        raise _too_large(what)
    return count


def _too_large(what: Message) -> TrackerError:
    return TrackerError(
        tr("The {what} holds more than any resolution.", what=what), tr("Choose the file of the resolution itself.")
    )


def parse(data: bytes, what: Message) -> etree._Element:
    """The root of an XML file in UTF-8. Raises TrackerError if it is not well-formed or declares a document type."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise TrackerError(
            tr("The {what} declares a document type or entities, which a resolution does not need.", what=what),
            tr("Ask for a copy without them."),
        )
    check_tags(data, what)
    # The encoding is fixed, whatever the file declares: in another one the strings searched above would be other bytes.
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        # Elements 256 deep in one another, or a text of ten million bytes.
        if fault.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:  # type: ignore[attr-defined]
            raise _too_large(what) from fault
        raise TrackerError(
            tr("The {what} is damaged at line {line}.", what=what, line=fault.lineno),
            tr("Get it again and add the new copy."),
        ) from fault


class Package:
    """A zip file whose parts are read one by one."""

    def __init__(self, data: bytes, what: Message) -> None:
        """Raises TrackerError if `data` is damaged or unlike what an office program writes."""
        self._what = what
        self._bytes = self._tags = 0  # read so far
        if data.count(_ENTRY) > _MOST_PARTS:  # checked before an object is made for each
            raise _odd(what)
        try:
            self._zip = zipfile.ZipFile(cast(BinaryIO, BytesIO(data)))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as fault:
            raise TrackerError(
                tr("The {what} is damaged.", what=what), tr("Get it again and add the new copy.")
            ) from fault
        self.names = [info.filename for info in self._zip.infolist()]
        if len(set(self.names)) < len(self.names):
            raise _odd(what)

    def part(self, name: str) -> etree._Element | None:
        """The root of an XML part; None if there is no part of that name. Raises TrackerError if the part is damaged,
        protected by a password or too large."""
        if name not in self.names:
            return None
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise TrackerError(
                tr("The {what} is protected by a password.", what=self._what), tr("Save a copy without the password.")
            )
        if info.compress_type not in _METHODS:
            raise _odd(self._what)
        self._bytes += info.file_size
        if self._bytes > _MOST_BYTES:
            raise _too_large(self._what)
        try:
            with self._zip.open(info) as file:
                data = file.read(info.file_size + 1)  # decompresses no more than the declared size
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as fault:
            raise TrackerError(
                tr("The {what} is damaged.", what=self._what), tr("Get it again and add the new copy.")
            ) from fault
        self._tags = check_tags(data, self._what, self._tags)
        return parse(data, self._what)

    def related(self, name: str, kind: str, default: str = "") -> str:
        """The name of the first part of a kind, such as "styles", that the part `name` refers to ("": the package
        itself); `default` if there is none."""
        with suppress(TrackerError):
            relations = self.part(join(dirname(name), "_rels", f"{basename(name)}.rels"))
            for relation in relations if relations is not None else ():
                target = normpath(join("/", dirname(name), relation.get("Target", ""))).lstrip("/")
                if relation.get("Type", "").endswith(f"/{kind}") and target in self.names:
                    return target
        return default


def _odd(what: Message) -> TrackerError:
    return TrackerError(
        tr("The {what} is not put together as Word does it.", what=what),
        tr("Open it in Word and save it as a new file."),
    )
