"""Settings of the workspace, and saved views."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from tracker.store.tables.columns import AUTO


class Setting(SQLModel, table=True):
    """A property of the workspace itself, such as its identity or who has it open."""

    key: str = Field(primary_key=True)
    value: str


class SavedViewTable(SQLModel, table=True):
    """Filters of a list, saved under a name. `screen` is the list; `filters` has choices and search words, as JSON."""

    __tablename__ = "saved_view"
    __table_args__ = (
        CheckConstraint("trim(name) <> ''", name="ck_name"),
        UniqueConstraint("screen", "name", name="uq_saved_view"),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    screen: str
    name: str
    filters: str
