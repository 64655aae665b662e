"""Names of files that come from anywhere: shown as they are, and made safe to write and to open."""

import re
import unicodedata
from pathlib import PurePosixPath

_JOINERS = "\u200c\u200d"  # Persian and the scripts of India are written with them
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_LONGEST = 100
_SHOWN = {".pdf", ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp"}
_OPENED = {*_SHOWN, ".txt", ".md", ".csv", ".tsv", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".rtf"}
"""What may be opened by the system: no programs, no macros, nothing that a browser would run."""
_TEXTS = {".pdf", ".docx", ".doc", ".txt", ".md", ".html", ".htm", ".xml"}


def visible(name: str) -> str:
    """`name` with the characters that can't be seen, or that turn the order of reading, written out: ‹U+202E›."""
    return "".join(f"‹U+{ord(one):04X}›" if _hidden(one) else one for one in name)


def _hidden(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _JOINERS


def safe(name: str) -> str:
    """A name under which a file can be written in any folder of any system, as like `name` as can be."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join("_" if _hidden(one) or _FORBIDDEN.match(one) else one for one in last).strip(" .")
    if not kept or _RESERVED.fullmatch(kept.partition(".")[0].rstrip()):
        kept = f"_{kept}" if kept else "file"
    ending = PurePosixPath(kept).suffix
    ending = ending if len(ending) <= 10 else ""
    stem = kept.removesuffix(ending) if ending else kept
    return f"{_cut(stem, _LONGEST - len(ending)).rstrip(' .')}{ending}"


def _cut(words: str, most: int) -> str:
    """The first letters of `words`: file systems count bytes, and a letter has up to four."""
    return words.encode()[: 2 * most].decode(errors="ignore")[:most]


def may_open(name: str) -> bool:
    """Whether a file of this name is of a kind that is harmless to open; all others can be saved."""
    return _ending(name) in _OPENED


def may_show(name: str) -> bool:
    """Whether a file of this name may be a picture or a PDF, which are shown in the window."""
    return _ending(name) in _SHOWN


def may_hold_text(name: str) -> bool:
    """Whether a file of this name is of a kind whose text is searched."""
    return _ending(name) in _TEXTS


def _ending(name: str) -> str:
    return PurePosixPath(safe(name)).suffix.lower()
