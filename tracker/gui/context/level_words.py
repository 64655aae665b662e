"""Levels and stages of review in words, on the scale chosen by the user."""

from tracker.domain.casework.assessments import FROM_BELOW, ParagraphRow, Stage
from tracker.domain.casework.levels import SCALES, TRACKER, Level
from tracker.gui.kit.i18n import tr

_scale = TRACKER


def choose_scale(name: str) -> None:
    """Set the scale in which levels are shown."""
    global _scale
    _scale = SCALES.get(name, TRACKER)


def scale_name() -> str:
    """The name of the scale in use."""
    return _scale.name


def level_word(level: Level) -> str:
    """A level in the words of the scale in use; on tracker's own scale, its short words."""
    shown = level.short if _scale is TRACKER else _scale.words[level] or level.short
    return tr(shown)


def inherited_words(row: ParagraphRow) -> str:
    """From where a paragraph inherits its level; "" if the level is its own."""
    if row.inherited_from == FROM_BELOW:
        return tr("lowest of its sub-paragraphs")
    return tr("assessed with paragraph {label}").format(label=row.inherited_from) if row.inherited_from else ""


def stage_word(stage: Stage) -> str:
    return tr("returned with a comment") if stage is Stage.RETURNED else tr(stage.value)
