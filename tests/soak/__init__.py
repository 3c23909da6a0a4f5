"""What only shows in the long run: see tests/README.md."""
