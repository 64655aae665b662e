"""Bring a workspace file to the program's schema: all revisions or none.

SQLite can roll back DDL; SQLAlchemy's driver commits it half-way unless the transaction is begun by hand, which
engine.py does. The number of the schema is in the file's header (user_version), where it can be read without opening
the database.
"""

from sqlalchemy import Connection

from tracker import paths
from tracker.store.engine import search_index

HEAD = max(path.stem.partition("_")[0] for path in (paths.migrations() / "versions").glob("[0-9]*.py"))
"""The newest revision in db/versions/."""
SCHEMA = int(HEAD)
"""The schema this program writes: one more with every revision."""


def upgrade(connection: Connection) -> None:
    """Run the revisions that the database has not seen, and make the index for searching, which follows from the
    tables. Raises what failed, with nothing changed."""
    from alembic import command
    from alembic.config import Config

    with connection.begin():
        config = Config()
        config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        search_index.make_anew(connection)
        mark(connection)


def mark(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
