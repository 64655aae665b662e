"""What an assessment rests on that has changed since it was accepted: its measures, evidence and links."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.casework.change_sets import RowChange
from tracker.domain.casework.evidence import EvidenceRow
from tracker.domain.casework.measures import MeasureRow
from tracker.domain.casework.registers import Register
from tracker.i18n import QT_TR_NOOP, Message, tr


@dataclass(frozen=True, slots=True)
class Later:
    """A change of a row that has not been undone, and when (UTC) it was made."""

    at: datetime
    change: RowChange


_CHANGED, _LINKED, _UNLINKED, _RENOTED = "changed", "linked", "unlinked", "renoted"
_WORDS = {
    (Register.MEASURE, _CHANGED): QT_TR_NOOP("measure “{title}” changed"),
    (Register.MEASURE, _LINKED): QT_TR_NOOP("measure “{title}” linked"),
    (Register.MEASURE, _UNLINKED): QT_TR_NOOP("measure “{title}” unlinked"),
    (Register.MEASURE, _RENOTED): QT_TR_NOOP("measure “{title}” has another note"),
    (Register.EVIDENCE, _CHANGED): QT_TR_NOOP("evidence “{title}” changed"),
    (Register.EVIDENCE, _LINKED): QT_TR_NOOP("evidence “{title}” linked"),
    (Register.EVIDENCE, _UNLINKED): QT_TR_NOOP("evidence “{title}” unlinked"),
    (Register.EVIDENCE, _RENOTED): QT_TR_NOOP("evidence “{title}” has another note"),
}


class Changes:
    """The changes made since the first assessment was accepted, indexed by what they concern. `measures` and `evidence`
    are the complete registers, by id."""

    def __init__(
        self, measures: Mapping[int, MeasureRow], evidence: Mapping[int, EvidenceRow], changes: Sequence[Later]
    ) -> None:
        self._measures, self._evidence = measures, evidence
        self._links: dict[int, list[Later]] = defaultdict(list)
        self._own: dict[tuple[Register, int], list[Later]] = defaultdict(list)
        self._gone: dict[tuple[Register, int], str] = {}
        self._rests: dict[int, dict[tuple[Register, int], None]] = defaultdict(dict)
        for change in changes:
            self._put(change)
        of_measure: dict[int, list[int]] = defaultdict(list)
        for piece in evidence.values():
            for link in piece.measures:
                of_measure[link.id].append(piece.id)
        for measure in measures.values():
            for paragraph in measure.paragraphs:
                shown_by = {(Register.EVIDENCE, row_id): None for row_id in of_measure[measure.id]}
                self._rests[paragraph.id] |= {(Register.MEASURE, measure.id): None} | shown_by
        for piece in evidence.values():
            for paragraph in piece.paragraphs:
                self._rests[paragraph.id][Register.EVIDENCE, piece.id] = None

    def _put(self, later: Later) -> None:
        change = later.change
        values = (change.before or {}) | (change.after or {})
        if change.table in ("measure_paragraph", "evidence_paragraph"):
            self._links[values["paragraph_id"]].append(later)
        elif change.table in ("measure", "evidence"):
            key = (Register(change.table), change.row_id)
            if change.after is None:
                self._gone[key] = str(values.get("title", ""))
            elif change.before is not None:  # a new row is reported through its link
                self._own[key].append(later)
        elif change.table == "evidence_measure":
            self._own[Register.MEASURE, values["measure_id"]].append(later)
        else:
            self._own[Register.EVIDENCE, values["evidence_id"]].append(later)

    def since(self, when: datetime, paragraph_id: int) -> list[Message]:
        """What the paragraph's assessment rests on that has changed after `when`, one message for each measure or
        evidence."""
        changed: dict[tuple[Register, int], str] = {}
        for changes in _by_row(when, self._links[paragraph_id]).values():
            register = Register(changes[0].table.removesuffix("_paragraph"))
            values = (changes[0].before or {}) | (changes[0].after or {})
            if _differs(changes):
                happened = _linked_or_not(changes[0].before is not None, changes[-1].after is not None)
                changed[register, values[f"{register}_id"]] = happened
        for key in self._rests[paragraph_id]:
            if key not in changed and any(
                _differs(row_changes) for row_changes in _by_row(when, self._own.get(key, ())).values()
            ):
                changed[key] = _CHANGED
        return [tr(_WORDS[key[0], happened], title=self._title(*key)) for key, happened in changed.items()]

    def _title(self, register: Register, row_id: int) -> str:
        if register is Register.MEASURE and (measure := self._measures.get(row_id)):
            return measure.measure.title
        if register is Register.EVIDENCE and (evidence := self._evidence.get(row_id)):
            return evidence.evidence.title
        return self._gone.get((register, row_id), "")


def _linked_or_not(was: bool, is_now: bool) -> str:
    if was and is_now:
        return _RENOTED
    return _UNLINKED if was else _LINKED


def _by_row(accepted_at: datetime, changes: Sequence[Later]) -> dict[tuple[object, ...], list[RowChange]]:
    """The changes made after `accepted_at`, grouped by row; a link that was removed and made again counts as one
    row."""
    by_row: dict[tuple[object, ...], list[RowChange]] = defaultdict(list)
    for later in changes:
        if later.at > accepted_at:
            change = later.change
            values = (change.before or {}) | (change.after or {})
            ends = tuple(values.get(f"{end}_id") for end in ("measure", "evidence", "paragraph"))
            is_link = change.table in ("measure_paragraph", "evidence_paragraph", "evidence_measure")
            by_row[(change.table, *ends) if is_link else (change.table, change.row_id)].append(change)
    return by_row


def _differs(changes: Sequence[RowChange]) -> bool:
    """Whether the net effect of all the changes leaves the row different."""
    if changes[0].before is None or changes[-1].after is None:
        return not (changes[0].before is None and changes[-1].after is None)
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for change in changes:
        before = (change.before or {}) | before
        after = after | (change.after or {})
    return any(before.get(name) != value for name, value in after.items() if name != "id")
