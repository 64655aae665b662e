"""A piece of evidence as a card: what it is, what time it speaks of, its words, its files, where in it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QWidget

from tracker.domain.casework.evidence import Evidence, EvidenceRow, Excerpt, Reliability, years_old
from tracker.domain.text.filenames import visible
from tracker.gui.context.context import WorkContext
from tracker.gui.files.file_line import file_line
from tracker.gui.kit.cards import Act, card
from tracker.gui.kit.i18n import day, tr
from tracker.gui.kit.widgets import label
from tracker.i18n import capital


def evidence_card(context: WorkContext, row: EvidenceRow, note: QWidget, acts: Sequence[Act]) -> QFrame:
    """`note` says where in the source; `acts` is what can be done with the whole."""
    found = row.evidence
    years = years_old(found, date.today())
    words = (*map(_quoted, found.excerpts), found.citation, visible(found.link), _linked(row))
    files = [file_line(context, file) for file in row.files]
    return card(found.title, [*_about(found, years), *words, *files, note], acts)


def _about(found: Evidence, years: int) -> list[str | QWidget]:
    what = [capital(tr(found.type.value)), tr(found.source_class.value), found.publisher]
    if found.reliability is not Reliability.UNKNOWN:
        what.append(tr("reliability {word}").format(word=tr(found.reliability.value)))
    got = tr("obtained {day}").format(day=day(found.got_on)) if found.got_on else ""
    time = tr("speaks of {time}").format(time=found.speaks_of) if found.speaks_of else ""
    if not years:
        return [" · ".join(filter(None, what)), " · ".join(filter(None, (time, got)))]
    old = tr("{time}, {years} years old").format(time=time, years=years)
    return [" · ".join(filter(None, (*what, got))), label(old[:1].upper() + old[1:], "warning", wrap=True)]


def _linked(row: EvidenceRow) -> str:
    """What else it is evidence for than the paragraph that is shown."""
    others, measures = len(row.paragraphs) - 1, len(row.measures)
    said = []
    if others > 0:
        said.append(tr("supports {paragraphs}").format(paragraphs=tr("%n other paragraph(s)", "", others)))
    if measures:
        said.append(tr("shows {measures}").format(measures=tr("%n measure(s)", "", measures)))
    words = " · ".join(said)
    return words[:1].upper() + words[1:]


def _quoted(one: Excerpt) -> str:
    words = f"“{one.text}”" if one.text else ""
    return f"{words} ({one.place})" if words and one.place else words or one.place
