"""Review Comments: the comments on each paragraph, with the answers."""

from collections.abc import Iterator

from tracker.domain.casework.assessments import MemberState, ParagraphRow
from tracker.domain.casework.review import Comment
from tracker.domain.reports.workbook import Sheet, WorkbookContent
from tracker.excel.columns.work import comment_columns
from tracker.excel.sheets.levels import colour_levels
from tracker.excel.sheets.table import Around, write_table
from tracker.excel.write_context import WriteContext
from tracker.i18n import tr


def write(draft: WriteContext) -> None:
    columns = comment_columns(draft.shown)
    nothing = tr("Nobody has commented on these paragraphs in this cycle.")
    table = write_table(draft, Sheet.COMMENTS, columns, threads(draft.shown), around=Around(nothing=nothing))
    colour_levels(table.sheet, draft.shown.scale, table.area("Level"))


def threads(shown: WorkbookContent) -> Iterator[tuple[MemberState, ParagraphRow, Comment]]:
    """Each comment followed by the answers to it, paragraph by paragraph."""
    for state, row in shown.checklist:
        comments = shown.beside.comments.get((state.code, row.id), ())
        for comment in comments:
            if comment.reply_to is None:
                yield state, row, comment
                yield from ((state, row, answer) for answer in comments if answer.reply_to == comment.id)
