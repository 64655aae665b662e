"""The columns of the sheets about remaining work: Action Plan, Gaps, Review Comments and Changes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tracker.domain.casework.assessments import ParagraphRow, Stage
from tracker.domain.casework.change_sets import Changed
from tracker.domain.casework.review import Comment
from tracker.domain.reports.action_plan import due, priority
from tracker.domain.reports.gaps import Lack, Lacking
from tracker.domain.reports.workbook import WorkbookContent
from tracker.excel.columns import Column, day, listed, opening, spacious
from tracker.excel.columns.matrix import STATE_HEADING
from tracker.excel.words import level_words
from tracker.i18n import capital, tr

_SHORT = 100  # characters by which a paragraph is identified


def _several(matrix: WorkbookContent, state: Callable[[Any], str], symbol: Callable[[Any], str]) -> list[Column]:
    """Columns for the Member State and the instrument, if there are several."""
    return [
        *([Column(STATE_HEADING, 14, state)] if matrix.several[0] else []),
        *([Column(tr("Instrument"), 12, symbol)] if matrix.several[1] else []),
    ]


def action_columns(matrix: WorkbookContent) -> list[Column]:
    """Columns for rows of (Member State, ParagraphRow). In the short edition a row is a line or two."""
    today, word, short = matrix.made_on, level_words(matrix.scale), matrix.short
    detail = [
        Column(tr("Status"), 13, lambda row: str(due(row[1], today).value)),
        *spacious([Column(tr("Technical assistance"), 22, lambda row: row[1].assessment.assistance)]),
    ]
    missing = Column(tr("What is missing"), 30, lambda row: row[1].assessment.shortcomings)
    return [
        Column(tr("Priority"), 18, lambda row: str(priority(row[1], today).words), "strong"),
        *_several(matrix, lambda row: row[0].name, lambda row: row[1].symbol),
        Column(tr("Paragraph"), 8.5, lambda row: row[1].label, "label"),
        Column(
            tr("About"), 46 if short else 40, lambda row: opening(row[1].text) if short else _shortened(row[1].text)
        ),
        Column(tr("Level"), 18 if short else 11, lambda row: word[row[1].assessment.level], "level"),
        *([] if short else [missing]),
        Column(tr("Next step"), 30, lambda row: row[1].assessment.next_step),
        Column(tr("Lead authority"), 18, lambda row: row[1].assessment.lead_authority),
        Column(tr("Due date"), 11, lambda row: row[1].assessment.due_on, "date"),
        *([] if short else detail),
    ]


def gap_columns(matrix: WorkbookContent) -> list[Column]:
    """Columns for rows of (Member State, Lacking)."""

    def said(what: Callable[[Lack], object]) -> Callable[[tuple[object, Lacking]], str]:
        return lambda row: listed(dict.fromkeys(str(what(lack)) for lack in row[1].lacks))

    return [
        *_several(matrix, lambda row: row[0].name, lambda row: row[1].paragraph.symbol if row[1].paragraph else ""),
        Column(tr("Paragraph"), 8.5, lambda row: row[1].paragraph.label if row[1].paragraph else "", "label"),
        Column(tr("About"), 40, lambda row: _shortened(str(row[1].about))),
        Column(tr("Gap"), 22, said(lambda lack: lack.gap), "strong"),
        Column(tr("Finding"), 40, said(lambda lack: lack.so)),
        Column(tr("What to do"), 46, said(lambda lack: lack.to_do)),
        Column(tr("Lead authority"), 16, _authority),
        *spacious([Column(tr("Why it matters"), 40, said(lambda lack: lack.why))]),
    ]


def comment_columns(matrix: WorkbookContent) -> list[Column]:
    """Columns for rows of (Member State, ParagraphRow, Comment)."""
    word = level_words(matrix.scale)
    return [
        *_several(matrix, lambda row: row[0].name, lambda row: row[1].symbol),
        Column(tr("Paragraph"), 8.5, lambda row: row[1].label, "label"),
        Column(tr("About"), 40, lambda row: _shortened(row[1].text)),
        Column(tr("Level"), 11, lambda row: word[row[1].standing], "level"),
        Column(tr("Review stage"), 16, lambda row: _stage(row[1])),
        Column(tr("When"), 15, lambda row: _moment(row[2].at), "moment"),
        Column(tr("Who"), 16, lambda row: row[2].who),
        Column(tr("Kind"), 13, lambda row: _kind(row[2].stage, row[2].reply_to)),
        Column(tr("Comment"), 60, lambda row: row[2].text),
        Column(tr("Settled"), 10, lambda row: _settled(row[2])),
    ]


def change_columns(matrix: WorkbookContent) -> list[Column]:
    """Columns for rows of (Member State, Changed)."""
    return [
        Column(tr("When"), 15, lambda row: _moment(row[1].at), "moment"),
        Column(tr("Who"), 16, lambda row: row[1].who),
        *([Column(STATE_HEADING, 14, lambda row: row[0].name)] if matrix.several[0] else []),
        Column(tr("Kind"), 13, lambda row: str(tr(row[1].kind))),
        Column(tr("About"), 40, lambda row: capital(str(row[1].about)), "strong"),
        Column(tr("Field"), 16, lambda row: _field(row[1])),
        Column(tr("Before"), 48, lambda row: str(row[1].before)),
        Column(tr("After"), 48, lambda row: str(row[1].after)),
    ]


def _authority(row: tuple[object, Lacking]) -> str:
    return row[1].paragraph.assessment.lead_authority if row[1].paragraph else ""


def _shortened(words: str) -> str:
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1].rstrip()}…"


def _stage(row: ParagraphRow) -> str:
    """The stage of review, and who set it when."""
    assessment = row.assessment
    if not row.assessed:
        return ""
    stage = capital(str(tr(assessment.stage.value)))
    if not (assessment.stage_by and assessment.stage_at):
        return stage
    return str(tr("{stage} by {name}, {day}", stage=stage, name=assessment.stage_by, day=day(assessment.stage_at)))


def _kind(stage: str, reply_to: int | None) -> str:
    """Whether it is a comment, an answer, or belongs to a stage of review."""
    if stage:
        return capital(str(tr(Stage(stage).value)))
    return str(tr("Answer") if reply_to else tr("Comment"))


def _settled(comment: Comment) -> str:
    if comment.reply_to:
        return ""
    return str(tr("Settled") if comment.settled else tr("Open"))


def _field(changed: Changed) -> str:
    """The label of the field that changed; for a whole row, whether it was added or removed."""
    if changed.field:
        return str(tr(changed.field))
    return str(tr("Removed") if changed.before else tr("Added"))


def _moment(at: datetime) -> datetime:
    """A time as local clocks show it, without time zone: Excel has none."""
    return at.astimezone().replace(tzinfo=None, microsecond=0)
