"""The History screen: every change set, what it changed, and reverting one."""
