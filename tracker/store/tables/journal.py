"""Change sets, each with the rows before and after."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from tracker.i18n import Message
from tracker.store.tables.columns import AUTO, Action, identity, to


class ChangeSetTable(SQLModel, table=True):
    """`undone_at` is set while it is undone; `redoable` is cleared by the next change after an undo. Change sets that
    create the workspace are not `undoable`. Keystrokes with the same `merge_key` are merged. `state_code` is the Member
    State concerned, "" for none."""

    __tablename__ = "change_set"
    __table_args__ = (
        Index("ix_change_set_state", "state_code", "id"),
        Index("ix_change_set_undone", "id", sqlite_where=text("undone_at IS NOT NULL")),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = identity()
    label: Message = Field(sa_type=Action)
    who: str
    at: datetime
    merge_key: str = ""
    undone_at: datetime | None = None
    redoable: bool = True
    undoable: bool = True
    state_code: str = ""


class ChangeTable(SQLModel, table=True):
    """A row before and after, as JSON; "" if it did not exist. `paragraph_id` is the paragraph concerned, which makes a
    paragraph's history quick to find."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_row", "table_name", "row_id"),
        Index("ix_change_paragraph", "paragraph_id", "change_set_id"),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    change_set_id: int = to("change_set.id")
    table_name: str
    row_id: int
    paragraph_id: int | None = None
    before: str = ""
    after: str = ""
