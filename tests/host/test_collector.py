"""pyjit's own modules, functions and classes are not among what the garbage collector walks through; all else is."""
import os
import subprocess
import sys
import textwrap

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def run(source, *flags):
    result = subprocess.run([sys.executable, *flags, "-c", "import gc, threading\n" + textwrap.dedent(source)], cwd=ROOT,
                            capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return result.stdout


OWN = """
    def own():
        gc.collect()
        return sum(getattr(found, "__module__", None) in ("pyjit.host.interpreter", "pyjit.emit.machine", "pyjit.lower.tracer")
                   for found in gc.get_objects() if type(found) is type(own))
    """


def test_the_functions_of_pyjit_are_set_aside():
    assert run(OWN + """
    import pyjit
    assert pyjit.enable(hot=2)
    print(own())
    def loop():
        for i in range(100): pass
    loop()
    assert pyjit.stats()["traces"]
    print(own())
    """) == "0\n0\n"


def test_collections_stay_on_or_off_as_they_were():
    assert run("""
    import pyjit
    gc.disable()
    pyjit.enable()
    print(gc.isenabled())
    gc.enable()
    pyjit.enable(hot=3)
    print(gc.isenabled(), gc.get_threshold() == (2000, 10, 0) or gc.get_threshold())
    """).split()[:2] == ["False", "True"]


def test_what_a_program_makes_is_collected_as_ever():
    assert run("""
    import weakref
    import pyjit
    class Node: pass
    def cycle():
        node = Node()
        node.itself = node
        return weakref.ref(node)
    before, _ = cycle(), pyjit.enable(hot=2)
    after = [cycle() for _ in range(100)]
    gc.collect()
    print(before(), [ref() for ref in after] == [None] * 100, pyjit.stats()["traces"] > 0)
    """) == "None True True\n"


def test_nothing_is_set_aside_while_other_threads_run():
    assert int(run(OWN + """
    import pyjit
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    pyjit.enable(hot=2)
    done.set()
    thread.join()
    print(own())
    """)) > 10


def test_objects_that_were_set_aside_may_die():
    assert run("""
    import atexit, sys
    import pyjit
    pyjit.enable(hot=2)
    def loop():
        for i in range(100): pass
    loop()
    pyjit.disable()
    atexit._clear()
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyjit"]:
        vars(sys.modules.pop(name)).clear()
    del pyjit, name
    gc.collect()
    print("alive")
    """, "-X", "dev") == "alive\n"
