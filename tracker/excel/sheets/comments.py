"""Review Comments: what was said of each paragraph, with the answers."""

from collections.abc import Iterator

from tracker.domain.casework import MemberState, ParagraphRow
from tracker.domain.matrix import Matrix, Sheet
from tracker.domain.review import Comment
from tracker.excel.columns.work import comment_columns
from tracker.excel.draft import Draft
from tracker.excel.sheets.levels import colour_levels
from tracker.excel.sheets.table import area, write_table


def write(draft: Draft) -> None:
    columns = comment_columns(draft.shown)
    nothing = "Nobody has commented on these paragraphs in this cycle."
    sheet = write_table(draft, Sheet.COMMENTS, columns, threads(draft.shown), nothing=nothing)
    colour_levels(sheet, draft.shown.scale, area(sheet, columns, "Level"))


def threads(shown: Matrix) -> Iterator[tuple[MemberState, ParagraphRow, Comment]]:
    """Each comment, then the answers to it, paragraph by paragraph."""
    for state, row in shown.checklist:
        said = shown.beside.comments.get((state.code, row.id), ())
        for one in said:
            if one.reply_to is None:
                yield state, row, one
                yield from ((state, row, answer) for answer in said if answer.reply_to == one.id)
