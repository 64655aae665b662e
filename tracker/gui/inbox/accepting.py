"""Accept lines of the inbox: those that are submitted; the others are listed."""

from collections.abc import Sequence

from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.review import InboxRow
from tracker.gui.context.context import WorkContext
from tracker.gui.context.level_words import stage_word
from tracker.gui.context.step_words import step_words, with_reason
from tracker.operations import review


def accept_submitted(context: WorkContext, rows: Sequence[InboxRow]) -> str:
    """Accept the lines that are submitted, in one action. Returns what was done, and for which lines not and why; "" if
    it was refused, which `context.failed` tells."""
    ready = [row for row in rows if row.stage is Stage.SUBMITTED]
    if context.do(review.accept, ready) is None:
        return ""
    others = [
        with_reason(f"{row.state_name}, {row.symbol}: {row.label}", stage_word(row.stage))
        for row in rows
        if row.stage is not Stage.SUBMITTED
    ]
    return step_words(Stage.ACCEPTED, len(ready), others)
