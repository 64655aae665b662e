"""Alembic runs the revisions on the connection that store/migrate.py hands it, inside its one transaction."""

from alembic import context
from sqlmodel import SQLModel

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=SQLModel.metadata, transactional_ddl=True, render_as_batch=True
)
context.run_migrations()
