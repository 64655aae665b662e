"""What the inbox says of each assessment that waits."""

from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.review import InboxRow
from tracker.domain.instruments.paragraph_ref import ParagraphRef
from tracker.gui.context.level_words import level_word
from tracker.gui.kit.i18n import moment, tr
from tracker.gui.kit.table import Column

COLUMNS: tuple[Column[InboxRow], ...] = (
    Column("Waits because", 120, lambda row: why(row)),
    Column("Paragraph", 150, lambda row: str(ParagraphRef(row.symbol, row.label))),
    Column("Member State", 180, lambda row: row.state_name),
    Column("Level", 140, lambda row: level_word(row.level)),
    Column("Last comment", 220, lambda row: row.remark),
    Column("By", 110, lambda row: row.who),
    Column("Since", 150, lambda row: moment(row.at) if row.at else ""),
    Column("Cycle", 140, lambda row: row.cycle_name),
    Column("Text", 300, lambda row: row.text),
)


def why(row: InboxRow) -> str:
    """Why a line is in the inbox: its stage, where that waits for someone, and whether it is suspect."""
    waits = [tr(row.stage.value)] if row.stage in (Stage.SUBMITTED, Stage.RETURNED) else []
    return ", ".join([*waits, *([tr("suspect")] if row.suspect else [])]).capitalize()
