"""What is running, what of it gets events, and who else listens."""
