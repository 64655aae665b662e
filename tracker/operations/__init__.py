"""One plain function for each thing a user can do. The window and the command line call the same ones.

Functions that change something return the ChangeSet that views repaint from, or None if nothing changed.
"""
