"""Casework in depth: several excerpts, citations, from whom assistance is needed, settled remarks, a history that knows
the paragraph and the Member State."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("assessment", sa.Column("assistance_from", sa.String(), nullable=False, server_default=""))
    for step in ("level", "stage"):
        op.add_column("assessment", sa.Column(f"{step}_by", sa.String(), nullable=False, server_default=""))
        op.add_column("assessment", sa.Column(f"{step}_at", sa.DateTime(), nullable=True))
    op.create_index("ix_assessment_stage", "assessment", ["stage"])
    op.add_column("comment", sa.Column("stage", sa.String(), nullable=False, server_default=""))
    op.add_column("comment", sa.Column("settled", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_comment_of", "comment", ["state_code", "cycle_id", "paragraph_id"])
    op.add_column("evidence_file", sa.Column("added_on", sa.Date(), nullable=True))
    _excerpts()
    _links()
    _history()


def _excerpts() -> None:
    op.create_table(
        "excerpt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_excerpt_evidence_id", "excerpt", ["evidence_id"])
    op.add_column("evidence", sa.Column("citation", sa.String(), nullable=False, server_default=""))
    op.execute(
        "INSERT INTO excerpt (evidence_id, position, text, place)"
        " SELECT id, 0, excerpt, place FROM evidence WHERE excerpt <> '' OR place <> ''"
    )
    op.drop_column("evidence", "excerpt")
    op.drop_column("evidence", "place")
    # What was recorded of evidence has columns that are gone: it is shown, and not undone any more.
    op.execute(
        "UPDATE change_set SET undoable = 0, redoable = 0 WHERE id <="
        " (SELECT coalesce(max(change_set_id), 0) FROM change WHERE table_name = 'evidence')"
    )


def _links() -> None:
    for kind in ("measure", "evidence"):
        links = f"{kind}_paragraph"
        op.add_column(links, sa.Column("state_code", sa.String(), nullable=False, server_default=""))
        op.execute(f"UPDATE {links} SET state_code = (SELECT state_code FROM {kind} WHERE id = {kind}_id)")
        op.create_index(f"ix_{links}_of", links, ["state_code", "paragraph_id", f"{kind}_id"])


def _history() -> None:
    op.add_column("change_set", sa.Column("state_code", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_change_set_state", "change_set", ["state_code", "id"])
    op.create_index("ix_change_set_undone", "change_set", ["id"], sqlite_where=sa.text("undone_at IS NOT NULL"))
    op.add_column("change", sa.Column("paragraph_id", sa.Integer(), nullable=True))
    op.create_index("ix_change_paragraph", "change", ["paragraph_id", "change_set_id"])
    values = "coalesce(nullif(after, ''), before)"
    op.execute(f"UPDATE change SET paragraph_id = json_extract({values}, '$.paragraph_id')")
    op.execute("UPDATE change SET paragraph_id = row_id WHERE table_name = 'paragraph'")
    found = f"""coalesce(
        json_extract({values}, '$.state_code'),
        (SELECT state_code FROM measure WHERE id = json_extract({values}, '$.measure_id')),
        (SELECT state_code FROM evidence WHERE id = json_extract({values}, '$.evidence_id')))"""
    op.execute(
        f"UPDATE change_set SET state_code = coalesce((SELECT max({found}) FROM change"
        " WHERE change_set_id = change_set.id), '')"
    )
