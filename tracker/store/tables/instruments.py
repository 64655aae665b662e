"""Instruments, their paragraphs, and the tables that belong to these."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from tracker.store.tables.columns import AUTO, to


class InstrumentTable(SQLModel, table=True):
    """`source_id` is the attachment with the file as received; `corrections` are the user's, as JSON."""

    __tablename__ = "instrument"
    __table_args__ = (AUTO,)
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
    source_id: int | None = to("attachment.id", nullable=True)


class ParagraphTable(SQLModel, table=True):
    __tablename__ = "paragraph"
    __table_args__ = (
        CheckConstraint("kind IN ('preambular', 'operative', 'annex')", name="ck_kind"),
        CheckConstraint("length(fingerprint) = 64", name="ck_fingerprint"),
        UniqueConstraint("instrument_id", "position", name="uq_paragraph_position"),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    instrument_id: int = to("instrument.id")
    parent_id: int | None = to("paragraph.id", nullable=True)
    position: int
    kind: str
    annex: str = ""
    label: str
    opening: str
    text: str
    section: str | None = None
    theme: str | None = None
    to_member_states: bool
    fingerprint: str


class AddresseeTable(SQLModel, table=True):
    __tablename__ = "addressee"
    __table_args__ = (UniqueConstraint("paragraph_id", "position", name="uq_addressee"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    paragraph_id: int = to("paragraph.id")
    position: int
    name: str


class FootnoteTable(SQLModel, table=True):
    __tablename__ = "footnote"
    __table_args__ = (UniqueConstraint("instrument_id", "number", name="uq_footnote"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    instrument_id: int = to("instrument.id")
    number: int
    text: str


class MarkTable(SQLModel, table=True):
    __tablename__ = "mark"
    __table_args__ = (CheckConstraint('"offset" >= 0', name="ck_offset"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    paragraph_id: int = to("paragraph.id")
    number: int
    offset: int


class CitationTable(SQLModel, table=True):
    """A symbol cited by either a paragraph or a footnote."""

    __tablename__ = "citation"
    __table_args__ = (
        CheckConstraint("(paragraph_id IS NULL) <> (footnote_id IS NULL)", name="ck_one_source"),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    paragraph_id: int | None = to("paragraph.id", nullable=True)
    footnote_id: int | None = to("footnote.id", nullable=True)
    symbol: str = Field(index=True)


class LineageTable(SQLModel, table=True):
    """The older paragraph from which a paragraph is derived."""

    __tablename__ = "lineage"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('verbatim', 'modified', 'merged', 'split', 'partial', 'new', 'dropped')", name="ck_kind"
        ),
        UniqueConstraint("paragraph_id", "ancestor_id", name="uq_lineage"),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    paragraph_id: int | None = to("paragraph.id", nullable=True)
    ancestor_id: int | None = to("paragraph.id", nullable=True)
    kind: str
    note: str = ""
