"""History: every change set, what it changed, and taking one back."""
