"""Keys looked up by machine code: it runs no code of the program, so the functions that do it are followed, and no call is made."""
import pytest

from lower.loops import loop

TABLES = """
    class Own(dict):
        pass

    numbers, names = dict(zip(range(0, 600, 3), range(200))), dict(zip(map("name%d".__mod__, range(100)), range(100)))
    mixed = {1: 2, "a": 3, None: 4}
    f = 0.5
    own, counts, some, words = Own(a=1), collections.defaultdict(int, a=1, b=2), set(range(0, 300, 2)), frozenset("abc")

    def get(d, k):
        return d[k]

    def put(d, k, v):
        d[k] = v

    def ask(d, k):
        return d.get(k), d.get(k, 0)

    def has(d, k):
        return k in d

    def drop(d, k):
        del d[k]

    def take(d, k):
        return d.pop(k), d.pop(k, i_am_missing)

    def default(d, k, v):
        return d.setdefault(k, v), d.setdefault(k)

    i_am_missing = object()
    class Ended:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            out.append(self.n)
"""
BODIES = {
    "ints": "out.append(get(numbers, i % 60 * 3)); put(numbers, i % 60 * 3, i)",
    "ints that are not there": "out.append((ask(numbers, i * 3 + 1), has(numbers, i * 3 + 2)))",
    "strs": "k = 'name%d' % (i % 50); out.append(get(names, k)); put(names, k, i)",
    "constant strs": "out.append(get(names, 'name7')); put(names, 'name7', get(names, 'name7') + 1)",
    "strs among other keys": "out.append((get(mixed, 'a'), has(mixed, 'b'))); put(mixed, 'a', i + 0.5)",
    "a class of the program's": "out.append((get(own, 'a'), has(own, 'b'))); put(own, 'a', i)",
    "a defaultdict": "out.append(get(counts, 'a')); put(counts, 'a', i)",
    "sets": "out.append((has(words, 'a'), has(words, 'x'))); some.add(4)",
    "new keys": "put(numbers, 1000 + 100 * len(out) + i, [i]); put(names, 'new%d' % i, {}) if i > 1000 else out.append(i)",
    "keys that go": "put(numbers, 1, i); drop(numbers, 1); out.append(has(numbers, 1)); put(names, 'x%d' % i, f); drop(names, 'x%d' % i)",
    "keys of objects that stay": "put(names, 'name3', words); drop(names, 'name3'); put(mixed, 'a', 1); drop(mixed, 'a'); out.append(list(mixed))",
    "keys that are popped": "put(numbers, 1, i + 0.5); out.append(take(numbers, 1)[0]); put(names, 'z', [i]); out.append(take(names, 'z')[0])",
    "keys that are not there to be popped": "out.append((numbers.pop(1, i), names.pop('x', None), own.pop('b', words) is words))",
    "keys with a default": "out.append((default(numbers, 3, i), default(mixed, 'a', f), default(names, 'new', words)[1] is words))",
    "new keys with a default": "out.append(default(numbers, 1000 + i, [i])[0]); drop(numbers, 1000 + i) if i % 2 else None",
    "objects in a dict": "put(names, 'name3', [i]); out.append(get(names, 'name3'))",
}


@pytest.mark.parametrize("body", list(BODIES.values()), ids=list(BODIES))
def test_a_function_that_looks_keys_up_is_followed(both, body):
    stats = loop(both, TABLES, body, "out.append((numbers, names, mixed, own, counts))")
    assert stats["traces"] and not any("as a whole" in reason for reason, _ in stats["aborts"])


@pytest.mark.parametrize("body", (
    "put(numbers, 1, Ended(i)); drop(numbers, 1); out.append('dropped')",
    "put(numbers, 1, Ended(i)); k = take(numbers, 1)[0]; out.append('popped'); k = None",
    "put(numbers, 1, Ended(i)); k = get(numbers, 1); drop(numbers, 1); out.append('dropped'); k = None",
    "drop(numbers, i * 3) if i < 100 else None; out.append(len(numbers))",
    "k = i % 7; numbers.pop(k, None) if i % 3 else numbers.setdefault(k, i); out.append(has(numbers, k))",
    """
        try: drop(names, 'name%d' % (i % 150))
        except KeyError as e: out.append((str(e), e.__traceback__.tb_lineno))""",
    """
        try: out.append(numbers.pop(i % 9))
        except KeyError as e: out.append((str(e), e.__traceback__.tb_lineno))"""))
def test_what_a_dict_loses_ends_as_ever(both, body):
    loop(both, TABLES, body, "out.append((numbers, names, mixed, own, counts))")


def test_whether_a_key_is_there_may_change(both):
    stats = loop(both, TABLES, "k = i % 7; out.append((numbers.get(k), k in some))", passes=600)
    assert stats["bridges"]


def test_keys_that_must_be_asked_are_left_to_the_interpreter(both):
    stats = loop(both, """
        class Key:
            def __hash__(self):
                return 6

            def __eq__(self, other):
                out.append("asked")
                return other == 6

        d, s = {Key(): 1, 12: 2}, {Key(), 12}
    """, "out.append((d.get(6), 6 in s, d[12], 12 in s)); d[6] = i")
    assert stats["traces"]
