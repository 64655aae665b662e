"""A workbook of the user's own, a form, filled in: which of its rows are headings that we know, and what goes below."""
