"""The micro-ops, one family a file. `define` says what a micro-op is; `families` registers them all."""
