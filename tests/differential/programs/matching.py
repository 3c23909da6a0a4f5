"""match statements of every pattern in hot loops."""
import collections
import dataclasses

N = 300


@dataclasses.dataclass
class Point:
    x: int
    y: int


class Plain:
    __match_args__ = ("a",)

    def __init__(self, a):
        self.a = a


def literals():
    out = []
    for x in [0, 1, -1, 2.5, "a", None, True, b"b", 1j, 99] * 30:
        match x:
            case 0:
                out.append("zero")
            case 1 | 2.5:
                out.append("one or more")
            case "a" | b"b":
                out.append("text")
            case None:
                out.append("none")
            case True:
                out.append("true")
            case -1:
                out.append("minus")
            case 1j:
                out.append("complex")
            case _:
                out.append("else")
    return out


def sequences():
    out = []
    for x in [[], [1], (1, 2), [1, 2, 3], "ab", (0, (1, [2])), range(3), {1: 2}, [None, 5], collections.deque([4, 5])] * 30:
        match x:
            case []:
                out.append("empty")
            case [a]:
                out.append(a)
            case (0, (a, [b])):
                out.append((a, b))
            case [None, a]:
                out.append(a)
            case [a, b]:
                out.append(a + b)
            case [a, *rest]:
                out.append((a, rest))
            case _:
                out.append("no sequence")
    return out


def mappings():
    out = []
    for i in range(N):
        match [{"kind": "a", "n": i}, {"kind": "b"}, {}, {"n": i, "more": 1}, 5][i % 5]:
            case {"kind": "a", "n": n} if n % 2:
                out.append(n)
            case {"kind": kind}:
                out.append(kind)
            case {"n": n, **rest}:
                out.append((n, rest))
            case {}:
                out.append("mapping")
            case other:
                out.append(other)
    return out


def classes():
    out = []
    for i in range(N):
        match [Point(0, i), Point(i, 0), Point(i, i), Plain(i), i, float(i), str(i), [Point(1, 2), i]][i % 8]:
            case Point(0, y):
                out.append(("y", y))
            case Point(x=x, y=0):
                out.append(("x", x))
            case Point(x, y) if x == y:
                out.append(("xy", x))
            case Plain(a):
                out.append(a)
            case int(n) | float(n):
                out.append(n)
            case str() as s:
                out.append(s)
            case [Point(), int() as n]:
                out.append(n)
    return out


def guards_and_captures_left_behind():
    out, y = [], None
    for i in range(N):
        match i % 7, i % 3:
            case (x, 0) if x > 3:
                out.append(x)
            case (3, y) | (4, y):
                out.append(y)
            case (x, z) if (w := x + z) > 5:
                out.append(w)
    return out, x, y


def dotted_values():
    class Color:
        RED, BLUE = 1, "blue"

    out = []
    for x in [1, "blue", 2, 1.0, True] * 50:
        match x:
            case Color.RED:
                out.append("red")
            case Color.BLUE:
                out.append("blue")
            case _:
                out.append("?")
    return out


def too_many_positional_patterns_in_mid_loop():
    count = 0
    for x in [1, 2.5] * 100 + [Plain(1)]:
        match x:
            case int():
                count += 1
            case Plain(a, b):
                count += a + b
    return count


def match_that_compares_with_a_raising_eq():
    class Sour:
        def __eq__(self, other):
            raise ArithmeticError("eq")

    count = 0
    for x in [1, 2, 3] * 70 + [Sour()]:
        match x:
            case 1 | 2:
                count += 1
    return count


def commands_of_a_small_machine():
    program = [("push", 1), ("label", "top"), ("dup",), ("push", 3), ("mul",), ("push", 10007), ("mod",), ("push", 1), ("add",), ("jump", 1)]
    stack, at = [], 0
    for _ in range(1500):
        match program[at]:
            case ("push", int(n)):
                stack.append(n)
            case ("dup",):
                stack.append(stack[-1])
            case ("mul" | "add" | "mod" as name,):
                b, a = stack.pop(), stack.pop()
                stack.append(a * b if name == "mul" else a + b if name == "add" else a % b)
            case ("jump", to):
                at = to
                continue
            case ("label", _):
                pass
        at += 1
    return stack, at
