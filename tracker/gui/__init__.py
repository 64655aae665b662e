"""The window. Everything it does to the workspace is one call of tracker.operations."""
