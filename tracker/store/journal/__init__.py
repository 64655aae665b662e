"""Change sets: what changed, undo, redo, revert."""
