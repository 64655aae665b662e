"""Rows for lists, reports and workbooks, as plain values."""
