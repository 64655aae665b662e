"""Saved views, filters under a name; and which files have been read for searching.

The index for searching is derived from the tables: the program makes it, when it is not there."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("screen", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("filters", sa.String(), nullable=False),
        sa.CheckConstraint("trim(name) <> ''", name="ck_name"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("screen", "name", name="uq_saved_view"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "attachment_text",
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"]),
        sa.PrimaryKeyConstraint("attachment_id"),
    )
