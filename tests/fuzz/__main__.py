"""python -m tests.fuzz --seed 1 --programs 1000: generated programs, stock against jitted."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz.command import main   # noqa: E402  the tests' own packages are found from here on

sys.exit(main())
