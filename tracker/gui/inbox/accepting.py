"""Accept lines of the inbox: those that are submitted and that the user may accept; the others are listed."""

from collections.abc import Sequence

from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.review import InboxRow
from tracker.gui.context.context import WorkContext
from tracker.gui.context.level_words import stage_word
from tracker.gui.context.step_words import own_words, step_words, with_reason
from tracker.gui.kit.i18n import tr
from tracker.operations import review


def accept_submitted(context: WorkContext, rows: Sequence[InboxRow]) -> str:
    """Accept the lines that can be, in one action. Returns what was done, and for which lines not and why; "" if it was
    refused, which `context.failed` tells."""
    barred = review.barred(context.workspace)
    reasons = [_why_not(row, barred) for row in rows]
    ready = [row for row, why in zip(rows, reasons, strict=True) if not why]
    if ready and context.do(review.accept, ready) is None:
        return ""
    others = [
        with_reason(f"{row.state_name}, {row.symbol}: {row.label}", why)
        for row, why in zip(rows, reasons, strict=True)
        if why
    ]
    own = sum(row.is_of(context.workspace.user) for row in ready)
    return " ".join(filter(None, (step_words(Stage.ACCEPTED, len(ready), others), own_words(own, len(ready)))))


def _why_not(row: InboxRow, barred: str) -> str:
    if row.stage is not Stage.SUBMITTED:
        return stage_word(row.stage)
    return tr("you submitted it") if barred and row.is_of(barred) else ""
