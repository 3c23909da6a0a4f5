"""Calls: what is called, how its arguments get there, and what is followed."""
