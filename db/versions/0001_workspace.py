"""The workspace: instruments, casework, journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("size = length(content)", name="ck_size"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sha256"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "change_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("merge_key", sa.String(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("redoable", sa.Boolean(), nullable=False),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "cycle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint("trim(name) <> ''", name="ck_name"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "member_state",
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("regional_group", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_set_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_set_id"],
            ["change_set.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_change_change_set_id"), "change", ["change_set_id"], unique=False)
    op.create_index("ix_change_row", "change", ["table_name", "row_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state_code", sa.String(length=3), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("source_class", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("speaks_of", sa.String(), nullable=False),
        sa.Column("got_on", sa.Date(), nullable=True),
        sa.Column("reliability", sa.String(), nullable=False),
        sa.Column("excerpt", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.CheckConstraint("reliability IN ('high', 'medium', 'low', 'not judged')", name="ck_reliability"),
        sa.CheckConstraint(
            "source_class IN ('State', 'United Nations', 'regional body', 'civil society', 'academia', 'media')",
            name="ck_source_class",
        ),
        sa.CheckConstraint("trim(title) <> ''", name="ck_title"),
        sa.CheckConstraint(
            "type IN ('law text', 'official report', 'statistic', 'court case', 'academic study', 'media', 'civil society submission')",
            name="ck_type",
        ),
        sa.ForeignKeyConstraint(
            ["state_code"],
            ["member_state.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_evidence_state_code"), "evidence", ["state_code"], unique=False)
    op.create_table(
        "instrument",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String(), nullable=False),
        sa.Column("organ", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("session", sa.Integer(), nullable=True),
        sa.Column("agenda_item", sa.String(), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("meeting", sa.String(), nullable=True),
        sa.Column("report", sa.String(), nullable=True),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("provenance", sa.String(), nullable=False),
        sa.Column("corrections", sa.String(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["attachment.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("symbol"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_instrument_source_id"), "instrument", ["source_id"], unique=False)
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state_code", sa.String(length=3), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("quoted_text", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("in_force_on", sa.Date(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.CheckConstraint("status IN ('draft', 'adopted', 'in force', 'repealed')", name="ck_status"),
        sa.CheckConstraint("trim(title) <> ''", name="ck_title"),
        sa.CheckConstraint(
            "type IN ('legislation', 'regulation', 'strategy or action plan', 'programme', 'institution', 'agreement', 'budget', 'training', 'campaign', 'research')",
            name="ck_type",
        ),
        sa.ForeignKeyConstraint(
            ["state_code"],
            ["member_state.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_measure_state_code"), "measure", ["state_code"], unique=False)
    op.create_table(
        "evidence_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("replaced_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by"],
            ["evidence_file.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_evidence_file_attachment_id"), "evidence_file", ["attachment_id"], unique=False)
    op.create_index(op.f("ix_evidence_file_evidence_id"), "evidence_file", ["evidence_id"], unique=False)
    op.create_table(
        "evidence_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["measure.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("evidence_id", "measure_id", name="uq_evidence_measure"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_evidence_measure_measure_id"), "evidence_measure", ["measure_id"], unique=False)
    op.create_table(
        "footnote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_id"],
            ["instrument.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("instrument_id", "number", name="uq_footnote"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_footnote_instrument_id"), "footnote", ["instrument_id"], unique=False)
    op.create_table(
        "paragraph",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("opening", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("theme", sa.String(), nullable=True),
        sa.Column("to_member_states", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('preambular', 'operative', 'annex')", name="ck_kind"),
        sa.CheckConstraint("length(fingerprint) = 64", name="ck_fingerprint"),
        sa.ForeignKeyConstraint(
            ["instrument_id"],
            ["instrument.id"],
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["paragraph.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("instrument_id", "position", name="uq_paragraph_position"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_paragraph_instrument_id"), "paragraph", ["instrument_id"], unique=False)
    op.create_index(op.f("ix_paragraph_parent_id"), "paragraph", ["parent_id"], unique=False)
    op.create_table(
        "addressee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["paragraph.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("paragraph_id", "position", name="uq_addressee"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_addressee_paragraph_id"), "addressee", ["paragraph_id"], unique=False)
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state_code", sa.String(length=3), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("law", sa.String(), nullable=False),
        sa.Column("practice", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("overridden", sa.Boolean(), nullable=False),
        sa.Column("rationale", sa.String(), nullable=False),
        sa.Column("shortcomings", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("lead_authority", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("assistance", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.CheckConstraint(
            "law IN ('not assessed', 'not implemented', 'planned', 'partially implemented', 'largely implemented', 'fully implemented', 'not applicable')",
            name="ck_law",
        ),
        sa.CheckConstraint(
            "level IN ('not assessed', 'not implemented', 'planned', 'partially implemented', 'largely implemented', 'fully implemented', 'not applicable')",
            name="ck_level",
        ),
        sa.CheckConstraint(
            "practice IN ('not assessed', 'not implemented', 'planned', 'partially implemented', 'largely implemented', 'fully implemented', 'not applicable')",
            name="ck_practice",
        ),
        sa.CheckConstraint("stage IN ('draft', 'submitted', 'accepted', 'returned')", name="ck_stage"),
        sa.ForeignKeyConstraint(
            ["cycle_id"],
            ["cycle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["paragraph.id"],
        ),
        sa.ForeignKeyConstraint(
            ["state_code"],
            ["member_state.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("state_code", "cycle_id", "paragraph_id", name="uq_assessment"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_assessment_cycle_id"), "assessment", ["cycle_id"], unique=False)
    op.create_index("ix_assessment_due_on", "assessment", ["due_on"], unique=False)
    op.create_index(op.f("ix_assessment_paragraph_id"), "assessment", ["paragraph_id"], unique=False)
    op.create_table(
        "citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=True),
        sa.Column("footnote_id", sa.Integer(), nullable=True),
        sa.Column("symbol", sa.String(), nullable=False),
        sa.CheckConstraint("(paragraph_id IS NULL) <> (footnote_id IS NULL)", name="ck_one_source"),
        sa.ForeignKeyConstraint(
            ["footnote_id"],
            ["footnote.id"],
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["paragraph.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_citation_footnote_id"), "citation", ["footnote_id"], unique=False)
    op.create_index(op.f("ix_citation_paragraph_id"), "citation", ["paragraph_id"], unique=False)
    op.create_index(op.f("ix_citation_symbol"), "citation", ["symbol"], unique=False)
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state_code", sa.String(length=3), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("reply_to", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"],
            ["cycle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["paragraph.id"],
        ),
        sa.ForeignKeyConstraint(
            ["reply_to"],
            ["comment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["state_code"],
            ["member_state.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_comment_paragraph_id"), "comment", ["paragraph_id"], unique=False)
    op.create_table(
        "evidence_paragraph",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["paragraph.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("evidence_id", "paragraph_id", name="uq_evidence_paragraph"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_evidence_paragraph_paragraph_id"), "evidence_paragraph", ["paragraph_id"], unique=False)
    op.create_table(
        "lineage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=True),
        sa.Column("ancestor_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('verbatim', 'modified', 'merged', 'split', 'partial', 'new', 'dropped')", name="ck_kind"
        ),
        sa.ForeignKeyConstraint(
            ["ancestor_id"],
            ["paragraph.id"],
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["paragraph.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("paragraph_id", "ancestor_id", name="uq_lineage"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_lineage_ancestor_id"), "lineage", ["ancestor_id"], unique=False)
    op.create_index(op.f("ix_lineage_paragraph_id"), "lineage", ["paragraph_id"], unique=False)
    op.create_table(
        "mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.CheckConstraint('"offset" >= 0', name="ck_offset"),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["paragraph.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_mark_paragraph_id"), "mark", ["paragraph_id"], unique=False)
    op.create_table(
        "measure_paragraph",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["measure.id"],
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["paragraph.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("measure_id", "paragraph_id", name="uq_measure_paragraph"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_measure_paragraph_paragraph_id"), "measure_paragraph", ["paragraph_id"], unique=False)
