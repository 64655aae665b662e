"""The words of the window, through Qt's translation."""

from datetime import date
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QLocale

from tracker.domain.casework import Stage
from tracker.domain.levels import Level


def tr(text: str) -> str:
    """`text` in the user's language."""
    return QCoreApplication.translate("tracker", text)


def count(number: int, one: str, many: str) -> str:
    """A number with its noun: count(2, "measure", "measures") is "2 measures"."""
    return f"{number:,} {tr(one if number == 1 else many)}"


@lru_cache(maxsize=10_000)
def day(value: date | None) -> str:
    """A date as people write it: "30 June 2025"; "" for none."""
    return "" if value is None else f"{value.day} {QLocale().monthName(value.month)} {value.year}"


def short(words: str, most: int = 60) -> str:
    """`words` on one line, with … where they are longer than `most`."""
    line = " ".join(words[: 2 * most].split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def level_word(level: Level) -> str:
    return tr(level.short)


def stage_word(stage: Stage) -> str:
    return tr("returned with a comment") if stage is Stage.RETURNED else tr(stage.value)
