"""The hidden columns of a workbook that comes back: keys, fingerprints and values as sent."""

from tracker.domain.matrix import Matrix
from tracker.excel.columns import Column


def key_columns(matrix: Matrix) -> list[Column]:
    """Hidden: what a returned row is about, the words it was asked about, and each open value as it was sent."""
    word = matrix.scale.words
    return [
        Column(
            "Key",
            10,
            lambda row: "|".join((row.state.code, matrix.cycle, row.paragraph.symbol, row.paragraph.label)),
            hidden=True,
        ),
        Column("Fingerprint", 10, lambda row: row.paragraph.fingerprint, hidden=True),
        Column("Level as sent", 10, lambda row: word[row.paragraph.assessment.level], hidden=True),
        *(_as_sent(name, heading) for name, heading in _OPEN_TEXTS),
        Column("Due date as sent", 10, lambda row: row.paragraph.assessment.due_on, "date", hidden=True),
    ]


_OPEN_TEXTS = (
    ("rationale", "Rationale as sent"),
    ("shortcomings", "What is missing as sent"),
    ("next_step", "Next step as sent"),
    ("lead_authority", "Lead authority as sent"),
)


def _as_sent(name: str, heading: str) -> Column:
    return Column(heading, 10, lambda row: getattr(row.paragraph.assessment, name), hidden=True)
