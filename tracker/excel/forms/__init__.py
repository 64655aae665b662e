"""Fills in a form, a workbook of the user's own: finds the headings that we know and writes rows below them."""
