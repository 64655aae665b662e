"""Files of evidence, kept inside the workspace."""

from datetime import date

from sqlalchemy import Column, ForeignKey, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from tracker.store.tables.columns import AUTO, identity, to


class AttachmentTable(SQLModel, table=True):
    """A file, its bytes stored once. Not journalled: what points at it is, and `tracker check` finds the rest."""

    __tablename__ = "attachment"
    __table_args__ = (AUTO,)
    id: int | None = Field(default=None, primary_key=True)
    uid: str = identity()
    sha256: str = Field(unique=True)
    size: int


class AttachmentPart(SQLModel, table=True):
    """A stretch of a file's bytes; together, by position, they are the file."""

    __tablename__ = "attachment_part"
    __table_args__ = (UniqueConstraint("attachment_id", "position", name="uq_attachment_part"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    attachment_id: int = to("attachment.id", index=False)
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
    __table_args__ = (AUTO,)
    id: int | None = Field(default=None, primary_key=True)
    uid: str = identity()
    evidence_id: int = to("evidence.id")
    attachment_id: int = to("attachment.id")
    name: str
    added_on: date | None = None
    replaced_by: int | None = to("evidence_file.id", index=False, nullable=True)
