"""The tables of the workspace file (DESIGN, "Words").

SQLModel classes with `table=True` do not validate: what a value may be is checked in `domain` and constrained here in
SQL. Rows get their numbers from AUTOINCREMENT, so that a number in history never means two rows. No cascades: the
journal sees only what goes through the session.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, TypeDecorator, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from tracker.domain.casework import Stage
from tracker.domain.evidence import EvidenceType, Reliability, SourceClass
from tracker.domain.levels import Level
from tracker.domain.measures import MeasureStatus, MeasureType

_AUTO: dict[str, Any] = {"sqlite_autoincrement": True}


def _one_of(column: str, words: Any) -> CheckConstraint:
    listed = ", ".join("'" + str(word.value).replace("'", "''") + "'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"ck_{column}")


def _to(target: str, index: bool = True, nullable: bool = False) -> Any:
    return Field(sa_column=Column(ForeignKey(target), nullable=nullable, index=index))


class Setting(SQLModel, table=True):
    """What the program keeps about the workspace itself: the user's name, the schema's maker, who has it open."""

    key: str = Field(primary_key=True)
    value: str


class MemberStateTable(SQLModel, table=True):
    __tablename__ = "member_state"
    code: str = Field(primary_key=True, min_length=3, max_length=3)
    name: str = Field(unique=True)
    regional_group: str


class CycleTable(SQLModel, table=True):
    __tablename__ = "cycle"
    __table_args__ = (CheckConstraint("trim(name) <> ''", name="ck_name"), _AUTO)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    starts_on: date | None = None
    ends_on: date | None = None


class InstrumentTable(SQLModel, table=True):
    """`source_id` is the attachment that holds the file as received; `corrections` are the user's, kept as JSON."""

    __tablename__ = "instrument"
    __table_args__ = (_AUTO,)
    id: int | None = Field(default=None, primary_key=True)
    symbol: str = Field(unique=True)
    organ: str
    title: str
    session: int | None = None
    agenda_item: str | None = None
    adopted_on: date | None = None
    meeting: str | None = None
    report: str | None = None
    format: str
    provenance: str = ""
    corrections: str = ""
    source_id: int | None = _to("attachment.id", nullable=True)


class ParagraphTable(SQLModel, table=True):
    __tablename__ = "paragraph"
    __table_args__ = (
        CheckConstraint("kind IN ('preambular', 'operative', 'annex')", name="ck_kind"),
        CheckConstraint("length(fingerprint) = 64", name="ck_fingerprint"),
        UniqueConstraint("instrument_id", "position", name="uq_paragraph_position"),
        _AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    instrument_id: int = _to("instrument.id")
    parent_id: int | None = _to("paragraph.id", nullable=True)
    position: int
    kind: str
    label: str
    opening: str
    text: str
    section: str | None = None
    theme: str | None = None
    to_member_states: bool
    fingerprint: str


class AddresseeTable(SQLModel, table=True):
    __tablename__ = "addressee"
    __table_args__ = (UniqueConstraint("paragraph_id", "position", name="uq_addressee"), _AUTO)
    id: int | None = Field(default=None, primary_key=True)
    paragraph_id: int = _to("paragraph.id")
    position: int
    name: str


class FootnoteTable(SQLModel, table=True):
    __tablename__ = "footnote"
    __table_args__ = (UniqueConstraint("instrument_id", "number", name="uq_footnote"), _AUTO)
    id: int | None = Field(default=None, primary_key=True)
    instrument_id: int = _to("instrument.id")
    number: int
    text: str


class MarkTable(SQLModel, table=True):
    __tablename__ = "mark"
    __table_args__ = (CheckConstraint('"offset" >= 0', name="ck_offset"), _AUTO)
    id: int | None = Field(default=None, primary_key=True)
    paragraph_id: int = _to("paragraph.id")
    number: int
    offset: int


class CitationTable(SQLModel, table=True):
    """A symbol cited by a paragraph or by a footnote, by one of them."""

    __tablename__ = "citation"
    __table_args__ = (
        CheckConstraint("(paragraph_id IS NULL) <> (footnote_id IS NULL)", name="ck_one_source"),
        _AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    paragraph_id: int | None = _to("paragraph.id", nullable=True)
    footnote_id: int | None = _to("footnote.id", nullable=True)
    symbol: str = Field(index=True)


class LineageTable(SQLModel, table=True):
    """Which older paragraph a paragraph comes from."""

    __tablename__ = "lineage"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('verbatim', 'modified', 'merged', 'split', 'partial', 'new', 'dropped')", name="ck_kind"
        ),
        UniqueConstraint("paragraph_id", "ancestor_id", name="uq_lineage"),
        _AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    paragraph_id: int | None = _to("paragraph.id", nullable=True)
    ancestor_id: int | None = _to("paragraph.id", nullable=True)
    kind: str
    note: str = ""


class AssessmentTable(SQLModel, table=True):
    """`level_by` and `level_at`: who gave the level as it stands, and when (UTC); the same for the stage of review."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("state_code", "cycle_id", "paragraph_id", name="uq_assessment"),
        _one_of("law", Level),
        _one_of("practice", Level),
        _one_of("level", Level),
        _one_of("stage", Stage),
        Index("ix_assessment_due_on", "due_on"),
        Index("ix_assessment_stage", "stage"),
        _AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    state_code: str = _to("member_state.code", index=False)
    cycle_id: int = _to("cycle.id")
    paragraph_id: int = _to("paragraph.id")
    law: str = Level.NOT_ASSESSED.value
    practice: str = Level.NOT_ASSESSED.value
    level: str = Level.NOT_ASSESSED.value
    overridden: bool = False
    rationale: str = ""
    shortcomings: str = ""
    next_step: str = ""
    lead_authority: str = ""
    due_on: date | None = None
    assistance: str = ""
    assistance_from: str = ""
    stage: str = Stage.DRAFT.value
    fingerprint: str = ""
    level_by: str = ""
    level_at: datetime | None = None
    stage_by: str = ""
    stage_at: datetime | None = None


class MeasureTable(SQLModel, table=True):
    __tablename__ = "measure"
    __table_args__ = (
        CheckConstraint("trim(title) <> ''", name="ck_title"),
        _one_of("type", MeasureType),
        _one_of("status", MeasureStatus),
        _AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    state_code: str = _to("member_state.code")
    title: str
    type: str
    status: str
    authority: str = ""
    act: str = ""
    article: str = ""
    quoted_text: str = ""
    description: str = ""
    link: str = ""
    adopted_on: date | None = None
    in_force_on: date | None = None
    planned_on: date | None = None
    expires_on: date | None = None


class EvidenceTable(SQLModel, table=True):
    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("trim(title) <> ''", name="ck_title"),
        _one_of("type", EvidenceType),
        _one_of("source_class", SourceClass),
        _one_of("reliability", Reliability),
        _AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    state_code: str = _to("member_state.code")
    title: str
    type: str
    source_class: str
    publisher: str = ""
    speaks_of: str = ""
    got_on: date | None = None
    reliability: str = Reliability.UNKNOWN.value
    citation: str = ""
    link: str = ""


class ExcerptTable(SQLModel, table=True):
    """Words of a piece of evidence, and the page or article where they stand in it."""

    __tablename__ = "excerpt"
    __table_args__ = (_AUTO,)
    id: int | None = Field(default=None, primary_key=True)
    evidence_id: int = _to("evidence.id")
    position: int
    text: str
    place: str = ""


class MeasureParagraph(SQLModel, table=True):
    """A measure answers a paragraph; `note`: how. `state_code` is the measure's: where 193 States have linked what is
    theirs to one paragraph, those of one are found at once."""

    __tablename__ = "measure_paragraph"
    __table_args__ = (
        UniqueConstraint("measure_id", "paragraph_id", name="uq_measure_paragraph"),
        Index("ix_measure_paragraph_of", "state_code", "paragraph_id", "measure_id"),
        _AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    measure_id: int = _to("measure.id", index=False)
    state_code: str
    paragraph_id: int = _to("paragraph.id")
    note: str = ""


class EvidenceParagraph(SQLModel, table=True):
    """A piece of evidence supports the assessment of a paragraph; `note`: where in the source. `state_code` is the
    evidence's, as with measures."""

    __tablename__ = "evidence_paragraph"
    __table_args__ = (
        UniqueConstraint("evidence_id", "paragraph_id", name="uq_evidence_paragraph"),
        Index("ix_evidence_paragraph_of", "state_code", "paragraph_id", "evidence_id"),
        _AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    evidence_id: int = _to("evidence.id", index=False)
    state_code: str
    paragraph_id: int = _to("paragraph.id")
    note: str = ""


class EvidenceMeasure(SQLModel, table=True):
    """A piece of evidence shows a measure; `note`: where in the source."""

    __tablename__ = "evidence_measure"
    __table_args__ = (UniqueConstraint("evidence_id", "measure_id", name="uq_evidence_measure"), _AUTO)
    id: int | None = Field(default=None, primary_key=True)
    evidence_id: int = _to("evidence.id", index=False)
    measure_id: int = _to("measure.id")
    note: str = ""


class AttachmentTable(SQLModel, table=True):
    """A file, its bytes stored once. Not journalled: what points at it is, and `tracker check` finds the rest."""

    __tablename__ = "attachment"
    __table_args__ = (_AUTO,)
    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True)
    size: int


class AttachmentPart(SQLModel, table=True):
    """A stretch of a file's bytes; together, by position, they are the file."""

    __tablename__ = "attachment_part"
    __table_args__ = (UniqueConstraint("attachment_id", "position", name="uq_attachment_part"), _AUTO)
    id: int | None = Field(default=None, primary_key=True)
    attachment_id: int = _to("attachment.id", index=False)
    position: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class AttachmentText(SQLModel, table=True):
    """That the words of an attachment are in the index for searching, or the `fault` that keeps them out."""

    __tablename__ = "attachment_text"
    attachment_id: int = Field(sa_column=Column(ForeignKey("attachment.id"), primary_key=True))
    fault: str = ""


class EvidenceFile(SQLModel, table=True):
    """A file of a piece of evidence under the name it came with; a newer revision has `replaced_by` pointing at it."""

    __tablename__ = "evidence_file"
    __table_args__ = (_AUTO,)
    id: int | None = Field(default=None, primary_key=True)
    evidence_id: int = _to("evidence.id")
    attachment_id: int = _to("attachment.id")
    name: str
    added_on: date | None = None
    replaced_by: int | None = _to("evidence_file.id", index=False, nullable=True)


class CommentTable(SQLModel, table=True):
    """A remark on a paragraph's assessment or an answer to one. `stage` is the step of review it came with, "" for
    none; `settled` says that nothing more is to be said (of a remark, not of an answer)."""

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_of", "state_code", "cycle_id", "paragraph_id"), _AUTO)
    id: int | None = Field(default=None, primary_key=True)
    state_code: str = _to("member_state.code", index=False)
    cycle_id: int = _to("cycle.id", index=False)
    paragraph_id: int = _to("paragraph.id")
    reply_to: int | None = _to("comment.id", index=False, nullable=True)
    who: str
    at: datetime
    text: str
    stage: str = ""
    settled: bool = False


class SavedViewTable(SQLModel, table=True):
    """Filters under a name. `screen` is the list they are of; `filters`: the choices and the words sought, as JSON."""

    __tablename__ = "saved_view"
    __table_args__ = (
        CheckConstraint("trim(name) <> ''", name="ck_name"),
        UniqueConstraint("screen", "name", name="uq_saved_view"),
        _AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    screen: str
    name: str
    filters: str


class ChangeSetTable(SQLModel, table=True):
    """`undone_at` is set while undone; `redoable` until something else was done after an undo. What made the workspace
    is not `undoable`. `merge_key` lets the keystrokes in one field be one change set. `state_code` is the Member State
    whose work it changed, "" for none."""

    __tablename__ = "change_set"
    __table_args__ = (
        Index("ix_change_set_state", "state_code", "id"),
        Index("ix_change_set_undone", "id", sqlite_where=text("undone_at IS NOT NULL")),
        _AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    label: str
    who: str
    at: datetime
    merge_key: str = ""
    undone_at: datetime | None = None
    redoable: bool = True
    undoable: bool = True
    state_code: str = ""


class ChangeTable(SQLModel, table=True):
    """One row before and after, as JSON; empty for none. `paragraph_id` is the paragraph that the row is about, so that
    a paragraph's history is found at once."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_row", "table_name", "row_id"),
        Index("ix_change_paragraph", "paragraph_id", "change_set_id"),
        _AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    change_set_id: int = _to("change_set.id")
    table_name: str
    row_id: int
    paragraph_id: int | None = None
    before: str = ""
    after: str = ""


JOURNALLED: tuple[type[SQLModel], ...] = (
    CycleTable,
    InstrumentTable,
    ParagraphTable,
    AddresseeTable,
    FootnoteTable,
    MarkTable,
    CitationTable,
    LineageTable,
    AssessmentTable,
    MeasureTable,
    EvidenceTable,
    ExcerptTable,
    MeasureParagraph,
    EvidenceParagraph,
    EvidenceMeasure,
    EvidenceFile,
    CommentTable,
    SavedViewTable,
)


def kind_of(column: Column[Any]) -> type:
    """The Python type of a column's values, also where SQLModel wraps the column's type in one of its own."""
    kind: Any = column.type
    plain: Any = kind.impl if isinstance(kind, TypeDecorator) else kind
    return plain.python_type
