"""Change sets: recording, undo, redo, revert, history."""
