"""Words as they may be kept: without what no workbook, and no screen, can hold."""

import re

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` without the characters that XML 1.0 forbids (control characters, halves of surrogate pairs), and with
    line ends alike."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def says_something(text: str) -> bool:
    """Whether there is a letter or digit in it; blanks and invisible characters are no title."""
    return any(character.isalnum() for character in text)
