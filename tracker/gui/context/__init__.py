"""What all screens share: the open workspace, whose work is shown, and the publishing of changes."""
