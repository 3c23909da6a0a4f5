"""A fuzzer of whole programs: `python -m tests.fuzz`, see tests/README.md."""
