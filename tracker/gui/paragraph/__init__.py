"""The right pane: one paragraph with its words, assessment, measures and evidence; and the editors of those."""
