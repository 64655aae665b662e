"""Files of evidence: preview, opening and saving, and the line that shows a file."""
