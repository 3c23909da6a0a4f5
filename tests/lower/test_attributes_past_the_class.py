"""object.__setattr__(), which stores an attribute whatever the class says: frozen dataclasses, and classes of their own kind."""
import pytest
from lower.loops import loop

BEFORE = """
    import dataclasses

    @dataclasses.dataclass(frozen=True)
    class Frozen:
        x: int
        y: float = 0.5

        def moved(self, k):
            return dataclasses.replace(self, x=self.x + k)

    @dataclasses.dataclass(frozen=True, slots=True)
    class FrozenSlots:
        x: int
        y: object = None

    class Telling:
        def __setattr__(self, name, value):
            told.append(name)
            object.__setattr__(self, name, value)

    class TellingSlots:
        __slots__ = "x",

        def __setattr__(self, name, value):
            super().__setattr__(name, value)

    class With:
        @property
        def x(self):
            return self.hidden

        @x.setter
        def x(self, value):
            object.__setattr__(self, "hidden", value)

    class Named(str):
        pass

    told, names, store = [], ["x", "y", "z"], object.__setattr__
    f, s, t, h, w = Frozen(1), FrozenSlots(1), Telling(), TellingSlots(), With()
"""
BODIES = {
    "frozen": "f = Frozen(i, i * 0.5); out.append((f.x, f.y, f))",
    "frozen, from pass to pass": "f = Frozen(f.x + 1, f.y + 0.25); out.append(f.x)",
    "frozen, with slots": "s = FrozenSlots(i, [i]); out.append((s.x, s.y))",
    "frozen, with a default": "f = Frozen(i); out.append((f.x, f.y, hash(f) == hash(Frozen(i)), f == Frozen(i)))",
    "frozen, and stored to": """
        f = Frozen(i)
        try: f.x = 2
        except dataclasses.FrozenInstanceError as e: out.append((str(e), f.x))""",
    "frozen, and replaced": "out.append(f.moved(i).x)",
    "by a class that tells": "t.x = i; t.y = str(i); out.append((t.x, t.y, len(told)))",
    "by super": "h.x = i * 0.5; out.append(h.x)",
    "where a slot lacks": """
        try: object.__setattr__(h, "z", i)
        except AttributeError as e: out.append(str(e))""",
    "a property": "object.__setattr__(w, 'x', i); out.append((w.x, vars(w)))",
    "a name that varies": "object.__setattr__(t, names[i % 3], i); out.append(sorted(vars(t)))",
    "a name of another class": "object.__setattr__(t, Named('q'), i); out.append(vars(t)['q'])",
    "no name": """
        try: object.__setattr__(t, i, 1)
        except TypeError as e: out.append(str(e))""",
    "by another name": "store(t, 'x', [i]); out.append(t.x)",
    "of a class": """
        try: object.__setattr__(Telling, "late", i)
        except TypeError as e: out.append(str(e))""",
    "of what is no object of Python's": """
        try: object.__setattr__({}, "x", i)
        except (AttributeError, TypeError) as e: out.append(str(e))""",
    "too few arguments": """
        try: object.__setattr__(t, "x")
        except TypeError as e: out.append(str(e))""",
    "a class that changes": "if i == 60: Telling.x = With.x\nif i == 90: del Telling.x\nobject.__setattr__(t, 'x', i); out.append(t.x)",
    "its result": "out.append(object.__setattr__(t, 'x', i)); store(t, 'x', store(t, 'y', i)); out.append((t.x, t.y))",
}


@pytest.mark.parametrize("kind", BODIES)
def test_an_attribute_is_stored_past_what_the_class_says(both, kind):
    loop(both, BEFORE, BODIES[kind], "out.append((told, f, s, vars(t), vars(w)))")


def test_the_calls_of_a_frozen_class_are_followed(both):
    stats = loop(both, BEFORE, BODIES["frozen, from pass to pass"], "out.append(f)")
    assert stats["traces"] == 1 and not any("as a whole" in reason for reason, _ in stats["aborts"]), stats
