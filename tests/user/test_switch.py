"""enable(), disable() and what they say, each in a fresh process."""
import textwrap

import pytest

from user.processes import ROOT, pyjit_runs, python


def says(source, **environment):
    """The last line that `source` prints."""
    environment = {"PYJIT": None, **environment}
    ended = python("-c", "import pyjit\n" + textwrap.dedent(source), **environment)
    assert ended.code == 0, ended
    return ended.out.splitlines()[-1]


def test_import_alone_switches_nothing_on():
    assert says("print(pyjit.is_enabled(), pyjit.stats(), pyjit.status())") \
        == "False {} off: pyjit.enable() has not been called"


def test_dir_shows_the_public_names():
    assert says("print(dir(pyjit) == sorted([*pyjit.__all__, '__version__']), 'Options' in dir(pyjit))") == "True False"


def test_the_docstring_of_stats_names_every_key():
    assert says("""
        import inspect, re
        pyjit.enable()
        print(set(re.findall(r"(?m)^(\\w+)  ", inspect.getdoc(pyjit.stats))) ^ set(pyjit.stats()))
        """) == "set()"


def test_enable_and_disable():
    assert says("print(pyjit.enable(), pyjit.is_enabled(), pyjit.status())") == "True True on"
    assert says("pyjit.enable(); pyjit.disable(); print(pyjit.is_enabled(), pyjit.status())") \
        == "False off: pyjit.disable() was called"


@pytest.mark.parametrize("calls", [
    "enable enable", "enable enable disable disable", "disable enable", "disable disable", "enable disable enable",
    "enable disable enable disable", "enable enable(hot=7) enable(hot=7)"])
def test_any_order_of_calls_will_do(calls):
    calls = [call if call.endswith(")") else call + "()" for call in calls.split()]
    on = calls[-1].startswith("enable")
    assert says("""
        %s
        total = 0
        for i in range(5000):
            total += i
        print(total, pyjit.is_enabled())
    """ % "\n        ".join("pyjit." + call for call in calls)) == "12497500 %s" % on


def test_the_counts_stay_after_disable():
    assert says("""
        pyjit.enable(hot=50, compile_share=1)
        for i in range(5000):
            pass
        pyjit.disable()
        print(pyjit.stats()["traces"])
    """) == "1"


@pytest.mark.parametrize("wrong, error", [("hott=1", TypeError), ("hot='many'", TypeError), ("hot=0", ValueError)])
def test_a_wrong_option_raises_and_changes_nothing(wrong, error):
    assert says("""
        pyjit.enable()
        try:
            pyjit.enable(%s)
        except %s:
            print("refused", pyjit.is_enabled())
    """ % (wrong, error.__name__)) == "refused True"


def test_a_wrong_variable_is_told_in_one_line_and_the_program_runs_on():
    source = "import pyjit; print([pyjit.enable(), pyjit.enable(hot=5), pyjit.enable(), pyjit.is_enabled()])"
    ended = python("-c", source, PYJIT="off", PYJIT_HOT="abc", PYJIT_HOTT="5")
    assert (ended.code, ended.out) == (0, "[True, True, True, True]\n")
    assert ended.err.splitlines() == [
        "pyjit: PYJIT must be 0 or 1, not 'off'; it is ignored",
        "pyjit: PYJIT_HOT must be a whole number, not 'abc'; it is ignored",
        "pyjit: there is no variable PYJIT_HOTT (see python -m pyjit --help); it is ignored"]


def test_a_wrong_variable_is_told_where_the_program_has_its_error_output():
    source = "import contextlib, io, pyjit\nwith contextlib.redirect_stderr(io.StringIO()) as told: pyjit.enable()\n" \
             "print(told.getvalue(), end='')"
    ended = python("-c", source, PYJIT_HOT="0", PYJIT=None)
    assert (ended.out, ended.err) == ("pyjit: PYJIT_HOT must be from 1 to 1000000000, not 0; it is ignored\n", "")


@pytest.mark.parametrize("breaks", ["del sys.stderr", "sys.stderr = None", "sys.stderr.close()", "sys.stderr.write = 1 .__truediv__"])
def test_a_wrong_variable_that_cannot_be_told_is_no_failure(breaks):
    assert says("import sys\ntry:\n    %s\nexcept AttributeError:\n    pass\nprint(pyjit.enable())" % breaks, PYJIT_HOT="x") == "True"


def test_the_environment_can_switch_it_off_whatever_the_code_says():
    assert says("print(pyjit.enable(hot=1), pyjit.is_enabled(), pyjit.status())", PYJIT="0") \
        == "False False off: the environment says PYJIT=0"


def test_switched_off_by_the_environment_the_command_line_is_silent():
    ended = pyjit_runs("-c", "print(1)", PYJIT="0")
    assert (ended.code, ended.out, ended.err) == (0, "1\n", "")


UNSUPPORTED = "import pyjit.host\ndef refuse(): raise pyjit.host.Unsupported('no such machine')\npyjit.host.open = refuse\n"


def test_an_unsupported_host_is_one_clear_line_and_no_exception():
    assert says(UNSUPPORTED + "print(pyjit.enable(), pyjit.is_enabled(), pyjit.stats(), pyjit.status())") \
        == "False False {} not supported: no such machine"


def test_a_python_without_cffi_is_one_clear_line_and_no_exception():
    source = "import sys; sys.path.append(%r); import pyjit; print(pyjit.enable(), pyjit.status())" % ROOT
    assert python("-c", source, flags=["-I", "-S"]).out == "False not supported: this Python has no module _cffi_backend\n"


def test_explain_wants_something_with_code():
    assert says("""
        try:
            pyjit.explain(len)
        except TypeError as error:
            print(error)
    """) == "explain() takes a Python function, a method or a code object, not <built-in function len>"


def test_a_recording_that_an_exception_ended_gives_way_to_the_next():
    assert says("""
        pyjit.enable(hot=2, compile_share=1)
        def leave(n):
            for i in range(n):
                if i == 3:
                    raise KeyError
        def stay(n):
            total = 0
            for i in range(n):
                total += i
            return total
        try:
            leave(9)
        except KeyError:
            pass
        print(stay(99), "compiled" in pyjit.explain(stay))
        """) == "4851 True"


def test_switched_on_again_it_goes_on_with_what_it_has_compiled():
    assert says("""
        def total():
            result = 0
            for i in range(1000):
                result += i
            return result

        def mappings():
            with open("/proc/self/maps") as maps:
                return sum(1 for line in maps if "pyjit" in line)

        pyjit.enable(hot=5)
        total()
        first, maps = pyjit.stats(), mappings()
        for _ in range(100):
            pyjit.disable()
            assert total() == 499500
            pyjit.enable(hot=5)
            assert total() == 499500
        again, machine = pyjit.stats(), pyjit._runtime.machine
        print(again["traces"] - first["traces"] < 5, maps == mappings(), machine.passes() > 9 * machine.jumps())
        """) == "True True True"


def test_another_optimizer_of_the_process_is_one_clear_line_and_no_exception():
    assert says("""
        import sys
        sys.monitoring.use_tool_id(sys.monitoring.OPTIMIZER_ID, "mine")
        print(pyjit.enable(), pyjit.status())
        """) == "False not supported: another tool, mine, is the optimizer of this process already"


def test_a_program_may_use_every_other_tool_id():
    assert says("""
        import sys
        m, starts = sys.monitoring, []
        def work(n):
            return sum(i for i in range(n)) + len([i for i in range(n) if i % 3])
        for tool in range(m.OPTIMIZER_ID):
            pyjit.enable(hot=2)
            m.use_tool_id(tool, "mine")
            m.register_callback(tool, m.events.PY_START, lambda code, offset: starts.append(code))
            m.set_events(tool, m.events.PY_START)
            work(100)
            pyjit.disable()
            work(100)
            m.set_events(tool, 0)
            m.free_tool_id(tool)
        print(starts.count(work.__code__), [m.get_tool(tool) for tool in range(6)])
        """) == "10 [None, None, None, None, None, None]"


def test_a_subinterpreter_that_cannot_load_what_pyjit_needs_is_left_alone():
    source = """if True:
        import _interpreters as interpreters, sys
        inside = "import sys; sys.path[:] = %r; import pyjit; print(pyjit.enable(), pyjit.status())" % sys.path
        error = interpreters.exec(interpreters.create("isolated"), inside)
        print(error and error.formatted)
        """
    assert python("-c", source).out == (
        "False not supported: module _cffi_backend does not support loading in subinterpreters\nNone\n")
