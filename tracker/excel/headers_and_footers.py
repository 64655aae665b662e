"""The words of page headers and footers, in which codes stand for parts, fonts and page numbers (ECMA-376 part 1,
18.3.1.46)."""

import re
from collections.abc import Iterator

KEPT_AS = "&A"
"""The name under which a workspace keeps the footer that was sent: no sheet is called so."""
ELEMENTS = frozenset(f"{pages}{where}" for pages in ("odd", "even", "first") for where in ("Header", "Footer"))
_CODE = re.compile(r'&(?:([LCR&])|"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d+|[A-Za-z+-])')


def sections(text: str) -> Iterator[str]:
    """What the left, centre and right say, without codes; nothing for one that has no words of its own."""
    plain = _CODE.sub(lambda code: {"&": "&", None: ""}.get(code[1], "\n"), text.replace("\n", " "))
    for section in plain.split("\n"):
        if re.search(r"\w", section):
            yield " ".join(section.split())
