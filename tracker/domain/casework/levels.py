"""Levels of implementation and the scales that show them.

One crosswalk serves every scale: it says how a level is *shown*; what is stored is always the tracker's own level.
Sources of the wording: FATF, "Methodology for assessing technical compliance" (C, LC, PC, NC, NA); UNCAC review
mechanism, self-assessment checklist (yes / yes, in part / no); UPR mid-term reports (implemented / in progress / not
implemented); tables of correspondence for EU acts (full / partial / not transposed / not relevant).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.text.text import seen
from tracker.i18n import QT_TR_NOOP


class Level(StrEnum):
    """How far a paragraph is implemented; in the order of the keys 0 to 6."""

    NOT_ASSESSED = QT_TR_NOOP("not assessed")
    NOT_IMPLEMENTED = QT_TR_NOOP("not implemented")
    PLANNED = QT_TR_NOOP("planned")
    PARTIALLY = QT_TR_NOOP("partially implemented")
    LARGELY = QT_TR_NOOP("largely implemented")
    FULLY = QT_TR_NOOP("fully implemented")
    NOT_APPLICABLE = QT_TR_NOOP("not applicable")

    @property
    def code(self) -> str:
        return _CODES[self]

    @property
    def colours(self) -> tuple[str, str]:
        """Background and text colour of the level's chip as RRGGBB. They run from orange to blue, which the
        colour-blind can tell apart; the contrast is 4.5 : 1 or more. Colour never carries the meaning alone."""
        return _COLOURS[self]

    @property
    def short(self) -> str:
        """Its name on a chip."""
        return _SHORT[self]


_CODES = dict(zip(Level, ("–", "NI", "PL", "PI", "LI", "FI", "NA"), strict=True))
_NOT_IMPLEMENTED, _PLANNED = QT_TR_NOOP("Not implemented"), QT_TR_NOOP("Planned")
_FULLY, _NOT_APPLICABLE = QT_TR_NOOP("Fully implemented"), QT_TR_NOOP("Not applicable")
_PARTIALLY, _LARGELY = QT_TR_NOOP("Partially"), QT_TR_NOOP("Largely")
_SHORT = dict(
    zip(
        Level,
        (QT_TR_NOOP("Not assessed"), _NOT_IMPLEMENTED, _PLANNED, _PARTIALLY, _LARGELY, _FULLY, _NOT_APPLICABLE),
        strict=True,
    )
)
_COLOURS = dict(
    zip(
        Level,
        (
            ("FFFFFF", "5B6470"),
            ("C4523B", "FFFFFF"),
            ("E9A15B", "3A2205"),
            ("F2D479", "3D3104"),
            ("8CC0C7", "0F3338"),
            ("2F7F9E", "FFFFFF"),
            ("D5D9DF", "3F4751"),
        ),
        strict=True,
    )
)
_RANK = {
    Level.NOT_IMPLEMENTED: 0,
    Level.PLANNED: 1,
    Level.PARTIALLY: 2,
    Level.LARGELY: 3,
    Level.FULLY: 4,
}


def overall(law: Level, practice: Level) -> Level:
    """The level that follows from law and practice: the lower of the two; while one is not known, the other."""
    return lowest((law, practice))


def lowest(levels: Sequence[Level]) -> Level:
    """The lowest of the levels that measure implementation; if none does, "not applicable" if present, else "not
    assessed"."""
    ranked = [level for level in levels if level in _RANK]
    if ranked:
        return min(ranked, key=_RANK.__getitem__)
    return Level.NOT_APPLICABLE if Level.NOT_APPLICABLE in levels else Level.NOT_ASSESSED


def above(one: Level, other: Level) -> bool:
    """Whether both levels measure implementation, and `one` is the higher."""
    return one in _RANK and other in _RANK and _RANK[one] > _RANK[other]


@dataclass(frozen=True, slots=True)
class Scale:
    """A named way to show levels: `words[level]` in a cell, `codes[level]` where a cell has room for letters only."""

    name: str
    title: str
    words: dict[Level, str]
    codes: dict[Level, str]


def _scale(name: str, title: str, words: Iterable[str], codes: Iterable[str]) -> Scale:
    return Scale(name, title, dict(zip(Level, words, strict=True)), dict(zip(Level, codes, strict=True)))


TRACKER = _scale(
    "tracker",
    QT_TR_NOOP("tracker levels"),
    (
        QT_TR_NOOP("Not assessed"),
        _NOT_IMPLEMENTED,
        _PLANNED,
        QT_TR_NOOP("Partially implemented"),
        QT_TR_NOOP("Largely implemented"),
        _FULLY,
        _NOT_APPLICABLE,
    ),
    _CODES.values(),
)
_NO, _PARTLY, _YES = QT_TR_NOOP("No"), QT_TR_NOOP("Yes, in part"), QT_TR_NOOP("Yes")
_IN_PROGRESS, _IMPLEMENTED = QT_TR_NOOP("In progress"), QT_TR_NOOP("Implemented")
_NOT_TRANSPOSED, _PARTIAL, _FULL = QT_TR_NOOP("Not transposed"), QT_TR_NOOP("Partial"), QT_TR_NOOP("Full")
SCALES = {
    scale.name: scale
    for scale in (
        TRACKER,
        _scale(
            "UNCAC",
            QT_TR_NOOP("UNCAC self-assessment"),
            ("", _NO, _NO, _PARTLY, _PARTLY, _YES, _NOT_APPLICABLE),
            ("–", "N", "N", "P", "P", "Y", "NA"),
        ),
        _scale(
            "FATF",
            QT_TR_NOOP("FATF technical compliance"),
            ("", "NC", "NC", "PC", "LC", "C", "NA"),
            ("–", "NC", "NC", "PC", "LC", "C", "NA"),
        ),
        _scale(
            "UPR",
            QT_TR_NOOP("UPR follow-up"),
            ("", _NOT_IMPLEMENTED, _IN_PROGRESS, _IN_PROGRESS, _IN_PROGRESS, _IMPLEMENTED, _NOT_APPLICABLE),
            ("–", "NI", "IP", "IP", "IP", "I", "NA"),
        ),
        _scale(
            "EU",
            QT_TR_NOOP("EU transposition"),
            ("", _NOT_TRANSPOSED, _NOT_TRANSPOSED, _PARTIAL, _PARTIAL, _FULL, QT_TR_NOOP("Not relevant")),
            ("–", "NT", "NT", "P", "P", "F", "NR"),
        ),
    )
}
"""All scales by name. Codes are those of the procedures, and not translated."""


def level_of(scale: Scale, word: str) -> Level | None:
    """The level that a word of a scale stands for; None if the scale has no such word. If several levels share it, as
    in "Yes, in part": "partially" if that is among them, else the lowest."""
    wanted = " ".join(seen(word).split()).casefold()
    levels = [level for level in Level if scale.words[level].casefold() == wanted]
    if not levels and scale is TRACKER:  # the legend's codes and the window's short names are accepted too
        levels = [level for level in Level if wanted in (level.code.casefold(), level.short.casefold())]
    return Level.PARTIALLY if Level.PARTIALLY in levels else next(iter(levels), None)


def as_shown(scale: Scale, level: Level) -> Level:
    """The level that is read back from a cell that shows `level` on a scale."""
    return level_of(scale, scale.words[level]) or Level.NOT_ASSESSED
