"""Files of evidence, stored in the workspace."""

from datetime import date

from sqlalchemy import Column, ForeignKey, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from tracker.store.tables.columns import AUTO, identity, to

COMING = "coming in "
"""How what stands in place of a digest begins while the bytes are being written."""


class AttachmentTable(SQLModel, table=True):
    """A file, stored once. Not journalled: the rows that refer to it are, and `tracker check` verifies the content."""

    __tablename__ = "attachment"
    __table_args__ = (AUTO,)
    id: int | None = Field(default=None, primary_key=True)
    uid: str = identity()
    sha256: str = Field(unique=True)
    size: int


class AttachmentPart(SQLModel, table=True):
    """A part of a file's content; the parts in order of position make up the file."""

    __tablename__ = "attachment_part"
    __table_args__ = (UniqueConstraint("attachment_id", "position", name="uq_attachment_part"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    attachment_id: int = to("attachment.id", index=False)
    position: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class AttachmentText(SQLModel, table=True):
    """Marks an attachment as indexed for search; `fault` says why it can't be."""

    __tablename__ = "attachment_text"
    attachment_id: int = Field(sa_column=Column(ForeignKey("attachment.id"), primary_key=True))
    fault: str = ""


class EvidenceFile(SQLModel, table=True):
    """A file of a piece of evidence under its original name; `replaced_by` is the newer revision."""

    __tablename__ = "evidence_file"
    __table_args__ = (AUTO,)
    id: int | None = Field(default=None, primary_key=True)
    uid: str = identity()
    evidence_id: int = to("evidence.id")
    attachment_id: int = to("attachment.id")
    name: str
    added_on: date | None = None
    replaced_by: int | None = to("evidence_file.id", index=False, nullable=True)
