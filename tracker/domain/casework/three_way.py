"""Three-way comparison of one field: the common base, the other side's value, and the value here."""

from enum import StrEnum


class Verdict(StrEnum):
    """How a value changed on the two sides."""

    UNCHANGED = "unchanged"
    THEIRS = "changed only there"
    OURS = "changed only here"
    SAME = "changed alike"
    CONFLICT = "conflict"


def compare(base: object, theirs: object, ours: object) -> Verdict:
    """The verdict on one field. A value that the other side left as it was never overrides what was changed here."""
    if theirs == base:
        return Verdict.UNCHANGED if ours == base else Verdict.OURS
    if theirs == ours:
        return Verdict.SAME
    return Verdict.THEIRS if ours == base else Verdict.CONFLICT
