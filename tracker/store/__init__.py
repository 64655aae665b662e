"""The workspace file: one SQLite database with all of a user's work. SQL and SQLModel are used only in this package."""
