"""Each rewrite holds for every operand, by the ops' own meanings, and each one is of use."""
import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyjit.optimize.rules import RULES
from pyjit.patterns.define import BOOL, F64, I64, MICRO_OPS, Either, Exit
from pyjit.patterns.families import M
from pyjit.trace.ir import PARAM, Const, Op

ROWS = [pytest.param(name, applies, replacement, id="%s: %s" % (name, sentence))
        for name, rows in RULES.items() for sentence, applies, replacement in rows]
INTS = (0, 1, -1, 2, 3, 8, 63, 64, 1 << 20, (1 << 31) - 1, 1 << 31, -1 << 31, 1 << 62, (1 << 63) - 1, -1 << 63)
FLOATS = (0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 1e308, 5e-324, math.inf, -math.inf, math.nan)
EDGES = {I64: INTS, F64: FLOATS, BOOL: (0, 1)}
NUMBERS = {I64: st.sampled_from(INTS) | st.integers(-1 << 63, (1 << 63) - 1), F64: st.sampled_from(FLOATS) | st.floats(),
           BOOL: st.integers(0, 1)}
VARIABLES = {kind: (Op(PARAM, (1,), kind=kind), Op(PARAM, (2,), kind=kind)) for kind in EDGES}
LEAVES = "it leaves"


def shapes(kind):
    """Operands of a kind, as far as a rule may distinguish them: constants, the first variable, another one."""
    first, second = VARIABLES[kind]
    negated = [Op(M.bool_not, (first,))] if kind is BOOL else []
    return [first, second, *negated, *(Const(kind, value, value) for value in EDGES[kind])]


def matches(name, applies):
    """All operands of these shapes to which a rule applies."""
    choices = [shapes(kind.kind if isinstance(kind, Either) else kind) for _, kind in MICRO_OPS[name].operands]
    return [operands for operands in itertools.product(*choices) if applies(*operands)]


def variables(operands):
    """The variables among the operands, and inside of them."""
    return {value for operand in operands for value in ((operand, *operand.args) if isinstance(operand, Op) else ())
            if isinstance(value, Op) and value.micro is PARAM}


def evaluate(term, values):
    """The number that a term gives. A term: an operand, a plain number, or (micro-op's name, terms)."""
    if isinstance(term, Const):
        return term.value
    if isinstance(term, Op):
        return values[term] if term.micro is PARAM else term.micro.meaning(*(evaluate(a, values) for a in term.args))
    if isinstance(term, tuple):
        return MICRO_OPS[term[0]].meaning(*(evaluate(a, values) for a in term[1:]))
    return term


def outcome(term, values):
    """What the term gives, as a text that tells -0.0 from 0.0."""
    try:
        result = evaluate(term, values)
    except Exit:
        return LEAVES
    return repr(int(result) if isinstance(result, bool) else result)


@pytest.mark.parametrize("name, applies, replacement", ROWS)
@given(data=st.data())
def test_a_rewrite_does_what_the_op_does(name, applies, replacement, data):
    there = matches(name, applies)
    assert there, "the rule never applies"
    operands = data.draw(st.sampled_from(there))
    values = {variable: data.draw(NUMBERS[variable.kind]) for variable in variables(operands)}
    assert outcome(replacement(*operands), values) == outcome((name, *operands), values)


@pytest.mark.parametrize("name", RULES)
def test_no_rewrite_is_hidden_by_those_before_it(name):
    earlier = []
    for sentence, applies, _ in RULES[name]:
        assert any(not any(first(*operands) for first in earlier) for operands in matches(name, applies)), sentence
        earlier.append(applies)
