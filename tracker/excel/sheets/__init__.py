"""One module for each sheet; table.py contains what the sheets with rows share."""
