"""Folding: the one form in which texts are compared and searched, so that what is typed on any keyboard finds what was
written on any other.

What is folded: case (Unicode's full case folding), compatible forms such as full-width letters (NFKC, Unicode Standard
Annex 15), what is not seen, accents of Latin, Greek and Cyrillic letters, points of Hebrew and marks of Arabic, which
most texts leave out, letters that many keyboards lack, digits of all scripts, apostrophes and hyphens. Marks of other
scripts, such as the vowels and the virama of Devanagari, make other words and stay.
"""

import re
import unicodedata

from tracker.domain.text.text import seen

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # Latin, Greek, Cyrillic
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # points and accents of Hebrew
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08ca-\u08ff"  # Arabic, with tatweel
)
_MARK = re.compile(f"[{_MARKS}]")
_VOICED = "\u3099\u309a\uff9e\uff9f"  # of kana: they make other syllables, so they stay, with the kana they belong to
_ADDED = f"[{_MARKS}{_VOICED}\xad\u200b-\u200f\u2060\ufe00-\ufe0f]"
_CLUSTER = re.compile(f"[\\x00-\\x7f]+(?!{_ADDED})|[\\s\\S]{_ADDED}*")
"""As many plain characters as there are, or another one with what is added to it."""
_VARIANT = re.compile("LATIN SMALL LETTER ([A-Z]) WITH ")
_SPELLED = str.maketrans(
    {
        **{"ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŋ": "n", "ə": "e", "ɛ": "e", "ɔ": "o"},
        **{"ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ہ": "ه", "ھ": "ه"},
        **{"ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ"},  # at the end of words, as σ and ς
        **dict.fromkeys("`´‘’‚‛′ʹʻʼʽˈ՚׳＇ꞌ", "'"),
        **dict.fromkeys("‐‑‒–—―−־﹘﹣－", "-"),
    }
)
"""Letters that stand for one another where a keyboard lacks one, and the kinds of apostrophes and hyphens."""


class _Table(dict[int, str]):
    """For `str.translate`: what a character is folded to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


class _Separating(dict[int, str]):
    """For `str.translate`: blanks in place of all that is no letter, mark or digit, nor within words."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        of_word = unicodedata.category(character)[0] in "LMN" or character in "'-"
        self[code] = kept = character if of_word else " "
        return kept


_TABLE, _SEPARATING = _Table(), _Separating()


def folded(text: str) -> str:
    """A text for comparison, in the form that this module describes."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", seen(text)).translate(_TABLE))


def separated(text: str) -> str:
    """A folded text with nothing but letters, marks and digits, apostrophes and hyphens, and blanks."""
    return text.translate(_SEPARATING)


def folded_in_place(text: str) -> tuple[str, list[int]]:
    """A text folded and separated, and for each of its characters the place of the one in `text` that it comes from;
    last, the length of `text`."""
    letters: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        made = folded(cluster.group())
        letters.append(made)
        start, end = cluster.span()
        places += range(start, end) if cluster.group().isascii() else [start] * len(made)
    return separated("".join(letters)), [*places, len(text)]


def _fold(character: str) -> str:
    if character in "йЙ":
        return "й"  # a letter of its own, whose breve is never left out
    spelled = character.translate(_SPELLED)  # before ´ is decomposed to a blank and a mark
    letters = _MARK.sub("", unicodedata.normalize("NFKD", spelled)).casefold().translate(_SPELLED)
    return unicodedata.normalize("NFC", "".join(map(_base, letters)))


def _base(letter: str) -> str:
    """The letter that one with a stroke or a hook varies (ł, ø, đ), and the value of a digit of any script."""
    if letter.isascii():
        return letter
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    variant = _VARIANT.match(unicodedata.name(letter, ""))
    return variant[1].lower() if variant else letter
