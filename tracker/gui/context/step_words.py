"""What is said of a step of review: for how many it was taken, and for which not and why."""

from collections.abc import Sequence

from tracker.domain.casework.assessments import Stage
from tracker.gui.context.named import listed
from tracker.gui.kit.i18n import tr


def step_words(stage: Stage, taken: int, refused: Sequence[str], own: int = 0) -> str:
    """The step to `stage` was taken for this number of paragraphs, and not for those `refused` (`with_reason`); of what
    was accepted, the user had submitted `own`."""
    said = [_taken(stage, taken)] if taken else []
    if refused:
        said.append(_not_taken(stage).format(paragraphs=listed(refused)))
    if own and stage is Stage.ACCEPTED:
        said.append(own_words(own, taken))
    return " ".join(said)


def own_words(own: int, accepted: int) -> str:
    """That the user had submitted what was accepted just now, or so many of it."""
    if own == accepted:
        return tr("You had submitted it yourself.") if own == 1 else tr("You had submitted all of them yourself.")
    return tr("You had submitted %n of them yourself.", "", own)


def with_reason(paragraph: str, why: object) -> str:
    """A paragraph with the reason why something was not done for it."""
    return tr("{paragraph} ({why})").format(paragraph=paragraph, why=why)


def _taken(stage: Stage, number: int) -> str:
    return {
        Stage.SUBMITTED: tr("Submitted %n paragraph(s).", "", number),
        Stage.ACCEPTED: tr("Accepted %n paragraph(s).", "", number),
        Stage.RETURNED: tr("Returned %n paragraph(s).", "", number),
        Stage.DRAFT: tr("%n paragraph(s) back to draft.", "", number),
    }[stage]


def _not_taken(stage: Stage) -> str:
    return {
        Stage.SUBMITTED: tr("Not submitted: {paragraphs}."),
        Stage.ACCEPTED: tr("Not accepted: {paragraphs}."),
        Stage.RETURNED: tr("Not returned: {paragraphs}."),
        Stage.DRAFT: tr("Not back to draft: {paragraphs}."),
    }[stage]
