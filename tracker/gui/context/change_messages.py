"""Messages about effects of a change that are not visible on the screen."""

from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.change_sets import ChangeSet
from tracker.gui.context.context import WorkContext
from tracker.gui.kit.i18n import tr


def is_step(change_set: ChangeSet) -> bool:
    """Whether assessments were submitted, accepted or returned."""
    stages = [(row.after or {}).get("stage") for row in change_set.rows if row.table == "assessment"]
    return any(stage not in (None, Stage.DRAFT) for stage in stages)


def returned_to_draft(change_set: ChangeSet) -> str:
    """The message that changing an assessment made it a draft again; "" if none became one."""
    if not change_set.touches("assessment"):
        return ""
    for row in change_set.rows:
        before, after = row.before or {}, row.after or {}
        settled = before.get("stage") in (Stage.ACCEPTED, Stage.SUBMITTED) and after.get("stage") == Stage.DRAFT
        if row.table == "assessment" and settled and {"level", "law", "practice", "rationale"} & after.keys():
            return tr("{label}. Submit again when it is done.").format(label=change_set.label)
    return ""


def in_another_state(change_set: ChangeSet, context: WorkContext) -> str:
    """The message that the change was undone or redone in another Member State than the one in scope; else ""."""
    codes = {(row.after or row.before or {}).get("state_code") for row in change_set.rows}
    others = [state.name for state in context.states if state.code in codes - {context.scope.state}]
    words = tr("{label}: this was in {state}.")
    return words.format(label=change_set.label, state=", ".join(others)) if others else ""
