"""Plain text, dates, file names and links, whatever their content."""
