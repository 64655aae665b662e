"""The columns of the sheets that say what is left to do: Action Plan, Gaps, Review Comments and Changes."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from tracker.domain.casework.assessments import ParagraphRow, Stage
from tracker.domain.reports.action_plan import due, priority
from tracker.domain.reports.gaps import Lack
from tracker.domain.reports.workbook import WorkbookContent
from tracker.excel.columns import Column, capital

_SHORT = 160  # characters of a paragraph that is only named


def _several(matrix: WorkbookContent, state: Callable[[Any], str], symbol: Callable[[Any], str]) -> list[Column]:
    """Whose row it is and of which instrument, where there are several."""
    return [
        *([Column("Member State", 14, state)] if matrix.several[0] else []),
        *([Column("Instrument", 12, symbol)] if matrix.several[1] else []),
    ]


def action_columns(matrix: WorkbookContent) -> list[Column]:
    """A row is (Member State, ParagraphRow)."""
    today, word = matrix.made_on, matrix.scale.words
    return [
        Column("Priority", 14, lambda row: priority(row[1], today).value, "strong"),
        *_several(matrix, lambda row: row[0].name, lambda row: row[1].symbol),
        Column("Paragraph", 9.5, lambda row: row[1].label, "label"),
        Column("About", 40, lambda row: _shortened(row[1].text)),
        Column("Level", 13, lambda row: word[row[1].assessment.level], "level"),
        Column("What is missing", 30, lambda row: row[1].assessment.shortcomings),
        Column("Next step", 30, lambda row: row[1].assessment.next_step),
        Column("Lead authority", 18, lambda row: row[1].assessment.lead_authority),
        Column("Due date", 11, lambda row: row[1].assessment.due_on, "date"),
        Column("Status", 14, lambda row: due(row[1], today).value),
        Column("Technical assistance", 22, lambda row: row[1].assessment.assistance),
    ]


def gap_columns(matrix: WorkbookContent) -> list[Column]:
    """A row is (Member State, Lack)."""
    return [
        *_several(matrix, lambda row: row[0].name, lambda row: row[1].paragraph.symbol if row[1].paragraph else ""),
        Column("Paragraph", 9.5, lambda row: row[1].paragraph.label if row[1].paragraph else "", "label"),
        Column("About", 40, lambda row: _shortened(row[1].about)),
        Column("Gap", 22, lambda row: row[1].gap, "strong"),
        Column("Finding", 36, lambda row: row[1].so),
        Column("Why it matters", 36, lambda row: row[1].why),
        Column("What to do", 36, lambda row: row[1].to_do),
        Column("Lead authority", 18, _authority),
    ]


def comment_columns(matrix: WorkbookContent) -> list[Column]:
    """A row is (Member State, ParagraphRow, Comment)."""
    word = matrix.scale.words
    return [
        *_several(matrix, lambda row: row[0].name, lambda row: row[1].symbol),
        Column("Paragraph", 9.5, lambda row: row[1].label, "label"),
        Column("About", 40, lambda row: _shortened(row[1].text)),
        Column("Level", 13, lambda row: word[row[1].standing], "level"),
        Column("Review stage", 16, lambda row: _stage(row[1])),
        Column("When", 15, lambda row: _moment(row[2].at), "moment"),
        Column("Who", 16, lambda row: row[2].who),
        Column("Kind", 13, lambda row: _kind(row[2].stage, row[2].reply_to)),
        Column("Comment", 60, lambda row: row[2].text),
        Column("Settled", 10, lambda row: "" if row[2].reply_to else "Settled" if row[2].settled else "Open"),
    ]


def change_columns(matrix: WorkbookContent) -> list[Column]:
    """A row is (Member State, Changed)."""
    return [
        Column("When", 15, lambda row: _moment(row[1].at), "moment"),
        Column("Who", 16, lambda row: row[1].who),
        *([Column("Member State", 14, lambda row: row[0].name)] if matrix.several[0] else []),
        Column("Kind", 13, lambda row: row[1].kind),
        Column("About", 40, lambda row: capital(row[1].about), "strong"),
        Column("Field", 16, lambda row: row[1].field or ("Removed" if row[1].before else "Added")),
        Column("Before", 48, lambda row: row[1].before),
        Column("After", 48, lambda row: row[1].after),
    ]


def _authority(row: tuple[object, Lack]) -> str:
    return row[1].paragraph.assessment.lead_authority if row[1].paragraph else ""


def _shortened(words: str) -> str:
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1].rstrip()}…"


def _stage(row: ParagraphRow) -> str:
    """Where the assessment stands in review, and who took it there."""
    made = row.assessment
    if not row.assessed:
        return ""
    stage = made.stage.value.capitalize()
    return f"{stage} by {made.stage_by}, {_day(made.stage_at)}" if made.stage_by and made.stage_at else stage


def _kind(stage: str, reply_to: int | None) -> str:
    """Whether it is a comment, an answer, or what came with a step of review."""
    return Stage(stage).value.capitalize() if stage else "Answer" if reply_to else "Comment"


def _moment(at: datetime) -> datetime:
    """A moment as clocks show it where the workbook is made; Excel knows no time zones."""
    return at.astimezone().replace(tzinfo=None, microsecond=0)


def _day(at: datetime) -> date:
    return at.astimezone().date()
