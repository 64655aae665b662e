"""Character sets by the names that files give them (IANA, Character Sets).

Python has codecs that are none ("Python Specific Encodings" in the documentation of its module codecs), such as "zlib"
or "idna": no file gets one of these by naming it.
"""

import codecs
import re

from tracker.domain.text.text import clean

_CHARACTER_SET = re.compile(
    r"utf-(?:7|8|16|32).*|iso8859-\d+|cp\d+|mac-.+|koi8-.|kz1048|ptcp154|hp-roman8|tis-620"
    r"|big5.*|gb.+|hz|johab|euc_.+|iso2022_.+|shift_jis.*"
)
"""Names that Python gives to codecs of character sets. US-ASCII is none of them: what says so and has other bytes is
better guessed."""
_OTHER_NAMES = {"iso-8859-6-i": "iso8859-6", "iso-8859-8-i": "iso8859-8", "windows-874": "cp874"}
"""Names that Python does not know: RFC 1556, and Microsoft's for Thai."""


def known(name: str) -> str:
    """The name that Python has for a character set; "" if it is US-ASCII, none, or not known."""
    try:
        codec = codecs.lookup(_OTHER_NAMES.get(name.lower(), name)).name
    except (LookupError, ValueError):  # a ValueError where the name holds a NUL or half a surrogate pair
        return ""
    return codec if _CHARACTER_SET.fullmatch(codec) else ""


def decoded(data: bytes, name: str) -> str:
    """The text in a character set, `clean`. If that is not known: in UTF-8 if the bytes fit, else in that of Western
    Europe. Bytes that stand for nothing become U+FFFD."""
    charset = known(name)
    try:
        return clean(data.decode(charset or "utf-8", "replace" if charset else "strict"))
    except UnicodeDecodeError:
        return clean(data.decode("cp1252", "replace"))
