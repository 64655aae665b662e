"""What the user is told of a change besides what is seen of it."""

from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.change_sets import ChangeSet
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.i18n import tr


def drafts_again(change_set: ChangeSet) -> str:
    """What to say where changing an assessment took it back to draft; "" where nothing was."""
    if not change_set.touches("assessment"):
        return ""
    for row in change_set.rows:
        before, after = row.before or {}, row.after or {}
        settled = before.get("stage") in (Stage.ACCEPTED, Stage.SUBMITTED) and after.get("stage") == Stage.DRAFT
        if row.table == "assessment" and settled and {"level", "law", "practice", "rationale"} & after.keys():
            return tr("{label}. Submit again when it is done.").format(label=change_set.label)
    return ""


def elsewhere(change_set: ChangeSet, context: WorkContext) -> str:
    """Whose work was undone or done again, where it is that of another Member State than the one in scope."""
    codes = {(row.after or row.before or {}).get("state_code") for row in change_set.rows}
    others = [state.name for state in context.states if state.code in codes - {context.scope.state}]
    words = tr("{label}: this was in {state}.")
    return words.format(label=change_set.label, state=", ".join(others)) if others else ""
