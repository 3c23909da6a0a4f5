"""python -m pyjit ..."""
from pyjit.commandline import main

main()
