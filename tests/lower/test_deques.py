"""Deques: what goes in and out at both ends, their length, and what falls out of those that have a maximum length."""
import pytest
from lower.loops import loop

BEFORE = """
    from collections import deque

    class OfDeque(deque):
        def append(self, x):
            super().append(-x)

    class Noisy:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            log.append((self.n, len(few)))

    log, graph = [], {k: [k * 3 % 50, k * 7 % 50, (k + 1) % 50] for k in range(50)}
    d, few, own, other, texts = deque(), deque(maxlen=3), OfDeque(), deque(range(5)), deque("ab")
"""
BODIES = {
    "a queue": "d.append(i)\nif len(d) > 5: out.append(d.popleft())",
    "a stack": "d.append(i * 0.5); d.append(str(i)); out.append((d.pop(), len(d)))",
    "the other way round": "d.appendleft(i)\nif len(d) > 7: out.append(d.pop())",
    "a search": """
        seen, queue = {i % 50}, deque([i % 50])
        while queue:
            node = queue.popleft()
            for k in graph[node]:
                if k not in seen:
                    seen.add(k)
                    queue.append(k)
        out.append(len(seen))""",
    "with a maximum length": "few.append(i); out.append((len(few), list(few)))",
    "with a maximum length, left": "few.appendleft([i]); out.append(few[-1])",
    "what falls out": "few.append(Noisy(i)); out.append(list(log)); log.clear()",
    "with and without": "q = few if i % 3 else d\nq.append(i)\nout.append((len(q), q[0]))",
    "empty": """
        try: out.append(d.popleft())
        except IndexError as e: out.append(str(e)); d.append(i)""",
    "of a class of its own": "own.append(i); out.append((len(own), own[-1], bool(own)))",
    "rotated": "other.rotate(1); out.append((other[0], len(other))); other.rotate(-2)",
    "rotated by what is no int": """
        try: other.rotate(0.5)
        except TypeError as e: out.append(str(e))""",
    "true or false": "out.append(bool(d)); d.append(i) if i % 3 else d.clear(); out.append(not d); k = 1 if d else 2; out.append(k)",
    "changed elsewhere": "d.extend([i, 1]); out.append(len(d)); d.remove(1); out.append(len(d)); del d[0]; out.append(len(d)); d += [2]; out.append(len(d)); d.clear()",
    "changed in a call": "def grow(q): q.append(i); return len(q)\nout.append((len(d), grow(d), len(d)))",
    "walked over": "d.append(i)\nout.append(sum(d)); d.popleft() if len(d) > 9 else None",
    "walked over while it changes": """
        try:
            for k in other: other.append(other.popleft()) if i % 7 == 3 else None
        except RuntimeError as e: out.append(str(e))
        out.append(list(other))""",
    "of texts": "texts.append(texts.popleft() + str(i % 10)); x = texts.pop(); out.append(x); texts.appendleft(x[-5:])",
    "bound methods": "put, take = d.append, d.popleft; put(i); put(-i); out.append(take())",
    "too many arguments": """
        try: d.append(i, 1)
        except TypeError as e: out.append(str(e))""",
    "a list at times": "q = d if i % 4 else [1]; q.append(i); out.append((len(q), q.pop()))",
}


@pytest.mark.parametrize("kind", BODIES)
def test_a_deque(both, kind):
    loop(both, BEFORE, BODIES[kind], "out.append((list(d), list(few)[:0], list(own), list(other), len(log)))")
