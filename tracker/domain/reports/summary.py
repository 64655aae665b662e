"""How far the work has come: numbered paragraphs by level, summed up by what they are about and whose they are."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.domain.casework.assessments import MemberState, ParagraphRow
from tracker.domain.casework.levels import Level
from tracker.i18n import QT_TR_NOOP

NO_THEME = QT_TR_NOOP("No theme")

Tally = dict[str, Counter[Level]]
"""Numbers of paragraphs by level, under each name."""


def _tally() -> Tally:
    return defaultdict(Counter)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counted are numbered paragraphs, each at the level where it stands, that ask something of Member States; by
    addressee all of them, one with several addressees under each."""

    whole: Counter[Level] = field(default_factory=Counter)
    themes: Tally = field(default_factory=_tally)
    addressees: Tally = field(default_factory=_tally)
    instruments: Tally = field(default_factory=_tally)
    states: Tally = field(default_factory=_tally)
    groups: Tally = field(default_factory=_tally)


def summarise(rows: Iterable[tuple[MemberState, ParagraphRow]]) -> Summary:
    """Count in one pass."""
    made = Summary()
    for state, paragraph in rows:
        if paragraph.parent_id is not None:
            continue
        level = paragraph.standing
        for name in dict.fromkeys(paragraph.addressees):
            made.addressees[name][level] += 1
        if paragraph.to_member_states:
            made.whole[level] += 1
            made.themes[paragraph.theme or NO_THEME][level] += 1
            made.instruments[paragraph.symbol][level] += 1
            made.states[state.name][level] += 1
            made.groups[state.group][level] += 1
    return made


def assessed(levels: Counter[Level]) -> int:
    return levels.total() - levels[Level.NOT_ASSESSED]
