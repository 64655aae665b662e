"""What is still to be done for each paragraph, and in which order."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import Enum, IntEnum
from itertools import groupby

from tracker.domain.casework.assessments import Assessment, MemberState, ParagraphRow
from tracker.domain.casework.levels import Level
from tracker.i18n import Message, tr

SOON = 90
"""A due date is near within this many days."""

_SHORT_OF_FULL = (Level.NOT_IMPLEMENTED, Level.PLANNED, Level.PARTIALLY, Level.LARGELY)


class Priority(IntEnum):
    """The order of the action plan: 1 comes first."""

    OVERDUE = 1
    SOON = 2
    NOT_IMPLEMENTED = 3
    UNDER_WAY = 4
    LARGELY = 5
    OTHER = 6

    @property
    def words(self) -> Message:
        """The rule as a label, after its number, by which it sorts."""
        return _RULES[self]


_RULES = {
    Priority.OVERDUE: tr("1 Overdue"),
    Priority.SOON: tr("2 Due within %n day(s)", "", SOON),
    Priority.NOT_IMPLEMENTED: tr("3 Not implemented"),
    Priority.UNDER_WAY: tr("4 Planned or partially implemented"),
    Priority.LARGELY: tr("5 Largely implemented"),
    Priority.OTHER: tr("6 Other"),
}


class Due(Enum):
    """A due date relative to the day of the workbook."""

    OVERDUE = tr("Overdue")
    SOON = tr("Due within %n day(s)", "", SOON)
    LATER = tr("Due later")
    UNDATED = tr("No due date")
    DONE = tr("Nothing due")


_BY_LEVEL = {
    Level.NOT_IMPLEMENTED: Priority.NOT_IMPLEMENTED,
    Level.PLANNED: Priority.UNDER_WAY,
    Level.PARTIALLY: Priority.UNDER_WAY,
    Level.LARGELY: Priority.LARGELY,
}


def asks_for_action(made: Assessment) -> bool:
    """Whether a paragraph belongs in the plan: its own level is below fully, or a next step, a due date or something
    missing is noted."""
    noted = made.shortcomings.strip() or made.next_step.strip() or made.due_on
    return made.level in _SHORT_OF_FULL or bool(noted)


def due(row: ParagraphRow, today: date) -> Due:
    assessment = row.assessment
    if assessment.level in (Level.FULLY, Level.NOT_APPLICABLE):
        return Due.DONE
    if assessment.due_on is None:
        return Due.UNDATED
    if row.overdue(today):
        return Due.OVERDUE
    return Due.SOON if assessment.due_on <= today + timedelta(days=SOON) else Due.LATER


def priority(row: ParagraphRow, today: date) -> Priority:
    """By due date first, then by level: the further from being implemented, the higher."""
    state = due(row, today)
    if state is Due.OVERDUE:
        return Priority.OVERDUE
    if state is Due.SOON:
        return Priority.SOON
    return _BY_LEVEL.get(row.assessment.level, Priority.OTHER)


Row = tuple[MemberState, ParagraphRow]


def in_order(rows: Iterable[Row], today: date) -> Iterator[Row]:
    """The paragraphs of the plan, State by State; by priority, then by due date, then in their given order."""
    for _, of_state in groupby(rows, key=lambda row: row[0].code):
        chosen = [row for row in of_state if asks_for_action(row[1].assessment)]
        yield from sorted(chosen, key=lambda row: (priority(row[1], today), row[1].assessment.due_on or date.max))
