"""What was sent to be filled in is kept: workbooks for return, and each of their rows as it was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "sent_workbook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False, server_default=""),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("scale", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sent_workbook_uid", "sent_workbook", ["uid"], unique=True)
    op.create_table(
        "sent_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sent_workbook_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("locked", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["sent_workbook_id"], ["sent_workbook.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sent_workbook_id", "key", name="uq_sent_row"),
        sqlite_autoincrement=True,
    )
