"""All that only SQLite knows: connections, integrity, backup, migration, the index for searching."""
