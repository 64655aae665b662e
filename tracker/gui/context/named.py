"""How paragraphs are named in a sentence."""

from collections.abc import Sequence

from tracker.domain.casework.assessments import ParagraphRow
from tracker.gui.kit.i18n import tr

_LISTED = 12
"""Most paragraphs that a sentence names."""


def names(rows: Sequence[ParagraphRow]) -> list[str]:
    """The labels of paragraphs, with their instruments if these differ."""
    same = len({row.symbol for row in rows}) == 1
    return [row.label if same else f"{row.symbol}: {row.label}" for row in rows]


def listed(named: Sequence[str]) -> str:
    """The names with commas between them; of many the first ones and how many more there are."""
    words = ", ".join(named[:_LISTED])
    more = len(named) - _LISTED
    return tr("{paragraphs} and %n more", "", more, paragraphs=words) if more > 0 else words


def about_paragraphs(rows: Sequence[ParagraphRow], one: str, several: str) -> str:
    """A sentence on the paragraphs that an editor was opened for, from the template for `one` or for `several`; "" for
    none."""
    if len(rows) == 1:
        return one.format(label=rows[0].label, symbol=rows[0].symbol)
    return several.format(paragraphs=listed(names(rows))) if rows else ""
