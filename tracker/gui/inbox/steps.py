"""Steps of review for lines of the inbox: taken for those that are ready; the others are listed."""

from collections.abc import Sequence

from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.review import STEPS, InboxRow
from tracker.gui.context.context import WorkContext
from tracker.gui.context.level_words import stage_word
from tracker.gui.context.step_words import step_words, with_reason
from tracker.gui.kit.i18n import tr
from tracker.operations import review


def take(context: WorkContext, rows: Sequence[InboxRow], stage: Stage, comment: str = "") -> str:
    """Move the lines that can be to this stage, in one action. Returns what was done, and for which lines not and why;
    "" if it was refused, which `context.failed` tells."""
    barred = review.barred(context.workspace)
    reasons = [_why_not(row, stage, barred) for row in rows]
    ready = [row for row, why in zip(rows, reasons, strict=True) if not why]
    if ready and context.do(review.move_lines, ready, stage, comment) is None:
        return ""
    others = [
        with_reason(f"{row.state_name}, {row.symbol}: {row.label}", why)
        for row, why in zip(rows, reasons, strict=True)
        if why
    ]
    return step_words(stage, len(ready), others, sum(row.is_of(context.workspace.user) for row in ready))


def _why_not(row: InboxRow, stage: Stage, barred: str) -> str:
    if stage not in STEPS[row.stage]:
        return stage_word(row.stage)
    return tr("you submitted it") if stage is Stage.ACCEPTED and barred and row.is_of(barred) else ""
