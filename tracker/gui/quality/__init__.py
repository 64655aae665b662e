"""The Quality screen: what a reviewer would object to."""
