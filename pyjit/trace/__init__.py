"""A trace as data: ops, constants, and the states with which it may be left."""
