"""`python -m pyjit PROGRAM` shows what `python PROGRAM` shows: output, error output, exit code."""
import py_compile
import zipfile

import pytest

from user.processes import pyjit_runs, python

LOOK = """
import sys
for name, value in list(globals().items()):
    if name != "sys":
        print(name, value)
print(sys.argv, sys.path[0], __name__, sys.modules["__main__"].__dict__ is globals())
"""

FILES = {
    "look.py": LOOK,
    "package/__init__.py": "",
    "package/__main__.py": LOOK,
    "package/part.py": LOOK,
    "folder/__main__.py": LOOK,
    "empty_folder/note.txt": "",
    "imports_its_neighbour.py": "import neighbour\nprint(neighbour.__file__)",
    "neighbour.py": "",
    "exits_with_a_number.py": "import sys\nsys.exit(7)",
    "exits_with_a_text.py": "raise SystemExit('that was it')",
    "fails.py": "def inner():\n    {}['missing']\n\ntry:\n    inner()\nfinally:\n    1 / 0\n",
    "fails_in_a_thread.py": "import threading\nt = threading.Thread(target=lambda: 1 / 0, name='t')\nt.start()\nt.join()",
    "fails_to_compile.py": "a b\n",
    "has_a_hook.py": "import sys, traceback\n"
                     "sys.excepthook = lambda kind, value, tb: print(kind, [f.name for f in traceback.extract_tb(tb)])\n1 / 0",
    "breaks_its_hook.py": "import sys\nsys.excepthook = lambda *what: [].pop()\n1 / 0",
    "has_a_hook_that_is_none.py": "import sys\nsys.excepthook = None\n1 / 0",
    "has_a_hook_that_exits.py": "import sys\nsys.excepthook = lambda *what: sys.exit(4)\n1 / 0",
    "has_no_hook.py": "import sys\ndel sys.excepthook\n1 / 0",
    "has_no_error_output.py": "import sys\nsys.stderr = None\n1 / 0",
    "exits_with_an_object.py": "raise SystemExit(type('C', (), {'__str__': lambda self: 1 / 0})())",
    "exits_with_a_large_number.py": "raise SystemExit(2 ** 40)",
    "is_interrupted_from_within.py": "class Mine(KeyboardInterrupt): pass\nraise Mine",
    "has_a_null_byte.py": "x = 1\ny = \0 2\n",
    "has_an_unknown_encoding.py": "# coding: nosuch\nprint(1)\n",
    "says_good_bye.py": "import atexit\natexit.register(print, 'bye')\n1 / 0",
    "is_interrupted.py": "import os, signal\nwhile True:\n    os.kill(os.getpid(), signal.SIGINT)\n",
    "pickles.py": "import pickle\nclass C: pass\nprint(type(pickle.loads(pickle.dumps(C()))) is C)",
    "warns.py": "import warnings\nwarnings.warn('look out')",
    "reads.py": "print(input(), input())",
    "spawns.py": "import multiprocessing\ndef double(x): return x * 2\nif __name__ == '__main__':\n"
                 "    with multiprocessing.get_context('spawn').Pool(1) as pool: print(pool.map(double, [1, 2]))",
}

OCTETS = {
    "is_not_utf8.py": b"x = 1\nprint('\xff')\n",
    "is_not_utf8_as_it_says.py": b"# coding: utf-8\nprint('\xff')\n",
    "is_latin.py": b"# coding: latin-1\nprint(ascii('\xff'))\n",
    "is_marked.py": b"\xef\xbb\xbfprint(1)\n",
}

RUNS = {name: [name, "a", "-m", "--stats"] for name in FILES if name.count("/") == 0}
RUNS |= {
    "a script by a longer path": ["./package/../look.py", "a"],
    "a script behind a link": ["folder/link.py"],
    "a compiled script": ["look.pyc", "a"],
    "a folder": ["folder", "a"],
    "a folder without a program": ["empty_folder"],
    "an archive": ["archive.zip", "a"],
    "a module": ["-m", "look", "-c", "a"],
    "a module in the same word": ["-mlook", "a"],
    "a module of a package": ["-m", "package.part"],
    "a package": ["-m", "package", "a"],
    "a module that fails": ["-m", "fails"],
    "a module that cannot be compiled": ["-m", "fails_to_compile"],
    "a module of the library": ["-m", "json.tool", "--help"],
    "code": ["-c", LOOK, "-m", "a"],
    "code in the same word": ["-cprint(1)"],
    "code that fails": ["-c", "x = 1\nx.y"],
    "code that cannot be compiled": ["-c", "a b"],
    "standard input": [],
    "standard input by name": ["-", "a"],
    "code that is not utf-8": ["-c", "print('\udcff')"],
    "code that exits with a text": ["-c", "raise SystemExit('that was it')"],
    "code that interrupts itself": ["-c", "raise KeyboardInterrupt"],
    "a module that interrupts itself": ["-m", "is_interrupted"],
    "a module that exits with a number": ["-m", "exits_with_a_number"],
    "a module below one that is none": ["-m", "look.more"],
    "a module without a name": ["-m", ""],
    "a script without a name": [""],
    "a script that is not there": ["missing.py"],
    "a module that is not there": ["-m", "missing"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("programs")
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    for name, octets in OCTETS.items():
        (folder / name).write_bytes(octets)
    (folder / "folder" / "link.py").symlink_to(folder / "look.py")
    py_compile.compile(str(folder / "look.py"), str(folder / "look.pyc"))
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        archive.write(folder / "folder" / "__main__.py", "__main__.py")
    return folder


@pytest.mark.parametrize("case", RUNS)
def test_a_program_shows_the_same_under_pyjit(folder, case):
    assert pyjit_runs(*RUNS[case], cwd=folder, stdin=LOOK) == python(*RUNS[case], cwd=folder, stdin=LOOK)


@pytest.mark.parametrize("flags", [["-P"], ["-O"], ["-W", "error"], ["-X", "utf8"], ["-B", "-u"]], ids=" ".join)
def test_an_option_of_python_holds_for_the_program(folder, flags):
    words = ["-c", "import sys; print(sys.flags, sys.warnoptions, sys._xoptions, sys.path, __debug__)"]
    assert pyjit_runs(*words, cwd=folder, flags=flags) == python(*words, cwd=folder, flags=flags)


def test_a_traceback_starts_with_the_program(folder):
    ended = pyjit_runs("fails.py", cwd=folder)
    assert "pyjit" not in ended.err and "runpy" not in ended.err


@pytest.mark.parametrize("name", OCTETS)
def test_a_script_in_any_encoding(folder, name):
    assert pyjit_runs(name, cwd=folder) == python(name, cwd=folder)
    source = f"import os, sys; os.dup2(os.open({name!r}, os.O_RDONLY), 0); os.execv(sys.executable, [sys.executable] + sys.argv[1:])"
    assert python("-c", source, "-m", "pyjit", cwd=folder) == python("-c", source, cwd=folder)


CLOSED = """if True:
    import os, sys
    for n in %s:
        os.close(n)
    os.execv(sys.executable, [sys.executable] + sys.argv[1:])
"""


@pytest.mark.parametrize("streams", [(0,), (1,), (2,), (1, 2), (0, 1, 2)], ids=str)
@pytest.mark.parametrize("words", [
    [], ["-"], ["-c", "print(1)"], ["-c", "1 / 0"], ["exits_with_a_text.py"], ["missing.py"], ["-m", "missing"]], ids=" ".join)
def test_a_program_with_closed_streams(folder, streams, words):
    stock, jitted = (python("-c", CLOSED % (streams,), *more, *words, cwd=folder) for more in ([], ["-m", "pyjit"]))
    assert stock == jitted


def test_a_program_whose_reader_has_gone(folder):
    def run(*words):
        source = "import os, sys\nread, write = os.pipe()\nos.close(read)\nos.dup2(write, 1)\n" \
                 "os.execv(sys.executable, [sys.executable] + sys.argv[1:])"
        return python("-c", source, *words, "-c", "for i in range(20_000): print(i)", cwd=folder)
    assert run("-m", "pyjit") == run()


def test_an_interrupt_ends_the_process_by_its_signal(folder):
    assert pyjit_runs("is_interrupted.py", cwd=folder).code == -2


def test_a_tracer_sees_nothing_of_pyjit_when_the_program_imports(folder):
    words = ["-c", "import sys\nframes = set()\nsys.settrace(lambda frame, event, arg: frames.add(frame.f_globals['__name__']))\n"
             "import colorsys\nsys.settrace(None)\nprint(sorted(frames))"]
    ended = pyjit_runs(*words, cwd=folder)
    assert "colorsys" in ended.out and "pyjit" not in ended.out


def test_an_audit_hook_hears_of_no_frame_and_no_callback_of_pyjit(folder):
    words = ["-c", """if True:
        import sys
        sys.addaudithook(lambda event, arguments: event.startswith("sys.") and print(event))
        sys._getframe()
        for n in range(20):
            exec("for i in range(10_000): pass")
        total = 0
        for i in range(100_000):
            total += i
        """]
    assert pyjit_runs(*words, cwd=folder) == python(*words, cwd=folder)


@pytest.mark.parametrize("walk", ["sys.modules", "sys.modules.items()", "reversed(sys.modules)"])
def test_a_walk_over_the_modules_goes_well_when_pyjit_loads_its_own(walk):
    source = f"""if True:
        import sys, pyjit
        pyjit.enable(hot=2)
        def loads_the_compiler():
            return sum([1 for each in {walk}]) == len(sys.modules)
        def lets_loops_rest():
            for n in range(80_000):
                pass
        first = loads_the_compiler()
        for n, each in enumerate({walk}):
            if n < 3: lets_loops_rest()
        import time
        until = time.monotonic() + 0.6
        while time.monotonic() < until: pass
        lets_loops_rest()
        print(first, pyjit.stats()["traces"] > 0)
        """
    assert python("-c", source).out == "True True\n"
