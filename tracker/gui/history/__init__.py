"""History: every change set, what it changed, and reverting one."""
