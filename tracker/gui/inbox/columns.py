"""The columns of the inbox."""

from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.review import InboxRow
from tracker.gui.context.level_words import level_word
from tracker.gui.kit.i18n import moment, tr
from tracker.gui.kit.table import Column
from tracker.i18n import QT_TR_NOOP, capital

COLUMNS: tuple[Column[InboxRow], ...] = (
    Column(QT_TR_NOOP("Waits because"), 120, lambda row: why(row)),
    Column(QT_TR_NOOP("Paragraph"), 150, lambda row: str(row.ref)),
    Column(QT_TR_NOOP("Member State"), 180, lambda row: row.state_name),
    Column(QT_TR_NOOP("Level"), 140, lambda row: level_word(row.level)),
    Column(QT_TR_NOOP("Last comment"), 220, lambda row: row.remark),
    Column(QT_TR_NOOP("By"), 110, lambda row: row.who),
    Column(QT_TR_NOOP("Since"), 150, lambda row: moment(row.at) if row.at else ""),
    Column(QT_TR_NOOP("Cycle"), 140, lambda row: row.cycle_name),
    Column(QT_TR_NOOP("Text"), 300, lambda row: row.text),
)


def why(row: InboxRow) -> str:
    """Why a line is in the inbox: its stage if it is submitted or returned, and whether it is suspect."""
    reasons = [tr(row.stage.value)] if row.stage in (Stage.SUBMITTED, Stage.RETURNED) else []
    return capital(", ".join([*reasons, *([tr("suspect")] if row.suspect else [])]))
