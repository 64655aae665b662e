"""Widgets, fields, tables, theme, jobs and shortcuts, which know nothing of the field."""
