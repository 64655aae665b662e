"""The resolutions and decisions that a text cites, as symbols: "Commission on Narcotic Drugs resolution 62/8" is
CND/RES/62/8. The organ is the one named before "resolution"; "its resolution" is one of the organ last mentioned.
"""

import re
from collections.abc import Sequence

_PREFIX = {
    "General Assembly": "A",
    "Economic and Social Council": "E",
    "Human Rights Council": "A/HRC",
    "Commission on Narcotic Drugs": "CND",
    "Security Council": "S",
    "Statistical Commission": "StatCom",
    "Commission on Crime Prevention and Criminal Justice": "CCPCJ",
    "World Health Assembly": "WHA",
}
_SHORT = {
    "Assembly": "General Assembly",
    "Commission": "Commission on Narcotic Drugs",
    "Council": "Economic and Social Council",
}
_ORGAN = re.compile("|".join(map(re.escape, sorted(_PREFIX, key=len, reverse=True))))
_NAMED = rf"{_ORGAN.pattern}|Assembly|Commission|Council"
_HYPHENS = str.maketrans("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}", "---")
_IBID = re.compile(r"Ibid\.,?\s*")
_PLACE = re.compile(
    r"(?:See )?(vol\.|annex|No\.|chap\.|sect\.|paras?\.|part|Supplement|resolution|decision|article|pp?\.|\d{4})"
)
_LONGEST = 5_000  # characters of an expanded note: "Ibid." without a place would grow from note to note
_NUMBER = r"(?:S-|ES-)?\d{1,4}/\d{1,3}|\d{1,4} (?:[A-Z] )?\((?:\d{4}|[IVXLC]+)\)"
_DATE = r"\d{1,2} [A-Z][a-z]+ \d{4}"
_ITEM = rf"(?:{_NUMBER})(?: [A-Z](?:-[A-Z])?\b)?(?:,? (?:of|adopted on) {_DATE})?"
_CITED = re.compile(
    rf"(?:(?P<organ>{_NAMED}|its|their) )?(?P<kind>[Rr]esolution|[Dd]ecision)s? "
    rf"(?P<items>{_ITEM}(?:(?:, and |, | and ){_ITEM})*)"
)
_ONE = re.compile(_NUMBER)


def cited(text: str, organ: str) -> tuple[str, ...]:
    """Symbols of what `text` cites, each once, in order. `organ` adopted the instrument: a bare "resolution" is its
    own."""
    if "esolution" not in text and "ecision" not in text:  # most paragraphs
        return ()
    text = text.translate(_HYPHENS)
    symbols: dict[str, None] = {}
    for match in _CITED.finditer(text):
        body = _body(match["organ"], text[max(0, match.start() - 2000) : match.start()], organ)
        for number in _ONE.findall(re.sub(_DATE, "", match["items"])):
            symbols[f"{_PREFIX.get(body, 'A')}/{'RES' if match['kind'][0] in 'Rr' else 'DEC'}/{number}"] = None
    return tuple(symbols)


def without_ibid(notes: Sequence[str]) -> list[str]:
    """Each note with "Ibid." expanded: to the text of the note before it, up to the place that the note itself names.

    "United Nations, Treaty Series, vol. 976, No. 14152." and "Ibid., vol. 1019, No. 14956." stand for the same series,
    volume 1019 (United Nations Editorial Manual, footnotes: "ibid." refers to the note immediately before).
    """
    full: list[str] = []
    for note in notes:
        ibid = _IBID.match(note)
        full.append(_in_full(full[-1], note[ibid.end() :]) if ibid and full else note)
    return full


def _in_full(previous: str, rest: str) -> str:
    if not rest:
        return previous
    place = _PLACE.match(rest)
    source = previous.rstrip(".")
    if place:
        same = r"\d{4}" if place[1].isdigit() else re.escape(place[1])
        if old_place := re.search(rf",? (?:See )?{same}", source):
            source = source[: old_place.start()]
    full = f"{source}, {rest}"
    return full if len(full) <= _LONGEST else rest


def _body(named: str | None, before: str, organ: str) -> str:
    if named in ("its", "their"):
        mentioned = _ORGAN.findall(before)
        return mentioned[-1] if mentioned else organ
    if named is None:
        return organ
    return _SHORT.get(named, named)
