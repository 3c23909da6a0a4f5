"""CPython 3.13: all that pyjit knows of this version alone.

The *.h files declare the memory layouts in the words of CPython's own sources, named beside each; `python -m
pyjit.host.generate` turns them into layout.py, which is what runs. opcodes.py holds the facts about the bytecode."""
