"""The bytes of a file in parts of 2 MB, so that large files go in and out without being in memory whole."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_PART = 2 * 1024 * 1024


def upgrade() -> None:
    op.create_table(
        "attachment_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("attachment_id", "position", name="uq_attachment_part"),
        sqlite_autoincrement=True,
    )
    connection = op.get_bind()
    raw = connection.connection.dbapi_connection
    for (attachment_id,) in connection.execute(sa.text("SELECT id FROM attachment")).all():
        with raw.blobopen("attachment", "content", attachment_id, readonly=True) as content:
            position = 0
            while part := content.read(_PART):
                connection.execute(
                    sa.text("INSERT INTO attachment_part (attachment_id, position, content) VALUES (:id, :at, :part)"),
                    {"id": attachment_id, "at": position, "part": part},
                )
                position += 1
    _without_content()


def _without_content() -> None:
    """The table without its bytes. What points at its rows does so again once they are back, before the commit."""
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute("CREATE TEMPORARY TABLE held AS SELECT id, sha256, size FROM attachment")
    op.drop_table("attachment")
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sha256"),
        sqlite_autoincrement=True,
    )
    op.execute("INSERT INTO attachment SELECT id, sha256, size FROM held")
    op.execute("DROP TABLE temp.held")
