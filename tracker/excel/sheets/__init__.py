"""One module a sheet; table.py is what the sheets with rows share."""
