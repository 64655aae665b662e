"""A resolution and its paragraphs, corrections to how it was read, and the alignment of its editions."""
