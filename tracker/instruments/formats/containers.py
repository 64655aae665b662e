"""XML and zipped files from anyone: parsed without entities, opened only as far as memory allows."""

import zipfile
from io import BytesIO
from typing import BinaryIO, cast

from lxml import etree

from tracker.errors import TrackerError

_MOST_PARTS = 5_000
_MOST_BYTES = 60_000_000  # of one part when inflated; a thousand-page resolution has about 20 million


def parse(data: bytes, what: str) -> etree._Element:
    """The root of an XML file. Raises TrackerError when it is not well-formed or declares a document type."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise TrackerError(
            f"The {what} declares a document type or entities, which a resolution does not need.",
            "Ask for a copy without them.",
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise TrackerError(f"The {what} is damaged: {fault.msg}.", "Get it again and add the new copy.") from fault


class Package:
    """A zipped file whose parts are read one by one."""

    def __init__(self, data: bytes, what: str) -> None:
        """Raises TrackerError when `data` is damaged, protected by a password, or not what a program wrote."""
        self._what = what
        try:
            self._zip = zipfile.ZipFile(cast(BinaryIO, BytesIO(data)))
        except (zipfile.BadZipFile, ValueError, OverflowError) as fault:
            raise TrackerError(f"The {what} is damaged.", "Get it again and add the new copy.") from fault
        self.names = [info.filename for info in self._zip.infolist()]
        if len(self.names) > _MOST_PARTS or len(set(self.names)) < len(self.names):
            raise TrackerError(
                f"The {what} is not put together as Word does it.", "Open it in Word and save it as a new file."
            )

    def part(self, name: str) -> etree._Element | None:
        """The root of a part; None where the package has none of that name."""
        if name not in self.names:
            return None
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise TrackerError(f"The {self._what} is protected by a password.", "Save a copy without the password.")
        too_large = TrackerError(
            f"The part {name} of the {self._what} is larger than any resolution.",
            "Choose the file of the resolution itself.",
        )
        if info.file_size > _MOST_BYTES:
            raise too_large
        try:
            with self._zip.open(info) as file:
                data = file.read(_MOST_BYTES + 1)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
            raise TrackerError(f"The {self._what} is damaged.", "Get it again and add the new copy.") from fault
        except Exception as fault:  # the inflaters (zlib, lzma, bz2) have an error class each
            raise TrackerError(f"The {self._what} is damaged.", "Get it again and add the new copy.") from fault
        if len(data) > _MOST_BYTES:
            raise too_large
        return parse(data, self._what)
