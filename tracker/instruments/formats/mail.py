"""The words of an e-mail message, for searching: who, when, about what, and what it says. Links are not followed, and
files in it are named only.

Python's own decoding of mail takes any codec for a character set; here `charsets` says what is one.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from itertools import groupby
from operator import itemgetter
from typing import Any

from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.instruments.formats import html
from tracker.instruments.formats.charsets import decoded
from tracker.progress import GoOn, unwatched

_LONGEST = 2_000  # characters of a header: longer ones take long to decode
_HEADERS = ("Subject", "From", "To", "Cc", "Date")
_ENCODED = re.compile(r"=\?([^?*]*)[^?]*\?([bq])\?(.*?)\?=", re.IGNORECASE)
"""An encoded word (RFC 2047, section 2): its character set, without the language (RFC 2231, section 5), its encoding
and its text."""


class _Raw(policy.Compat32):
    """Gives headers as they are, with the bytes beyond ASCII as half surrogate pairs."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value


class _Mail(Message):
    """A message whose parameters are text, also those that name a character set (RFC 2231, section 4)."""

    def get_param(self, *which: Any, **options: Any) -> Any:
        value = super().get_param(*which, **options)
        if not isinstance(value, tuple):
            return value
        charset, _, text = value
        return decoded(text.encode("latin-1", "surrogateescape"), charset or "")


def read(data: bytes, go_on: GoOn = unwatched) -> Iterator[str]:
    """The headers that people read, and the text of each part; of the same text as HTML and as plain text the plain
    one. Raises TrackerError if it is damaged."""
    try:
        yield from _texts(data, go_on)
    except RecursionError as fault:
        raise TrackerError(tr("It is damaged: its text can't be read.")) from fault


def _texts(data: bytes, go_on: GoOn) -> Iterator[str]:
    message = message_from_bytes(data, _Mail, policy=_Raw())
    for name in _HEADERS:
        if value := message.get(name):
            yield f"{name}: {_as_read(value)}"
    parts = [part for part in message.walk() if not part.is_multipart()]
    has_plain = any(part.get_content_type() == "text/plain" and not part.get_filename() for part in parts)
    for part in parts:
        go_on()
        if file := part.get_filename():
            yield _as_read(file)
        elif part.get_content_type() == "text/plain":
            yield _text(part)
        elif part.get_content_type() == "text/html" and not has_plain:
            yield from (block.text for block in html.read(_text(part).encode(), go_on))


def _text(part: "Message[str, str]") -> str:
    content = part.get_payload(decode=True)
    return decoded(content, part.get_content_charset("")) if isinstance(content, bytes) else ""


def _as_read(header: str) -> str:
    """The start of a header as people read it, such as "=?utf-8?q?R=C3=A9ponse?=" decoded. Bytes beyond ASCII are text
    as well (RFC 6532)."""
    words = decoded(header.encode(errors="surrogateescape"), "")[:_LONGEST]
    pieces = []
    end = 0
    for match in _ENCODED.finditer(words):
        before = words[end : match.start()]
        if before.strip() or not end:  # blanks between encoded words don't count (RFC 2047, section 6.2)
            pieces.append(("", before.encode()))
        pieces.append(_encoded(match))
        end = match.end()
    pieces.append(("", words[end:].encode()))
    # A character may be spread over several words: they are decoded together.
    runs = groupby(pieces, itemgetter(0))
    text = "".join(decoded(b"".join(part for _, part in run), charset) for charset, run in runs)
    return " ".join(text.split())


def _encoded(match: re.Match[str]) -> tuple[str, bytes]:
    """The character set and the bytes of an encoded word; those of all of it, as UTF-8, if it is damaged."""
    charset, encoding, text = match.groups()
    if encoding in "qQ":
        return charset.lower(), quopri.decodestring(text.encode(), header=True)
    try:
        return charset.lower(), base64.b64decode(text.encode() + b"==")
    except binascii.Error:
        return "", match[0].encode()
