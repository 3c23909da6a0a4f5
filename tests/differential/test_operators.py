"""Every operator on every pair of builtin types, in a hot loop.

Each pair meets the loop by surprise: operands that fit come first. For the first pair they are what the loop is compiled
for, each later pair is another way out of it. Errors leave the loop and are compared with type, message and position.
"""
import pytest

KINDS = {
    "int": ("7", "0", "-2"), "big_int": ("2 ** 70",), "bool": ("True", "False"), "float": ("2.5", "-0.0"), "complex": ("1 + 2j",),
    "str": ("'ab'",), "bytes": ("b'ab'",), "bytearray": ("bytearray(b'ab')",), "list": ("[1, 2]",), "tuple": ("(1, 2)", "()"),
    "dict": ("{1: 2}",), "set": ("{1, 2}",), "None": ("None",), "range": ("range(3)",), "type": ("int",), "answering": ("Answering()",),
    "deaf": ("Deaf()",), "own_int": ("OwnInt(3)",),
}
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@"]
RELATIONS = ["<", "<=", "==", "!=", ">", ">=", "in", "not in", "is", "is not"]
STATEMENTS = {
    **{f"x {operator} y": f"out.append(x {operator} y)" for operator in OPERATORS + RELATIONS},
    **{f"x {operator}= y": f"x {operator}= y\n        out.append(x)" for operator in OPERATORS},
    **{f"if x {relation} y": f"out.append(1 if x {relation} y else 2)" for relation in RELATIONS},
    "x[y]": "out.append(x[y])",
    "x[y] = 1": "x[y] = 1\n        out.append(x)",
    "del x[y]": "del x[y]\n        out.append(x)",
    "x and y or x": "out.append(x and y or x)",
}
UNARY = ["-x", "+x", "~x", "not x", "abs(x)", "[*x]", "len(x)", "x()", "bool(x)", "x.real", "f'{x}'", "1 if x else 2", "str(x)", "hash(x) == hash(x)",
         "float(x)", "int(x)", "iter(x) is x", "(lambda *a: a)(*x)", "dict(**x)"]
HEAD = '''
import copy

BINARY = "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul".split()
OTHERS = ["lt", "le", "eq", "ne", "gt", "ge", "contains", "getitem", *BINARY, *("r" + name for name in BINARY), *("i" + name for name in BINARY)]


class Answering:
    """Knows every operator, but has nothing to say to text and lists."""
    __hash__ = None
    __iter__ = lambda self: iter("answer")
    __repr__ = lambda self: "Answering()"


class Deaf:
    """Knows every operator and never has anything to say."""
    __hash__ = __iter__ = None
    __repr__ = lambda self: "Deaf()"


class OwnInt(int):
    """Its reflected methods come first."""

    def __radd__(self, other):
        return "radd"

    def __rsub__(self, other):
        return NotImplemented

    def __rpow__(self, other, modulus=None):
        return other


def answer(name):
    def method(self, other):
        return NotImplemented if isinstance(other, (str, list)) else (name, type(other).__name__)
    return method


for name in OTHERS:
    setattr(Answering, f"__{name}__", answer(name))
    setattr(Deaf, f"__{name}__", lambda self, other: NotImplemented)


def copies(value, n):
    return list(map(copy.copy, [value] * n))


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        tb = error.__traceback__.tb_next
        positions = list(tb.tb_frame.f_code.co_positions())[tb.tb_lasti // 2] if tb else None
        return type(error).__name__, error.args, positions, len(tb.tb_frame.f_locals["out"]) if tb else None
'''
LOOP = '''
def loop(lefts, rights):
    out = []
    for x, y in zip(lefts, rights):
        {statement}
    return out


'''
PAIR = "result_{number} = attempt(loop, copies({left}, 9), copies({fit}, 4) + copies({right}, 5))\n"
UNARY_LOOP = '''
def loop(values):
    out = []
    for x in values:
        out.append({expression})
    return out


'''
VALUE = "result_{number} = attempt(loop, copies({fit}, 4) + copies({value}, 5))\n"


def right_operands(statement, left):
    """Every value of every kind, without powers that would fill the memory."""
    too_large = statement in ("x ** y", "x **= y") and left in ("int", "big_int", "own_int")
    return [text for kind, texts in KINDS.items() for text in texts if not (too_large and kind == "big_int")]


@pytest.mark.parametrize("left", KINDS)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_an_operator_on_every_pair_of_types(both, statement, left):
    values = right_operands(statement, left)
    own = KINDS[left][0]
    fit = own if own in values else "7"
    pairs = [PAIR.format(number=n, left=own, right=right, fit=fit) for n, right in enumerate(values)]
    both(HEAD + LOOP.format(statement=STATEMENTS[statement]) + "".join(pairs))


@pytest.mark.parametrize("fit", ["7", "2.5", "(1, 2)", "OwnInt(3)"])
@pytest.mark.parametrize("expression", UNARY)
def test_a_unary_operator_on_every_type(both, expression, fit):
    values = [text for texts in KINDS.values() for text in texts]
    calls = [VALUE.format(number=n, fit=fit, value=value) for n, value in enumerate(values)]
    both(HEAD + UNARY_LOOP.format(expression=expression) + "".join(calls))
