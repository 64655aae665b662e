"""Widgets, fields, tables, theme, jobs and shortcuts, independent of the subject matter."""
