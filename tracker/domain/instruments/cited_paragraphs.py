"""Paragraphs as people cite them: "18 (a) and (b)", "paras. 15 to 17", "paragraph 19 of resolution 68/197"."""

import re
from collections.abc import Iterator

from tracker.domain.instruments.paragraph_ref import ParagraphRef, spaceless
from tracker.domain.text.paragraph_numbers import numbers, roman
from tracker.domain.text.text import seen

_TOKENS = re.compile(
    r"""
    (?P<joint>,|&|\band\s*/\s*or\b|\b(?:and|or|et|ou|y|und|oder)\b|、|，|(?<=[\d)])\s+[ey]\s+(?=\d))
    |(?P<symbol>
        (?:\b(?:of|in|de|zu)\s+)?(?:\b(?:the|la)\s+)?
        (?:\b(?:resolutions?|res\.?|résolution|resolución)\s+(?P<short>\d{1,4}/\d{1,4}|\d{1,4}\s?\(\d{4}\))
        |(?:\b(?:resolutions?|res\.?|résolution|resolución)\s+)?(?P<full>\b[A-Z]{1,6}(?:/[A-Z0-9()\-]+)+)))
    |(?P<named>\b(?:of|in|de)\s+(?P<after>\d{1,4}/\d{1,4})\b)
    |(?P<slashed>(?<!\d)\d{1,4}/\d{1,4}\b)
    |(?P<noun>(?:\b(?:operative|sub)[\s-]*)?(?:\bparagraph(?:e?s)?\b|\bparas?\b|\bpárr(?:afo)?s?\b)\.?
        |\bOPs?\.?(?=\s*\d)|§+)
    |(?P<annex>\bannex(?:\s+[IVX]+)?\s+\d{1,4}\b)
    |(?P<number>(?<!\d)\d{1,4}(?=[a-z]?\b))
    |(?P<until>(?<=[\d)])\s+a\s+(?=\d))
    |(?P<item>\(\s*[a-z]{1,5}\s*\)|(?<=\d)\s?[a-z](?:\)|\b)|\b[a-z]\))
    |(?P<range>[-–—‒−]|\b(?:to|through|à|hasta|bis)\b)
    |(?P<nothing>\s+|[.:](?!\d)|/)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BESIDE = 3  # "19/20" are paragraphs, "68/197" is a resolution
_ROMAN = re.compile("[ivx]+")
_NUMERALS = [roman(number) for number in range(1, 40)]


class NotUnderstood(ValueError):
    """Raised with the words of which a part can't be understood."""


def cited(words: str) -> list[ParagraphRef]:
    """The paragraphs that are cited, in order, each once; those of no named resolution have the symbol "". A symbol may
    lead ("A/RES/68/197: 3, 4; 7") or follow ("paragraph 19 of resolution 68/197"); each line stands for itself.

    Raises NotUnderstood if a part of the words is no citation.
    """
    refs: list[ParagraphRef] = []
    for line in seen(words).split("\n"):
        leading = ""
        for part in filter(str.strip, line.split(";")):
            found, leading = _of_part(part, leading)
            refs += found
    return list(dict.fromkeys(refs))


def is_of(ref: ParagraphRef, symbol: str) -> bool:
    """Whether a citation may be of the instrument with this symbol: it names it, whole or as "68/197", or none."""
    return not ref.symbol or f"/{spaceless(symbol)}".endswith(f"/{spaceless(ref.symbol)}")


def _of_part(line: str, leading: str) -> tuple[list[ParagraphRef], str]:
    """The paragraphs of a part of a line, where `leading` is the symbol before it; and that of what follows."""
    labels: list[str] = []
    symbols: list[str] = []
    before = first = ""  # the token before; the start of a range
    for kind, token in _tokens(line):
        if kind == "symbol":
            if "" in symbols:
                symbols = [symbol or token for symbol in symbols]
            else:
                leading = token
        elif kind == "range":
            first = labels[-1] if labels else ""
        elif kind in ("number", "item") and before == "range":
            if kind == "number" and first.rpartition(" ")[0] == token:
                continue  # 18 (a) to 18 (c)
            labels += (added := _range(first, token, line))
            symbols += [leading] * len(added)
        elif kind == "item" and before != "joint":
            if not labels:
                raise NotUnderstood(line)
            labels[-1] = f"{labels[-1]} {token}"
        elif kind in ("number", "item"):
            labels.append(token if kind == "number" else _beside(labels, token, line))
            symbols.append(leading)
        before = kind
    if before == "range" or not labels:
        raise NotUnderstood(line)
    return list(map(ParagraphRef, symbols, labels)), leading


def _tokens(line: str) -> Iterator[tuple[str, str]]:
    """What a line consists of: symbols, numbers, items such as "(a)", joints and ranges."""
    end = 0
    for match in _TOKENS.finditer(line):
        if match.start() > end:
            raise NotUnderstood(line)
        end = match.end()
        kind, token = str(match.lastgroup), match[0].strip()
        if kind == "symbol":
            yield "symbol", match["short"] or match["full"]
        elif kind == "named":
            yield "symbol", match["after"]
        elif kind == "slashed":
            one, _, other = token.partition("/")
            if 0 < int(other) - int(one) <= _BESIDE:
                yield from (("number", one), ("joint", "/"), ("number", other))
            else:
                yield "symbol", token
        elif kind == "annex":
            yield "number", " ".join(token.split())
        elif kind == "item":
            yield "item", f"({token.strip('() ').lower()})"
        elif kind in ("number", "joint", "range"):
            yield kind, token
        elif kind == "until":
            yield "range", token
        elif token == "/":
            yield "joint", token
    if end < len(line):
        raise NotUnderstood(line)


def _range(first: str, last: str, line: str) -> list[str]:
    """The labels after the first up to the last: 15 to 17, 18 (a) to (c)."""
    if last.startswith("("):
        stem, _, start = first.rpartition(" ")
        letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
        for listed in (letters, _NUMERALS):
            if {start.strip("()"), last.strip("()")} <= set(listed):
                between = listed[listed.index(start.strip("()")) + 1 : listed.index(last.strip("()")) + 1]
                return [f"{stem} ({item})" for item in between]
        raise NotUnderstood(line)
    if not first.isdecimal() or len(listed := numbers(f"{first}-{last}")) < 2:
        raise NotUnderstood(line)
    return listed[1:]


def _beside(labels: list[str], item: str, line: str) -> str:
    """The label that an item stands for after "and": (b) after 18 (a) is 18 (b), and so is it after 18 (a) (ii)."""
    if not labels or " (" not in labels[-1]:
        raise NotUnderstood(line)
    stem, _, last = labels[-1].rpartition(" ")
    is_numeral = [bool(_ROMAN.fullmatch(each.strip("()"))) for each in (last, item)]
    if stem.endswith(")") and is_numeral == [True, False]:
        stem = stem.rpartition(" ")[0]
    return f"{stem} {item}"
