"""Adding a resolution and correcting how it was read: the reading beside the source text, with its doubts on top."""
