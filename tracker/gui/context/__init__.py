"""Shared by all screens: the open workspace, the work scope (Member State and cycle), and change notifications."""
