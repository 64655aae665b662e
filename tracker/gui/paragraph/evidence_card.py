"""A piece of evidence as a card: type, source, period covered, excerpts, files, and the note of its link."""

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
    """The card of a piece of evidence. `note` is the field that says where in the source; `acts` are the actions."""
    evidence = row.evidence
    years = years_old(evidence, date.today())
    texts = (*map(_quoted, evidence.excerpts), evidence.citation, visible(evidence.link), _linked(row))
    files = [file_line(context, file) for file in row.files]
    return card(evidence.title, [*_about(evidence, years), *texts, *files, note], acts)


def _about(evidence: Evidence, years: int) -> list[str | QWidget]:
    facts = [capital(tr(evidence.type.value)), tr(evidence.source_class.value), evidence.publisher]
    if evidence.reliability is not Reliability.UNKNOWN:
        facts.append(tr("reliability {word}").format(word=tr(evidence.reliability.value)))
    obtained = tr("obtained {day}").format(day=day(evidence.got_on)) if evidence.got_on else ""
    covers = tr("speaks of {time}").format(time=evidence.speaks_of) if evidence.speaks_of else ""
    if not years:
        return [" · ".join(filter(None, facts)), " · ".join(filter(None, (covers, obtained)))]
    old = tr("{time}, {years} years old").format(time=covers, years=years)
    return [" · ".join(filter(None, (*facts, obtained))), label(old[:1].upper() + old[1:], "warning", wrap=True)]


def _linked(row: EvidenceRow) -> str:
    """What else the evidence is for, besides the open paragraph."""
    others, measures = len(row.paragraphs) - 1, len(row.measures)
    parts = []
    if others > 0:
        parts.append(tr("supports {paragraphs}").format(paragraphs=tr("%n other paragraph(s)", "", others)))
    if measures:
        parts.append(tr("shows {measures}").format(measures=tr("%n measure(s)", "", measures)))
    words = " · ".join(parts)
    return words[:1].upper() + words[1:]


def _quoted(excerpt: Excerpt) -> str:
    quote = f"“{excerpt.text}”" if excerpt.text else ""
    return f"{quote} ({excerpt.place})" if quote and excerpt.place else quote or excerpt.place
