"""Paragraphs of several annexes are told apart: "annex II 4".

Until now all were of one annex without a name. Where their numbers begin again, another annex begins; it gets the Roman
numeral of its order, which a better edition of the text replaces by that of its heading.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def upgrade() -> None:
    op.add_column("paragraph", sa.Column("annex", sa.String(), nullable=False, server_default=""))
    connection = op.get_bind()
    instruments = connection.execute(sa.text("SELECT DISTINCT instrument_id FROM paragraph WHERE kind = 'annex'"))
    for (instrument_id,) in instruments.all():
        rows = connection.execute(
            sa.text(
                "SELECT id, parent_id, label FROM paragraph WHERE instrument_id = :id AND kind = 'annex'"
                " ORDER BY position"
            ),
            {"id": instrument_id},
        ).all()
        annex_of = _annexes(rows)
        if len(set(annex_of.values())) > 1:
            named = [{"id": row_id, "annex": _name(number)} for row_id, number in annex_of.items()]
            connection.execute(sa.text("UPDATE paragraph SET annex = :annex WHERE id = :id"), named)


def _annexes(rows: list[tuple[int, int | None, str]]) -> dict[int, int]:
    """Which annex, from 0, each paragraph is of."""
    found: dict[int, int] = {}
    annex, before = 0, 0
    for row_id, parent_id, label in rows:
        if parent_id is None and label.isdecimal():
            annex += int(label) <= before
            before = int(label)
        found[row_id] = found.get(parent_id or 0, annex)
    return found


def _name(number: int) -> str:
    return _NUMERALS[number] if number < len(_NUMERALS) else str(number + 1)
