"""Everything specific to SQLite: connections, integrity checks, backup, migration, the search index."""
