"""What is kept about the workspace and its lists."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from tracker.store.tables.columns import AUTO


class Setting(SQLModel, table=True):
    """What the program keeps about the workspace itself: the user's name, the schema's maker, who has it open."""

    key: str = Field(primary_key=True)
    value: str


class SavedViewTable(SQLModel, table=True):
    """Filters under a name. `screen` is the list they are of; `filters`: the choices and the words sought, as JSON."""

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
