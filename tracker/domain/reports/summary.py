"""The state of the work: numbered paragraphs by level, by theme, addressee, instrument, Member State and group."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.domain.casework.assessments import MemberState, ParagraphRow
from tracker.domain.casework.levels import Level
from tracker.i18n import QT_TR_NOOP

NO_THEME = QT_TR_NOOP("No theme")

Tally = dict[str, Counter[Level]]
"""Numbers of paragraphs by name and level."""


def _tally() -> Tally:
    return defaultdict(Counter)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of numbered paragraphs (without sub-paragraphs) by the level that counts for them. Only those that ask
    something of Member States are counted; `addressees` counts all, under each of their addressees."""

    whole: Counter[Level] = field(default_factory=Counter)
    themes: Tally = field(default_factory=_tally)
    addressees: Tally = field(default_factory=_tally)
    instruments: Tally = field(default_factory=_tally)
    states: Tally = field(default_factory=_tally)
    groups: Tally = field(default_factory=_tally)


def summarise(rows: Iterable[tuple[MemberState, ParagraphRow]]) -> Summary:
    """Count the paragraphs in one pass."""
    summary = Summary()
    for state, paragraph in rows:
        if paragraph.parent_id is not None:
            continue
        level = paragraph.standing
        for name in dict.fromkeys(paragraph.addressees):
            summary.addressees[name][level] += 1
        if paragraph.to_member_states:
            summary.whole[level] += 1
            summary.themes[paragraph.theme or NO_THEME][level] += 1
            summary.instruments[paragraph.symbol][level] += 1
            summary.states[state.name][level] += 1
            summary.groups[state.group][level] += 1
    return summary


def assessed(levels: Counter[Level]) -> int:
    return levels.total() - levels[Level.NOT_ASSESSED]
