"""What analysts record: assessments, measures, evidence, the links between them, comments."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from tracker.domain.casework.assessments import Assessment
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.measures import Measure
from tracker.store.tables.columns import AUTO, choices_of, declared, identity, to


class MemberStateTable(SQLModel, table=True):
    __tablename__ = "member_state"
    code: str = Field(primary_key=True, min_length=3, max_length=3)
    name: str = Field(unique=True)
    regional_group: str


class CycleTable(SQLModel, table=True):
    __tablename__ = "cycle"
    __table_args__ = (CheckConstraint("trim(name) <> ''", name="ck_name"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    starts_on: date | None = None
    ends_on: date | None = None


class AssessmentTable(declared(Assessment), table=True):  # type: ignore[call-arg, misc]
    """`level_by` and `level_at`: who gave the level as it stands, and when (UTC); the same for the stage of review.
    `submitted_by`: who submitted what is submitted or accepted."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("state_code", "cycle_id", "paragraph_id", name="uq_assessment"),
        Index("ix_assessment_due_on", "due_on"),
        Index("ix_assessment_stage", "stage"),
        *choices_of(Assessment),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = identity()
    state_code: str = to("member_state.code", index=False)
    cycle_id: int = to("cycle.id")
    paragraph_id: int = to("paragraph.id")
    overridden: bool = False
    fingerprint: str = ""
    level_by: str = ""
    level_at: datetime | None = None
    stage_by: str = ""
    stage_at: datetime | None = None
    submitted_by: str = ""


class MeasureTable(declared(Measure), table=True):  # type: ignore[call-arg, misc]
    __tablename__ = "measure"
    __table_args__ = (
        CheckConstraint("trim(title) <> ''", name="ck_title"),
        *choices_of(Measure),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = identity()
    state_code: str = to("member_state.code")


class EvidenceTable(declared(Evidence), table=True):  # type: ignore[call-arg, misc]
    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("trim(title) <> ''", name="ck_title"),
        *choices_of(Evidence),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = identity()
    state_code: str = to("member_state.code")


class ExcerptTable(SQLModel, table=True):
    """A quotation from a piece of evidence, with its page or article."""

    __tablename__ = "excerpt"
    __table_args__ = (AUTO,)
    id: int | None = Field(default=None, primary_key=True)
    uid: str = identity()
    evidence_id: int = to("evidence.id")
    position: int
    text: str
    place: str = ""


class MeasureParagraph(SQLModel, table=True):
    """A measure answers a paragraph; `note` says how. `state_code` is copied from the measure, so that the links of one
    State are found quickly even if all 193 have links to a paragraph."""

    __tablename__ = "measure_paragraph"
    __table_args__ = (
        UniqueConstraint("measure_id", "paragraph_id", name="uq_measure_paragraph"),
        Index("ix_measure_paragraph_of", "state_code", "paragraph_id", "measure_id"),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = identity()
    measure_id: int = to("measure.id", index=False)
    state_code: str
    paragraph_id: int = to("paragraph.id")
    note: str = ""


class EvidenceParagraph(SQLModel, table=True):
    """A piece of evidence supports the assessment of a paragraph; `note` says where in the source. `state_code` is
    copied from the evidence, as for measures."""

    __tablename__ = "evidence_paragraph"
    __table_args__ = (
        UniqueConstraint("evidence_id", "paragraph_id", name="uq_evidence_paragraph"),
        Index("ix_evidence_paragraph_of", "state_code", "paragraph_id", "evidence_id"),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = identity()
    evidence_id: int = to("evidence.id", index=False)
    state_code: str
    paragraph_id: int = to("paragraph.id")
    note: str = ""


class EvidenceMeasure(SQLModel, table=True):
    """A piece of evidence shows a measure; `note` says where in the source."""

    __tablename__ = "evidence_measure"
    __table_args__ = (UniqueConstraint("evidence_id", "measure_id", name="uq_evidence_measure"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    uid: str = identity()
    evidence_id: int = to("evidence.id", index=False)
    measure_id: int = to("measure.id")
    note: str = ""


class CommentTable(SQLModel, table=True):
    """A comment on a paragraph's assessment, or an answer to one. `stage` is the step of review it was made with, ""
    for none; `settled` closes a comment (not an answer)."""

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_of", "state_code", "cycle_id", "paragraph_id"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    uid: str = identity()
    state_code: str = to("member_state.code", index=False)
    cycle_id: int = to("cycle.id", index=False)
    paragraph_id: int = to("paragraph.id")
    reply_to: int | None = to("comment.id", index=False, nullable=True)
    who: str
    at: datetime
    text: str
    stage: str = ""
    settled: bool = False
