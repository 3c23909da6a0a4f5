"""What is as fast with a large object as with a small one in the interpreter is so in compiled code: the rows of growth.py.

Times are compared with a generous factor, and again if they say no: to copy one of these large objects takes hundreds of times as long
as to add an item to it."""
import pytest

from differential import growth
from differential.differ import Differ, Program

FACTOR = 4
ATTEMPTS = 4
PAGES = 25      # where both make a copy in each pass: so much longer takes memory that the C library gives back and fetches again
ROWS = list(growth.rows())
# Those of objects that grow, when loops get hot as they do by default.
AT_DEFAULT_THRESHOLDS = [row for row in ROWS if row[1] in growth.GROWING.get(row[0], ()) and row[0] in ("str", "list", "int")]


def named(rows):
    return [pytest.param(row, id="%s: %s (%s)" % row) for row in rows]


@pytest.fixture(scope="module")
def lowest():
    """A stock process and one in which every loop is compiled at once."""
    one = Differ(checked=False)
    yield one
    one.stop()


@pytest.fixture(scope="module")
def default():
    """A stock process and one in which loops get hot as they do by default."""
    one = Differ(mode="default", checked=False)
    yield one
    one.stop()


@pytest.mark.parametrize("row", named(ROWS))
def test_a_large_object_costs_no_more_than_a_small_one_where_it_does_not_stock(lowest, row):
    check(lowest, "jitted", row)


@pytest.mark.parametrize("row", named(AT_DEFAULT_THRESHOLDS))
def test_so_it_is_at_default_thresholds(default, row):
    check(default, "default", row)


def test_a_copy_of_a_large_object_in_each_pass_is_noticed(lowest):
    """What stock is in place, against what stock makes a copy."""
    grown, copied = (lowest.outcomes(Program(growth.program("str", operation, "local", "jitted")))[0][0]
                     for operation in ("{x} += 'x'", "{x} = 'x' + {x}"))
    assert grows_faster(costs(grown), costs(copied)) and not grows_faster(costs(grown), costs(grown))


def costs(outcome):
    """The seconds for the small and for the large object."""
    small, large = map(float, outcome["output"].split())
    return small, large


def grows_faster(stock, jitted):
    """Does it take much longer for the large object, jitted, than stock and than for the small one?"""
    stock_grows = stock[1] > FACTOR * stock[0]
    return jitted[1] > max(FACTOR * jitted[0], stock[1] * (PAGES if stock_grows else FACTOR))


def check(differ, mode, row):
    program, seen = Program(growth.program(*row, mode)), []
    for _ in range(ATTEMPTS):
        (stock, _), (jitted, stats) = differ.outcomes(program)
        assert not stock["exception"], (program, stock["exception"])
        assert not jitted.get("crash") and not jitted["exception"], (program, jitted)
        assert not stats["faults"], (program, stats)
        if (stats["traces"] or row[2] == "generator") and not grows_faster(costs(stock), costs(jitted)):
            return
        seen.append("stock %.1e %.1e, jitted %.1e %.1e, %d traces" % (*costs(stock), *costs(jitted), stats["traces"]))
    pytest.fail("%s\n\nseconds for the small and the large object:\n%s" % (program, "\n".join(seen)))
