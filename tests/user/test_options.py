"""Options: what enable() and the environment may say, and what comes back if it is wrong."""
import inspect
import os

import pyjit
import pytest
from pyjit.options import OPTIONS, SWITCHES, Options, complaints


@pytest.fixture(autouse=True)
def no_variables(monkeypatch):
    for name in list(os.environ):
        if name.startswith("PYJIT"):
            monkeypatch.delenv(name)


def test_enable_names_every_option_as_a_parameter_with_its_type():
    parameters = inspect.signature(pyjit.enable).parameters
    assert list(parameters) == list(OPTIONS)
    for name, option in OPTIONS.items():
        assert parameters[name].kind is inspect.Parameter.KEYWORD_ONLY and parameters[name].default is None
        assert parameters[name].annotation == "%s | None" % type(option.default).__name__


def test_the_docstring_of_enable_says_what_every_option_means():
    words = " ".join(inspect.getdoc(pyjit.enable).split())
    for name, option in OPTIONS.items():
        assert "%s %s (%s)" % (name, option.meaning, option.default) in words


def test_an_option_that_is_none_is_as_good_as_not_given(monkeypatch):
    assert Options(hot=None) == Options()
    monkeypatch.setenv("PYJIT_HOT", "7")
    assert Options(hot=None).hot == 7


@pytest.mark.parametrize("name", OPTIONS)
def test_every_default_is_within_its_own_bounds(name):
    assert OPTIONS[name].check(OPTIONS[name].default, name) == OPTIONS[name].default


@pytest.mark.parametrize("name", OPTIONS)
def test_both_bounds_are_allowed_and_nothing_beyond(name):
    option = OPTIONS[name]
    for value in (option.least, option.greatest):
        assert getattr(Options(**{name: value}), name) == value
    for value in (option.least - 1, option.greatest + 1):
        with pytest.raises(ValueError, match=name):
            Options(**{name: value})


@pytest.mark.parametrize("name", OPTIONS)
def test_an_option_is_an_attribute_with_its_default(name):
    assert getattr(Options(), name) == OPTIONS[name].default


def test_the_environment_sets_an_option(monkeypatch):
    monkeypatch.setenv("PYJIT_HOT", "7")
    monkeypatch.setenv("PYJIT_COMPILE_SHARE", "0.5")
    assert (Options().hot, Options().compile_share) == (7, 0.5)


def test_what_enable_is_given_wins_over_the_environment(monkeypatch):
    monkeypatch.setenv("PYJIT_HOT", "7")
    assert Options(hot=8).hot == 8


def test_an_empty_variable_is_as_good_as_none(monkeypatch):
    monkeypatch.setenv("PYJIT_HOT", "")
    assert Options().hot == OPTIONS["hot"].default


def test_an_unknown_option_is_named_together_with_the_known_ones():
    with pytest.raises(TypeError, match="no option 'hott'; it has hot, "):
        Options(hott=3)


@pytest.mark.parametrize("value", ["7", True, 7.5, [7]])
def test_an_option_of_the_wrong_type_is_refused(value):
    with pytest.raises(TypeError, match="hot must be a whole number, not"):
        Options(hot=value)


def test_a_whole_number_will_do_where_a_number_is_wanted():
    assert repr(Options(compile_share=1).compile_share) == "1.0"


@pytest.mark.parametrize("value", [float("nan"), -0.1])
def test_a_number_out_of_bounds_is_refused(value):
    with pytest.raises(ValueError, match="compile_share must be from 0.0 to 1.0"):
        Options(compile_share=value)


@pytest.mark.parametrize("text, named", [("many", "'many'"), ("1.5", "'1.5'"), ("0", "0"), ("-3", "-3")])
def test_a_wrong_variable_is_named_and_the_default_holds(monkeypatch, text, named):
    monkeypatch.setenv("PYJIT_HOT", text)
    line, = complaints()
    assert line.startswith("pyjit: PYJIT_HOT must be ") and line.endswith("not %s; it is ignored" % named)
    assert Options() == Options(hot=OPTIONS["hot"].default)


@pytest.mark.parametrize("name", ["PYJIT_HOTT", "PYJIT_hot", "PYJIT_"])
def test_a_misspelt_variable_is_named(monkeypatch, name):
    monkeypatch.setenv(name, "5")
    line, = complaints()
    assert line.startswith("pyjit: there is no variable %s " % name)


@pytest.mark.parametrize("name", SWITCHES)
@pytest.mark.parametrize("text", ["off", "no", "2", "true"])
def test_a_switch_is_0_or_1(monkeypatch, name, text):
    monkeypatch.setenv(name, text)
    assert list(complaints()) == ["pyjit: %s must be 0 or 1, not %r; it is ignored" % (name, text)]


def test_of_an_environment_that_is_in_order_nothing_is_said(monkeypatch):
    for name, text in {"PYJIT": "1", "PYJIT_CHECK": "0", "PYJIT_HOT": "", "PYJIT_TRIAL": "5", "PYJITTER": "x", "NOT_PYJIT": "x"}.items():
        monkeypatch.setenv(name, text)
    assert list(complaints()) == []
