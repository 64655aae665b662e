"""Resolutions and their paragraphs, corrections to how they were read, and the alignment of editions."""
