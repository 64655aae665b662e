"""A uid for each row of casework, which stays the same in every copy of the workspace: numbers of rows collide between
copies that were worked on apart.

Rows that are there get one that follows from the workspace, the row's number and the change set that made it, so that
copies that are migrated apart agree; what is said in the row, which may differ by then, has no part in it.
"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TABLES = (
    "assessment", "measure", "evidence", "excerpt", "comment", "measure_paragraph", "evidence_paragraph",
    "evidence_measure", "evidence_file",
)  # fmt: skip
_NAMESPACE = uuid.UUID("6c1f3e0e-3d0b-5c0e-9a52-0d9b6f1c7a44")


def upgrade() -> None:
    connection = op.get_bind()
    workspace = uuid.uuid5(_NAMESPACE, _identity(connection))

    def derived(*names: object) -> str:
        return str(uuid.uuid5(workspace, " ".join(map(str, names))))

    raw = connection.connection.dbapi_connection
    raw.create_function("derived", -1, derived, deterministic=True)
    for table in (*_TABLES, "attachment", "change_set"):
        op.add_column(table, sa.Column("uid", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE change_set SET uid = derived('change_set', id, at)")
    op.execute("UPDATE attachment SET uid = derived('attachment', sha256)")
    op.execute("""
        CREATE TEMPORARY TABLE made AS
        SELECT c.table_name, c.row_id, s.uid AS made_by FROM change c JOIN change_set s ON s.id = c.change_set_id
        WHERE c.before = '' GROUP BY c.table_name, c.row_id HAVING c.id = min(c.id)""")
    op.execute("CREATE UNIQUE INDEX temp.ix_made ON made (table_name, row_id)")
    for table in _TABLES:
        made_by = f"(SELECT made_by FROM temp.made WHERE table_name = '{table}' AND row_id = {table}.id)"
        op.execute(f"UPDATE {table} SET uid = derived('{table}', id, coalesce({made_by}, ''))")
    listed = ", ".join(f"'{table}'" for table in _TABLES)
    made_by = "(SELECT made_by FROM temp.made m WHERE m.table_name = change.table_name AND m.row_id = change.row_id)"
    for side, other in (
        ("before", "after"),
        ("after", "before"),
    ):  # a row that comes or goes has its uid in history too
        op.execute(f"""
            UPDATE change SET {side} =
                json_set({side}, '$.uid', derived(table_name, row_id, coalesce({made_by}, '')))
            WHERE {side} <> '' AND {other} = '' AND table_name IN ({listed})""")
    op.execute("DROP TABLE temp.made")
    for table in (*_TABLES, "attachment", "change_set"):
        op.create_index(f"ix_{table}_uid", table, ["uid"], unique=True)


def _identity(connection: sa.Connection) -> str:
    """What a workspace and its copies have in common. One that no version with this setting has opened for writing gets
    it from its first change set."""
    held = connection.execute(sa.text("SELECT value FROM setting WHERE key = 'identity'")).scalar()
    if held:
        return str(held)
    first = connection.execute(sa.text("SELECT at, who FROM change_set ORDER BY id LIMIT 1")).one_or_none()
    if first is None:
        return ""
    made = uuid.uuid5(_NAMESPACE, f"{first[0]} {first[1]}").hex
    connection.execute(sa.text("INSERT INTO setting (key, value) VALUES ('identity', :made)"), {"made": made})
    return made
