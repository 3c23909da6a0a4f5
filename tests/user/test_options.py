"""Options: what enable() and the environment may say, and what comes back if it is wrong."""
import pytest

from pyjit.options import OPTIONS, Options, variable


@pytest.fixture(autouse=True)
def no_variables(monkeypatch):
    for name in OPTIONS:
        monkeypatch.delenv(variable(name), raising=False)


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


@pytest.mark.parametrize("value", ["7", None, True, 7.5, [7]])
def test_an_option_of_the_wrong_type_is_refused(value):
    with pytest.raises(TypeError, match="hot must be a whole number, not"):
        Options(hot=value)


def test_a_whole_number_will_do_where_a_number_is_wanted():
    assert repr(Options(compile_share=1).compile_share) == "1.0"


@pytest.mark.parametrize("value", [float("nan"), -0.1])
def test_a_number_out_of_bounds_is_refused(value):
    with pytest.raises(ValueError, match="compile_share must be from 0.0 to 1.0"):
        Options(compile_share=value)


@pytest.mark.parametrize("text", ["many", "1.5", "0", "-3"])
def test_a_bad_variable_is_refused_by_its_name(monkeypatch, text):
    monkeypatch.setenv("PYJIT_HOT", text)
    with pytest.raises(ValueError, match="PYJIT_HOT must be"):
        Options()
