"""The panel that finds anything, and the reading of files for it."""
