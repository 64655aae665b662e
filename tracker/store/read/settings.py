"""Reads what is kept about the workspace itself."""

from sqlalchemy import Connection, text


def setting(connection: Connection, key: str) -> str:
    """The value that `Workspace.set` keeps under a key; "" where there is none."""
    return str(connection.execute(text("SELECT value FROM setting WHERE key = :key"), {"key": key}).scalar() or "")
