"""Review Comments: what was said of each paragraph, with the answers."""

from collections.abc import Iterator

from tracker.domain.matrix import Matrix, MatrixRow, Sheet
from tracker.domain.review import Comment
from tracker.excel.columns.work import comment_columns
from tracker.excel.draft import Draft
from tracker.excel.sheets.levels import colour_levels
from tracker.excel.sheets.table import area_of, write_table


def write(draft: Draft) -> None:
    columns, rows = comment_columns(draft.shown), list(_threads(draft.shown))
    nothing = "Nobody has commented on these paragraphs in this cycle."
    sheet = write_table(draft, Sheet.COMMENTS, columns, rows, nothing=nothing)
    colour_levels(sheet, draft.shown.scale, area_of(columns, "Level", len(rows)))


def _threads(shown: Matrix) -> Iterator[tuple[MatrixRow, Comment]]:
    """Each comment, then the answers to it, paragraph by paragraph."""
    for row in shown.rows:
        said = shown.beside.comments.get((row.state.code, row.paragraph.id), ())
        for one in said:
            if one.reply_to is None:
                yield row, one
                yield from ((row, answer) for answer in said if answer.reply_to == one.id)
