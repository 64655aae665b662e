"""Who submitted an assessment stays known when it is accepted: a workspace can require that they are two."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("assessment", sa.Column("submitted_by", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE assessment SET submitted_by = stage_by WHERE stage = 'submitted'")
    op.execute("""
        UPDATE assessment SET submitted_by = coalesce((
            SELECT s.who FROM change c JOIN change_set s ON s.id = c.change_set_id
            WHERE c.table_name = 'assessment' AND c.row_id = assessment.id AND s.undone_at IS NULL
              AND json_valid(c.after) AND json_extract(c.after, '$.stage') = 'submitted'
            ORDER BY c.id DESC LIMIT 1), '')
        WHERE stage = 'accepted'""")
