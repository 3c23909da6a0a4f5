"""The interpreter's own test suite under pyjit: see tests/README.md."""
