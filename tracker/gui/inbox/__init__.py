"""The inbox of a reviewer: what is submitted, returned or suspect."""
