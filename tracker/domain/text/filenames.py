"""File names from any source: displayed faithfully, and made safe to write and to open."""

import re
import unicodedata
from pathlib import PurePosixPath

_JOINERS = "\u200c\u200d"  # needed in Persian and in Indic scripts
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_LONGEST = 100
_SHOWN = {".pdf", ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp"}
_OPENED = {*_SHOWN, ".txt", ".md", ".csv", ".tsv", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".rtf"}
"""What the system may open: no programs, no macros, nothing that a browser would run."""
_TEXTS = {
    *(".pdf", ".docx", ".doc", ".txt", ".md", ".html", ".htm", ".xml", ".rtf", ".eml"),
    *(".xlsx", ".pptx", ".odt", ".ods", ".odp"),
}

_SHOWN_AS_TEXT = (_TEXTS & _OPENED | {".eml"}) - _SHOWN


def visible(name: str) -> str:
    """`name` with invisible characters, and those that change the reading direction, written out: ‹U+202E›."""
    return "".join(f"‹U+{ord(character):04X}›" if _hidden(character) else character for character in name)


def _hidden(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _JOINERS


def safe(name: str) -> str:
    """A name as close to `name` as possible under which a file can be written to any folder of any system."""
    last = re.split(r"[/\\]", name)[-1]
    cleaned = "".join(
        "_" if _hidden(character) or _FORBIDDEN.match(character) else character for character in last
    ).strip(" .")
    if not cleaned or _RESERVED.fullmatch(cleaned.partition(".")[0].rstrip()):
        cleaned = f"_{cleaned}" if cleaned else "file"
    ending = PurePosixPath(cleaned).suffix
    ending = ending if len(ending) <= 10 else ""
    stem = cleaned.removesuffix(ending) if ending else cleaned
    return f"{_cut(stem, _LONGEST - len(ending)).rstrip(' .')}{ending}"


def _cut(stem: str, most: int) -> str:
    """At most `most` characters and twice as many UTF-8 bytes of `words`: file systems count bytes, and a character has
    up to four."""
    return stem.encode()[: 2 * most].decode(errors="ignore")[:most]


def may_open(name: str) -> bool:
    """Whether a file of this name is of a kind that is harmless to open; all others can only be saved."""
    return _ending(name) in _OPENED


def may_show(name: str) -> bool:
    """Whether the window can show a file of this name: a picture, the pages of a PDF, or text."""
    return _ending(name) in _SHOWN | _SHOWN_AS_TEXT


def may_hold_text(name: str) -> bool:
    """Whether a file of this name is of a kind whose text is searched."""
    return _ending(name) in _TEXTS


def _ending(name: str) -> str:
    return PurePosixPath(safe(name)).suffix.lower()
