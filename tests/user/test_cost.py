"""What pyjit costs a program that only imports or enables it."""
import pytest

from user.processes import HOT, python

TOOLS = ("capstone", "unicorn", "peachpy", "pycparser", "hypothesis")


# What only compiling needs, and what the standard library has that costs more than all of enable().
LATER = ("pyjit.compile.compiler", "pyjit.record.recorder", "pyjit.lower", "pyjit.trace.ir", "pyjit.patterns.families", "pyjit.optimize",
         "pyjit.emit.allocate", "typing", "enum", "dataclasses", "re", "inspect", "dis", "ctypes", "cffi", "statistics", "linecache")


def test_enable_loads_nothing_that_only_compiling_needs():
    source = "import sys; sys.modules.pop('re', None); had = set(sys.modules); import pyjit; assert pyjit.enable(); " \
             "print(sorted((set(sys.modules) - had) & set(%r)))" % (LATER,)
    assert python("-c", source, PYJIT=None).out == "[]\n"


@pytest.mark.parametrize("call", ["", "pyjit.enable()"])
def test_no_tool_of_the_build_or_the_tests_is_loaded(call):
    source = "import sys, pyjit; %s\nprint(sorted({name.partition('.')[0] for name in sys.modules} & set(%r)))"
    assert python("-c", source % (call, TOOLS), PYJIT=None).out == "[]\n"


def test_import_loads_nothing_of_pyjit_but_the_options_and_its_builtins():
    source = "import sys, pyjit; print(sorted(name for name in sys.modules if name.startswith('pyjit')))"
    assert python("-c", source).out == "['pyjit', 'pyjit.options', 'pyjit.own']\n"


def test_compiling_leaves_nothing_to_the_collector():
    source = """if True:
        import gc, pyjit
        def work(n):
            total = 0
            for i in range(n):
                for k in (1, 2):
                    total += i * 1.5 if i % 3 else k
                try:
                    total += [i, "%d" % i][i % 14 == 0]
                except TypeError:
                    total += 1
            return total
        pyjit.enable(hot=2, bridge=1, compile_share=1.0)
        work(100)
        work = type(work)(work.__code__.replace(co_name="again"), globals())
        before = pyjit.stats()
        gc.collect()
        gc.disable()
        work(100)
        print(gc.collect(), pyjit.stats()["traces"] > before["traces"], pyjit.stats()["aborts"] != before["aborts"])
        """
    assert python("-c", source, PYJIT=None).out == "0 True True\n"


@pytest.mark.parametrize("share, compiled", [(0.01, False), (1, True)])
def test_what_may_be_spent_early_is_a_share_of_what_has_passed(share, compiled):
    """To load the compiler alone takes more than a hundredth of the fraction of a second for which this program runs."""
    ended = python("-c", HOT + f"""
import pyjit
pyjit.enable(early_share={share})
for _ in range(20):
    hot(100_000)
print(pyjit.stats()["traces"] > 0)""", PYJIT=None)
    assert ended.out == f"{compiled}\n", ended
