"""Plain text, dates, names of files and links, whatever they are about."""
