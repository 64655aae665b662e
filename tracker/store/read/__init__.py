"""Queries for lists, reports and workbooks; they return plain values."""
