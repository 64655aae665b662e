"""What was sent to be filled in: the workbooks, and each of their rows as it was sent."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from tracker.store.tables.columns import AUTO, identity, to


class SentWorkbookTable(SQLModel, table=True):
    """A workbook for return. `scale` is the name of its scale, `language` that of its words; `seal` is the secret with
    which the keys of its rows are sealed."""

    __tablename__ = "sent_workbook"
    __table_args__ = (AUTO,)
    id: int | None = Field(default=None, primary_key=True)
    uid: str = identity()
    at: datetime
    recipient: str = ""
    scale: str
    language: str
    seal: str


class SentRowTable(SQLModel, table=True):
    """A row of such a workbook, by the key that it has there. `fields` are the texts of its open cells by field, as
    they were sent or, since, imported; `locked` the digests of its other cells by heading; both as JSON."""

    __tablename__ = "sent_row"
    __table_args__ = (UniqueConstraint("sent_workbook_id", "key", name="uq_sent_row"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    sent_workbook_id: int = to("sent_workbook.id", index=False)
    key: str
    fingerprint: str = ""
    fields: str = "{}"
    locked: str = "{}"
