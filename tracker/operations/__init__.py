"""One plain function for each thing a user can do. The window and the command line call the same ones.

Those that change something return the ChangeSet that views repaint from (None when nothing changed).
"""
