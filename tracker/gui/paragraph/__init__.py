"""The right pane: one paragraph with its text, assessment, measures and evidence; and the editors for these."""
