"""Which paragraph of a new edition is which of the one a workspace holds, and what taking the new one in would do."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.instruments.instrument import Annex, Instrument, Paragraph
from tracker.domain.text.paragraph_numbers import roman


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of an instrument in its place: `part` is preambular, operative or annex; where there are several
    annexes, with which of them: "annex II". `above` is the number of the row that it stands below."""

    part: str
    above: int | None
    paragraph: Paragraph

    @property
    def label(self) -> str:
        return self.paragraph.label

    @property
    def fingerprint(self) -> str:
        return self.paragraph.fingerprint


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A paragraph as a workspace holds it. `judged` are the fingerprints that the assessments of all States remember;
    `worked` says that work of some State hangs on it."""

    id: int
    part: str
    label: str
    start: str
    fingerprint: str
    judged: tuple[str, ...] = ()
    worked: bool = False

    @property
    def where(self) -> str:
        return f"{self.part} {self.label or f'“{self.start}…”'}"


@dataclass(frozen=True, slots=True)
class StoredEdition:
    """An instrument as a workspace holds it: the corrections kept with it, as text, the attachment that is its source,
    where that came from, and its paragraphs."""

    id: int
    corrections: str
    source_id: int | None
    provenance: str
    rows: tuple[StoredRow, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What taking an edition in would do: how many paragraphs keep their words, have others, are new or gone; how many
    assessments become suspect; and which of the gone have work on them, so that it can't be done."""

    kept: int
    changed: int
    new: int
    gone: int
    suspect: int
    losses: tuple[str, ...] = ()


def rows(instrument: Instrument) -> list[Row]:
    """Every paragraph and sub-paragraph in reading order."""
    found: list[Row] = []

    def add(part: str, above: int | None, paragraph: Paragraph) -> None:
        found.append(Row(part, above, paragraph))
        place = len(found) - 1
        for below in paragraph.paragraphs:
            add(part, place, below)

    parts = [("preambular", instrument.preamble), ("operative", instrument.operative)]
    annexes = zip(annex_names(instrument.annexes), instrument.annexes, strict=True)
    for part, paragraphs in (*parts, *((name, annex.paragraphs) for name, annex in annexes)):
        for paragraph in paragraphs:
            add(part, None, paragraph)
    return found


def annex_names(annexes: Sequence[Annex]) -> list[str]:
    """What tells annexes apart, "annex I", "annex II", as their headings number them, else by their order; one alone
    is "annex"."""
    if len(annexes) < 2:
        return ["annex"] * len(annexes)
    said = [_ANNEX.match(annex.title) for annex in annexes]
    named = [found[1].upper() if found else "" for found in said]
    if not all(named) or len(set(named)) < len(named):
        named = [roman(number).upper() for number in range(1, len(annexes) + 1)]
    return [f"annex {name}" for name in named]


_ANNEX = re.compile(r"annex\s+([IVXLC]{1,6}|[A-Z]|\d{1,2})\b", re.IGNORECASE)


_KEYS: tuple[Callable[[Row | StoredRow], Hashable], ...] = (
    lambda row: (row.fingerprint, row.part, row.label),
    lambda row: (row.fingerprint, row.part),
    lambda row: row.fingerprint,
    lambda row: (row.part, row.label) if row.label else None,
)


def matched(held: Sequence[StoredRow], new: Sequence[Row]) -> list[StoredRow | None]:
    """For each new paragraph the held one that it is: the one with the same words; else the one with the same label;
    else the one in the same place, behind the same paragraph."""
    found: list[StoredRow | None] = [None] * len(new)
    taken: set[int] = set()
    for key in _KEYS:
        free: dict[Hashable, deque[StoredRow]] = defaultdict(deque)
        for row in held:
            if row.id not in taken and key(row) is not None:
                free[key(row)].append(row)
        for number, one in enumerate(new):
            if found[number] is None and free.get(key(one)):
                taken.add(_take(found, number, free[key(one)].popleft()))
    following = dict(zip([None, *(row.id for row in held)], held, strict=False))
    before: int | None = None
    for number, one in enumerate(new):
        beside = following.get(before)
        if found[number] is None and beside and beside.id not in taken and beside.part == one.part:
            taken.add(_take(found, number, beside))
        match = found[number]
        before = match.id if match else -1
    return found


def _take(found: list[StoredRow | None], number: int, row: StoredRow) -> int:
    found[number] = row
    return row.id


def gone(held: Sequence[StoredRow], matches: Sequence[StoredRow | None]) -> Iterator[StoredRow]:
    """The held paragraphs that no new one is."""
    left = {row.id for row in matches if row}
    return (row for row in held if row.id not in left)


def effect(held: Sequence[StoredRow], new: Sequence[Row]) -> Effect:
    """What taking `new` in would do to what is held."""
    matches = matched(held, new)
    pairs = [(row, one.fingerprint) for row, one in zip(matches, new, strict=True) if row]
    changed = [(row, words) for row, words in pairs if row.fingerprint != words]
    lost = [*gone(held, matches)]
    return Effect(
        kept=len(pairs) - len(changed),
        changed=len(changed),
        new=len(new) - len(pairs),
        gone=len(lost),
        suspect=sum(judged == row.fingerprint for row, _ in changed for judged in row.judged),
        losses=tuple(row.where for row in lost if row.worked),
    )
