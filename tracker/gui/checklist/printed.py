"""The checklist on paper: the paragraphs that are listed, with level and remarks."""

from tracker.gui.checklist.model import ChecklistModel
from tracker.gui.checklist.remarks import remarks
from tracker.gui.context.level_words import level_word
from tracker.gui.kit.i18n import tr
from tracker.gui.kit.printed_table import MOST, Printed


def printed(model: ChecklistModel) -> Printed:
    rows = (model.row_at(line) for line in range(min(model.rowCount(), MOST)))
    return Printed(
        [tr("Paragraph"), tr("Text"), tr("Level"), tr("Remarks")],
        [12, 56, 14, 18],
        [
            [str(row.ref), row.text, level_word(row.standing), "; ".join(remark.words for remark in remarks(row))]
            for row in rows
        ],
    )
