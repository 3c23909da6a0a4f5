"""A number that is stored into two places is one object in both: every pair of places, for every way in which a loop may hold it.

A nan, a big number and one that stands for something are told apart by nothing but their identity."""
import pytest

from differential.differ import Program

#   a name: (what prepares the place, a statement that stores x, what gives the object that is there)
PLACES = {
    "list item": ("items = [0.5, 0.25]", "items[0] = x", "items[0]"),
    "list item by index": ("many = [0.5] * 4", "many[i & 3] = x", "many[i & 3]"),
    "end of a list": ("grown = [0.5]", "grown.append(x)", "grown[-1]"),
    "dict item": ("table = {'k': 0.5}", "table['k'] = x", "table['k']"),
    "attribute": ("thing = Thing()", "thing.a = x", "thing.a"),
    "slot": ("slotted = Slotted()", "slotted.a = x", "slotted.a"),
    "attribute in a dict": ("loose = Thing(); loose.__dict__ = {'a': 0.5}", "loose.a = x", "loose.a"),
    "class attribute": ("Thing.shared = 0.5", "Thing.shared = x", "Thing.shared"),
    "global": ("global G; G = 0.5", "G = x", "G"),
    "cell": ("cell = 0.5; peek = lambda: cell", "cell = x", "cell"),
    "tuple": ("pair = (0.5, 0.25)", "pair = (i, x)", "pair[1]"),
    "new list": ("fresh = [0.5]", "fresh = [x, i]", "fresh[0]"),
    "new instance": ("made = Made(0.5)", "made = Made(x)", "made.a"),
}
OTHERS = "list item", "attribute", "cell", "slot"

HEAD = '''
INF = float("inf")
MISSING = INF - INF
SENTINEL = -12345678901234567


class Thing:
    def __init__(self):
        self.a = 0.5


class Slotted:
    __slots__ = "a"

    def __init__(self):
        self.a = 0.5


class Made:
    def __init__(self, a):
        self.a = a


def number(i):
    return INF - INF if i % 3 == 0 else MISSING if i % 7 == 1 else i * 1.5
'''

#   a way to hold the number: the loop's lines, with {one}, {two} for the stores, {a}, {b} for what is there
WAYS = {
    "a local": ["x = INF - INF if i % 3 == 0 else i * 1.5", "{one}", "{two}", "{look}"],
    "an int": ["x = SENTINEL if i % 4 == 0 else i * 10007", "{one}", "{two}", "{look}"],
    "a result of a call": ["x = number(i)", "{one}", "{two}", "{look}"],
    "two locals": ["x = y = INF - INF if i % 3 == 0 else i * 1.5", "{one}", "x = y", "{two}", "{look}"],
    "carried to the next pass": ["{one}", "x, last = i * 1.5 if i % 3 else INF - INF, x", "kept = {a}", "{two}",
                                 "out.append((kept is last, [kept] == [last]))", "{look_b}"],
    "a constant": ["x = MISSING if i % 3 else 2.5", "{one}", "{two}", "{look}", "out.append(({a} is MISSING, {b} is MISSING))"],
    "an object": ["x = given[i & 7]", "{one}", "{two}", "{look}", "out.append({a} is given[i & 7])"],
    "overwritten": ["x = i * 2.5", "{one}", "{two}", "old = {a}", "x = x + 1.0", "{one}", "out.append((old, old is {b}, {a} is x))"],
}
LOOK = "out.append(({a} is {b}, {a} is x, {b} is x, [{a}] == [{b}], x in [{a}], [{b}, {a}].count(x)))"


def loop(way, one, two):
    """The lines of a function in which a loop stores numbers into two places."""
    (prepare_one, store_one, a), (prepare_two, store_two, b) = PLACES[one], PLACES[two]
    names = {"one": store_one, "two": store_two, "a": a, "b": b, "look": LOOK.format(a=a, b=b), "look_b": LOOK.format(a=b, b=b)}
    lines = ["out, given, x = [], [INF - INF, 1.5, 10 ** 15, 2.5, INF, -0.0, 0.0, 10 ** 25], 0.5"]
    lines += dict.fromkeys((prepare_one, prepare_two))
    lines += ["for i in range(90):", *("    " + line.format(**names) for line in WAYS[way]), "return out"]
    return lines


def inlined(one, two):
    """The same, where a function that gets the number stores it into one place, and its caller into the other."""
    (prepare_one, store_one, a), (prepare_two, store_two, b) = PLACES[one], PLACES[two]
    if one in ("cell", "global", "tuple", "new list", "new instance") or two in ("cell", "global"):
        return ["return None"]
    owner = store_one.partition(".")[0].partition("[")[0].strip()
    return [prepare_one, prepare_two, "out = []", f"def store(x, {owner}, i):", f"    {store_one}", f"    return ({a} is x, x)",
            "for i in range(90):", "    x = i * 1.5 if i % 3 else INF - INF", f"    same, y = store(x, {owner}, i)", f"    {store_two}",
            "    out.append((same, x is y))", f"    {LOOK.format(a=a, b=b)}",
            f"    same, y = store(i * 3.5, {owner}, i)", f"    out.append((same, {a} is y, [{a}] == [y]))", "return out"]


def program(one, two):
    functions = [loop(way, one, two) for way in WAYS] + [inlined(one, two)]
    text = HEAD
    for n, lines in enumerate(functions):
        text += "\n\ndef way_%d():\n    %s\n" % (n, "\n    ".join(lines))
    return text + "\n\ndef run():\n    return [%s]\n" % ", ".join("way_%d()" % n for n in range(len(functions)))


@pytest.mark.parametrize("two", OTHERS)
@pytest.mark.parametrize("one", PLACES)
def test_a_number_in_two_places_is_one_object(differ, one, two):
    differ.check(Program(program(one, two), entry="run"))
