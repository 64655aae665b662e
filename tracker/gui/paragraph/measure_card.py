"""A measure as a card: its title, citation, type and status, and whether it has lapsed."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QWidget

from tracker.domain.casework.measures import Lapse, Measure, MeasureRow, lapse
from tracker.gui.kit.cards import Act, card
from tracker.gui.kit.i18n import day, tr
from tracker.gui.kit.widgets import label
from tracker.i18n import capital


def measure_card(row: MeasureRow, acts: Sequence[Act], note: QWidget) -> QFrame:
    """The card of a measure that answers a paragraph; `note` is the field that says how."""
    measure = row.measure
    since = measure.in_force_on or measure.adopted_on or measure.planned_on
    about = [
        capital(tr(measure.type.value)),
        f"{tr(measure.status.value)} {day(since)}".strip(),
        tr("answers {paragraphs}").format(paragraphs=tr("%n paragraph(s)", "", len(row.paragraphs))),
    ]
    warning = [label(lapsed, "warning", wrap=True)] if (lapsed := _lapsed(measure)) else []
    return card(measure.title, [measure.citation, " · ".join(about), *warning, note], acts)


def _lapsed(measure: Measure) -> str:
    """A warning that a measure has expired, was repealed, or is overdue; "" for none."""
    state = lapse(measure, date.today())
    if state is Lapse.EXPIRED:
        return tr("Expired {day}").format(day=day(measure.expires_on))
    if state is Lapse.LATE:
        return tr("Was planned for {day}").format(day=day(measure.planned_on))
    return tr("Repealed") if state is Lapse.REPEALED else ""
