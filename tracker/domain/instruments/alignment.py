"""Matches the paragraphs of a new edition with those stored in a workspace, and tells what accepting it would do."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.instruments.instrument import Annex, Instrument, Paragraph
from tracker.domain.text.paragraph_numbers import roman


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph at its position in an instrument: `part` is "preambular", "operative" or "annex" ("annex II" if there
    are several). `above` is the index, in `rows()`, of the paragraph that it is a sub-paragraph of."""

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
    """A paragraph as stored in a workspace. `judged` are the fingerprints of the words that were assessed, one for each
    assessment of any State; `worked`: there is work of some State on it."""

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
    """An instrument as stored in a workspace: its corrections as text, the attachment that is its source file
    (`source_id`), where that came from, and its paragraphs."""

    id: int
    corrections: str
    source_id: int | None
    provenance: str
    rows: tuple[StoredRow, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What accepting an edition would do: how many paragraphs keep their words, have changed words, are new or gone;
    how many assessments become suspect; and `losses`, the gone paragraphs that have work on them, so that it is
    refused."""

    kept: int
    changed: int
    new: int
    gone: int
    suspect: int
    losses: tuple[str, ...] = ()


def rows(instrument: Instrument) -> list[Row]:
    """Every paragraph and sub-paragraph in reading order, with its position."""
    listed: list[Row] = []

    def add(part: str, above: int | None, paragraph: Paragraph) -> None:
        listed.append(Row(part, above, paragraph))
        index = len(listed) - 1
        for below in paragraph.paragraphs:
            add(part, index, below)

    parts = [("preambular", instrument.preamble), ("operative", instrument.operative)]
    named_annexes = zip(annex_names(instrument.annexes), instrument.annexes, strict=True)
    for part, paragraphs in (*parts, *((name, annex.paragraphs) for name, annex in named_annexes)):
        for paragraph in paragraphs:
            add(part, None, paragraph)
    return listed


def annex_names(annexes: Sequence[Annex]) -> list[str]:
    """Names that tell annexes apart: "annex I", "annex II", by the numbers in their titles, or by their order if these
    are missing or repeated; a single one is "annex"."""
    if len(annexes) < 2:
        return ["annex"] * len(annexes)
    matches = [_ANNEX.match(annex.title) for annex in annexes]
    numerals = [match[1].upper() if match else "" for match in matches]
    if not all(numerals) or len(set(numerals)) < len(numerals):
        numerals = [roman(number).upper() for number in range(1, len(annexes) + 1)]
    return [f"annex {numeral}" for numeral in numerals]


_ANNEX = re.compile(r"annex\s+([IVXLC]{1,6}|[A-Z]|\d{1,2})\b", re.IGNORECASE)


_KEYS: tuple[Callable[[Row | StoredRow], Hashable], ...] = (
    lambda row: (row.fingerprint, row.part, row.label),
    lambda row: (row.fingerprint, row.part),
    lambda row: row.fingerprint,
    lambda row: (row.part, row.label) if row.label else None,
)


def matched(stored: Sequence[StoredRow], new: Sequence[Row]) -> list[StoredRow | None]:
    """For each new paragraph, the stored one that it continues, or None: the one with the same words, else the same
    label, else the next one after the predecessor's match, in the same part."""
    matches: list[StoredRow | None] = [None] * len(new)
    taken: set[int] = set()
    for key in _KEYS:
        free: dict[Hashable, deque[StoredRow]] = defaultdict(deque)
        for row in stored:
            if row.id not in taken and key(row) is not None:
                free[key(row)].append(row)
        for number, new_row in enumerate(new):
            if matches[number] is None and free.get(key(new_row)):
                taken.add(_take(matches, number, free[key(new_row)].popleft()))
    following = dict(zip([None, *(row.id for row in stored)], stored, strict=False))
    before: int | None = None
    for number, new_row in enumerate(new):
        successor = following.get(before)
        if matches[number] is None and successor and successor.id not in taken and successor.part == new_row.part:
            taken.add(_take(matches, number, successor))
        match = matches[number]
        before = match.id if match else -1
    return matches


def _take(matches: list[StoredRow | None], index: int, row: StoredRow) -> int:
    matches[index] = row
    return row.id


def gone(stored: Sequence[StoredRow], matches: Sequence[StoredRow | None]) -> Iterator[StoredRow]:
    """The stored paragraphs that no new one matches."""
    matched_ids = {row.id for row in matches if row}
    return (row for row in stored if row.id not in matched_ids)


def effect(stored: Sequence[StoredRow], new: Sequence[Row]) -> Effect:
    """What replacing the `stored` paragraphs by `new` would do."""
    matches = matched(stored, new)
    pairs = [(row, new_row.fingerprint) for row, new_row in zip(matches, new, strict=True) if row]
    changed = [(row, fingerprint) for row, fingerprint in pairs if row.fingerprint != fingerprint]
    lost = [*gone(stored, matches)]
    return Effect(
        kept=len(pairs) - len(changed),
        changed=len(changed),
        new=len(new) - len(pairs),
        gone=len(lost),
        suspect=sum(judged == row.fingerprint for row, _ in changed for judged in row.judged),
        losses=tuple(row.where for row in lost if row.worked),
    )
