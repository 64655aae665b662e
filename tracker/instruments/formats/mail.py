"""The words of an e-mail message, for searching: who, when, about what, and what it says. Links are not followed, and
files in it are named only."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message

from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.instruments.formats import html
from tracker.progress import GoOn, unwatched

_LONGEST = 2_000  # characters of a header: longer ones take long to decode
_HEADERS = ("Subject", "From", "To", "Cc", "Date")


def read(data: bytes, go_on: GoOn = unwatched) -> Iterator[str]:
    """The headers that people read, and the text of each part; of the same text as HTML and as plain text the plain
    one. Raises TrackerError if it is damaged."""
    try:
        yield from _texts(data, go_on)
    except RecursionError as fault:
        raise TrackerError(tr("It is damaged: its text can't be read.")) from fault


def _texts(data: bytes, go_on: GoOn) -> Iterator[str]:
    message = message_from_bytes(data, policy=policy.compat32)
    for name in _HEADERS:
        if value := message.get(name):
            yield f"{name}: {_decoded(value)}"
    parts = [part for part in message.walk() if not part.is_multipart()]
    has_plain = any(part.get_content_type() == "text/plain" and not part.get_filename() for part in parts)
    for part in parts:
        go_on()
        if file := part.get_filename():
            yield _decoded(file)
        elif part.get_content_type() == "text/plain":
            yield _text(part)
        elif part.get_content_type() == "text/html" and not has_plain:
            yield from (block.text for block in html.read(_text(part).encode(), go_on))


def _text(part: "Message[str, str]") -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _decoded(value: object) -> str:
    """The start of a header as people read it, such as "=?utf-8?q?R=C3=A9ponse?=" decoded; as it is where that
    fails."""
    words = str(value)[:_LONGEST]
    try:
        return " ".join(str(make_header(decode_header(words))).split())
    except (LookupError, ValueError):
        return words
