"""The words of the window, through Qt's translation."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale

from tracker.domain.casework import FROM_BELOW, ParagraphRow, Stage
from tracker.domain.levels import Level


def tr(text: str) -> str:
    """`text` in the user's language."""
    return QCoreApplication.translate("tracker", text)


def count(number: int, one: str, many: str) -> str:
    """A number with its noun: count(2, "measure", "measures") is "2 measures"."""
    return f"{number:,} {tr(one if number == 1 else many)}"


def day(value: date | None) -> str:
    """A date as people write it: "30 June 2025"; "" for none."""
    return "" if value is None else f"{value.day} {QLocale().monthName(value.month)} {value.year}"


def level_word(level: Level) -> str:
    return tr(level.short)


def inherited_words(row: ParagraphRow) -> str:
    """Where a paragraph has its level from, when it is not its own."""
    if row.inherited_from == FROM_BELOW:
        return tr("lowest of its sub-paragraphs")
    return tr("assessed with paragraph {label}").format(label=row.inherited_from) if row.inherited_from else ""


def stage_word(stage: Stage) -> str:
    return tr("returned with a comment") if stage is Stage.RETURNED else tr(stage.value)
