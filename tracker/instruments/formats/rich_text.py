"""The words of a file in Rich Text Format, for searching (Microsoft's specification, version 1.9.1)."""

import re
from collections.abc import Iterator

from tracker.instruments.formats import charsets
from tracker.progress import GoOn, unwatched

_TOKEN = re.compile(
    rb"\\(?:'([0-9a-fA-F]{2})|([a-zA-Z]{1,32})(-?\d{1,10})? ?|([^a-zA-Z\r\n]|\r?\n|\r))|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata colorschememapping datastore latentstyles listtable "
    b"listoverridetable rsidtbl generator xmlnstbl fldinst filetbl revtbl pgptbl".split()
)
"""Groups that hold no text of the document."""
_BREAKS = {b"par": "\n", b"line": "\n", b"row": "\n", b"sect": "\n", b"page": "\n", b"tab": "\t", b"cell": "\t"}
_MEANS = {
    **_BREAKS,
    **{b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’"},
    **{b"ldblquote": "“", b"rdblquote": "”", b"~": "\u00a0", b"_": "\u2011", b"{": "{", b"}": "}", b"\\": "\\"},
}
_DELETES = frozenset({b"deleted", b"mvf"})
"""Character properties of words that were deleted, or moved elsewhere, while changes were tracked."""
_EVERY = 10_000  # tokens between calls of go_on
_DEEPEST = 1_000  # groups within each other


def is_it(begins: bytes) -> bool:
    return begins.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")


def read(data: bytes, go_on: GoOn = unwatched) -> str:
    """The text of a file, without words whose deletion is tracked. What is not as specified is passed over."""
    return "".join(_pieces(data, go_on))


def _pieces(data: bytes, go_on: GoOn) -> Iterator[str]:
    code_page = "cp1252"
    groups: list[tuple[bool, bool, int]] = []  # what the next three are in those around
    skipped, deleted = False, False
    stand_ins = 1  # bytes that stand for a \u
    to_pass = 0  # characters that follow a \u for programs that don't know it
    for number, token in enumerate(_TOKEN.finditer(data)):
        if number % _EVERY == 0:
            go_on()
        code, word, given, symbol, brace, text = token.groups()
        if brace == b"{":
            groups.append((skipped, deleted, stand_ins))
            if len(groups) > _DEEPEST:
                return
        elif brace:
            skipped, deleted, stand_ins = groups.pop() if groups else (False, False, 1)
            to_pass = 0
        elif symbol == b"*" or word in _SKIPPED:
            skipped = True
        elif word == b"ansicpg" and given:
            code_page = charsets.known(f"cp{given.decode()}") or "cp1252"
        elif word == b"uc" and given:
            stand_ins = max(0, int(given))
        elif word in _DELETES:
            deleted = given != b"0"
        elif word == b"plain":
            deleted = False
        elif skipped or (deleted and word not in _BREAKS):
            continue
        elif word == b"u" and given:
            yield chr(int(given) % 65_536)
            to_pass = stand_ins
        elif code or text:
            characters = bytes([int(code, 16)]) if code else text
            passed, to_pass = min(to_pass, len(characters)), max(0, to_pass - len(characters))
            yield characters[passed:].decode(code_page, "replace")
        else:
            yield _MEANS.get(word or symbol or b"", "")
