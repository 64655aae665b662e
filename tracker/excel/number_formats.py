"""Numbers as a cell shows them (ECMA-376 part 1, 18.8.31): 0.75 as "75%", 45 as "0045", 12 as "12 of 47 counties".

A spreadsheet makes a number of what looks like one; what the person wrote is in the format.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

_PARTS = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _(?P<blank>.) | \*. | \[\$(?P<currency>[^\-\]]*)(?:-[^\]]*)?\]
    | (?P<elapsed>\[(?:h+|m+|s+)\]) | \[(?P<other>[^\]]*)\]
    | (?P<fraction>[?#0]+\s*/\s*(?:[?#0]+|[1-9]\d*)) | (?P<science>E[+\-]0+) | (?P<digits>[0#?.,]+) | (?P<percent>%)
    | (?P<half>AM/PM|A/P) | (?P<time>h+|m+|s+) | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_COLOURS = {"black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"}
_QUOTED = re.compile(r'"[^"]*"|\\.', re.DOTALL)
_GENERAL = re.compile("general", re.IGNORECASE)
"""It shows a number as it is."""
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*', re.DOTALL)
_MOST_DECIMALS = 15
_LARGEST = 1e12  # beyond, a spreadsheet shows what has no room


class _Part(NamedTuple):
    kind: str
    text: str


def shown(number: float, code: str) -> str | None:
    """The number as a format shows it; None where it is shown as it is, or the format is not known here."""
    sections = _sections(code)
    if code.casefold() == "general" or not sections or any("[" in each and _has_condition(each) for each in sections):
        return None
    if len(sections) < 4 and "@" in _QUOTED.sub("", sections[-1]):  # that for texts is the last one
        sections = sections[:-1] or ["General"]
    negative = number < 0 and len(sections) > 1
    section = sections[2] if number == 0 and len(sections) > 2 else sections[1] if negative else sections[0]
    if _GENERAL.search(_QUOTED.sub("", section)):
        return None
    parts = _parts(section)
    kinds = {part.kind for part in parts}
    if kinds & {"time", "elapsed"}:
        return _time(number, parts) if not kinds & {"digits", "fraction", "percent"} else None
    if kinds == {"literal"} and number <= 0:
        return "".join(part.text for part in parts).strip()
    if "science" in kinds or not kinds & {"digits", "fraction"} or abs(number) >= _LARGEST:
        return None
    words = _number(abs(number), parts)
    return f"-{words}" if number < 0 and not negative and words is not None else words


@lru_cache(maxsize=256)
def shows_time(code: str) -> bool:
    """Whether a format of days shows the time of day too."""
    return any(part.kind == "time" and part.text[0] in "hH" for part in _parts(code))


def _sections(code: str) -> list[str]:
    sections: list[str] = []
    while code and len(sections) < 4:
        match = _SECTION.match(code)
        length = match.end() if match else 0
        sections.append(code[:length])
        code = code[length + 1 :]
    return sections


def _has_condition(section: str) -> bool:
    return any(match["other"] and match["other"].casefold() not in _COLOURS for match in _PARTS.finditer(section))


def _parts(section: str) -> list[_Part]:
    found = []
    for match in _PARTS.finditer(section):
        kind = str(match.lastgroup or "nothing")
        text = match[kind] if match.lastgroup else ""
        if kind in ("quoted", "escaped", "currency", "literal"):
            found.append(_Part("literal", text))
        elif kind == "blank":
            found.append(_Part("literal", " "))
        elif kind not in ("nothing", "other"):
            found.append(_Part(kind, text))
    return found


def _number(number: float, parts: Sequence[_Part]) -> str | None:
    """A number with its digits where the format has them."""
    value = Decimal(repr(number)) * 100 ** sum(part.kind == "percent" for part in parts)
    places = [part for part in parts if part.kind in ("digits", "fraction")]
    if places[-1].kind == "fraction":
        return _with_fraction(value, parts, whole=len(places) > 1)
    if len(places) > 1:
        return None
    return "".join(_digits(value, part.text) if part.kind == "digits" else _words(part) for part in parts).strip()


def _words(part: _Part) -> str:
    return "%" if part.kind == "percent" else part.text


def _digits(value: Decimal, pattern: str) -> str:
    scaled = len(pattern) - len(pattern.rstrip(","))
    whole, _, decimals = pattern.rstrip(",").partition(".")
    value /= 1000**scaled
    most = min(len(decimals), _MOST_DECIMALS)
    rounded = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    digits, _, rest = f"{rounded:f}".partition(".")
    least = whole.count("0")
    digits = digits.lstrip("0").rjust(least, "0")
    if "," in whole:
        digits = f"{int(digits or '0'):,}".rjust(least, "0") if digits else digits
    while rest and decimals[len(rest) - 1] in "#?" and rest.endswith("0"):
        rest = rest[:-1]
    point = "." if "." in pattern and (rest or decimals == "") else ""
    return f"{digits}{point}{rest}"


def _with_fraction(value: Decimal, parts: Sequence[_Part], whole: bool) -> str:
    """1 1/2, or 3/2 where the format has no place for whole numbers."""
    pattern = next(part.text for part in parts if part.kind == "fraction")
    below = pattern.partition("/")[2].strip()
    if below.isdecimal() and below.strip("0"):
        denominator = int(below)
        numerator = int((value * denominator).quantize(Decimal(1), ROUND_HALF_UP))
    else:
        nearest = Fraction(value).limit_denominator(10 ** min(len(below), 5) - 1)
        numerator, denominator = nearest.numerator, nearest.denominator
    integer, numerator = divmod(numerator, denominator) if whole else (0, numerator)
    fraction = f"{numerator}/{denominator}" if numerator or not whole else ""
    number = " ".join(filter(None, (str(integer) if integer or (whole and not fraction) else "", fraction)))
    literals = [part.text for part in parts if part.kind == "literal" and part.text.strip()]
    return " ".join((number, *literals))


def _time(number: float, parts: Sequence[_Part]) -> str | None:
    """A time of day, or hours that go on beyond 24; None for a day."""
    if any(part.kind == "literal" and part.text.lower() in "dy" for part in parts) or not 0 <= number < 100_000:
        return None
    elapsed = next((part.text for part in parts if part.kind == "elapsed"), "")
    if number >= 1 and not elapsed:
        return None
    seconds = round(number * 86_400)
    half = any(part.kind == "half" for part in parts)
    minutes_of_hour = seconds // 60 if elapsed[1:2] in ("m", "M") else seconds // 60 % 60
    hours = seconds // 3600
    values = {"h": (hours - 1) % 12 + 1 if half else hours, "m": minutes_of_hour, "s": seconds % 60}
    words = []
    for kind, text in parts:
        if kind in ("time", "elapsed"):
            letters = text.strip("[]").lower()
            words.append(str(values[letters[0]]).rjust(min(len(letters), 2), "0"))
        elif kind == "half":
            words.append("PM" if hours % 24 >= 12 else "AM")
        else:
            words.append(_words(_Part(kind, text)))
    return "".join(words).strip()
