"""The panel that searches everything, and the extraction of text from files for it."""
