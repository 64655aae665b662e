"""Three values of one field: what both sides began with, what the other side has, what is here."""

from enum import StrEnum


class Verdict(StrEnum):
    """What became of a value on both sides."""

    UNCHANGED = "unchanged"
    THEIRS = "changed only there"
    OURS = "changed only here"
    ALIKE = "changed alike"
    CONFLICT = "conflict"


def compare(base: object, theirs: object, ours: object) -> Verdict:
    """A value that nobody touched there never takes away what was done here meanwhile."""
    if theirs == base:
        return Verdict.UNCHANGED if ours == base else Verdict.OURS
    if theirs == ours:
        return Verdict.ALIKE
    return Verdict.THEIRS if ours == base else Verdict.CONFLICT
