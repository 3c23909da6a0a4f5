"""A str that grows in place is nobody else's: who holds it sees it as it was, and counts of references are what they are without."""
import sys

N = 300


def another_name_keeps_what_it_had():
    a, kept = "", []
    for i in range(N):
        b = a
        a += "x"
        if i % 50 == 0:
            kept.append((b, len(a), b is a))
    return kept, a


def a_name_is_given_back_before_the_next():
    a, lengths = "", []
    for i in range(N):
        b = a
        b += "x"
        a = b
        lengths.append(sys.getrefcount(a))
        del b
        a += "y"
    return a, lengths


def every_count_of_references():
    a, counts = "start", []
    for i in range(N):
        a += str(i)
        counts.append(sys.getrefcount(a))
        b = a
        counts.append(sys.getrefcount(a))
        a += "x"
        counts.append((sys.getrefcount(a), sys.getrefcount(b)))
    return counts


def itself_on_both_sides():
    a, out = "ab", []
    for i in range(N):
        a += a
        a = a[:i % 7 + 1]
        b = a
        a = a + a
        out.append((a, b, a is b))
    return out


def left_on_the_stack_while_it_grows():
    def both(a, b, c):
        return a, b, c

    a, out = "", []
    for i in range(N):
        out.append(both(a, (a := a + "x"), a))
    return out[::30]


def held_by_a_tuple_a_list_and_a_dict():
    a, out = "x", []
    for i in range(N):
        held = (a, i), [a], {"a": a}
        a += "y"
        if i % 40 == 0:
            out.append((held, a))
    return out


def held_by_a_tuple_that_is_taken_apart():
    a, b, out = "x", "y", []
    for i in range(N):
        a, b = b, a
        a += "."
        b = b + ","
        if i % 30 == 7:
            out.append((a, b))
    return a, b, out


def held_by_a_closure_and_an_attribute():
    class Place:
        pass

    def look():
        return seen

    place, a, seen, out = Place(), "", "", []
    for i in range(N):
        place.a = seen = a
        a += "z"
        if i % 60 == 5:
            out.append((place.a, look(), a, place.a is seen))
    return out


def the_empty_one_and_single_characters_stay_as_they_are():
    out = []
    for i in range(N):
        a = ""
        a += "x"
        single = a
        a += ""
        out.append((a is single, a is "abcx"[3], single is chr(120)))
        a += "y"
        e = "\xe9"[:]
        e += ""
        out.append((a, e is chr(233), "x", ""))
    return out, "" == "", len("x")


def interned_strings_and_constants_stay_as_they_are():
    out = []
    for i in range(N):
        a = sys.intern("name" + str(i % 5))
        b = a
        del b
        a += "_"
        c = "constant"
        c += str(i % 3)
        out.append((a, c, "constant", sys.intern("name" + str(i % 5))))
    return out[::20]


def one_that_is_a_key_of_a_dict():
    a, found = "k", {}
    for i in range(N):
        found[a] = i
        a += "k"
        if i % 3 == 0:
            hash(a)
        a += "l"
    return list(found)[::40], [found[key] for key in found]


def wider_characters_come():
    a, out = "", []
    for i in range(N):
        a += "x" if i < 50 else "\xe9" if i < 100 else "\u20ac" if i < 150 else "\U0001f600"
        a += str(i)
        out.append((len(a), a[-3:], a.isascii(), max(a)))
    return out[::10], a


def other_types_come():
    class Text(str):
        def __add__(self, other):
            return Text("<" + str(self) + other + ">")

    out = []
    for start in ("", Text("t"), b"", [], ()):
        for i in range(60):
            a = start
            try:
                a += "x" if not isinstance(start, bytes) else b"x"
                a += "y"
            except TypeError as error:
                out.append(str(error))
            else:
                out.append((type(a).__name__, str(a)))
    return out[::7]


def a_right_side_that_is_no_text():
    a, out = "", []
    for i in range(N):
        try:
            a += "x" if i % 9 else i
        except TypeError as error:
            out.append((str(error), a, sys.getrefcount(a), error.__traceback__.tb_lineno))
    return out, a


def a_right_side_that_runs_code():
    class Shown:
        def __str__(self):
            seen.append(sys._getframe(1).f_locals["a"])
            return "s"

        __format__ = lambda self, spec: str(self)

    shown, a, seen = Shown(), "", []
    for i in range(N):
        a += f"{shown}" + "%s" % shown
        a += str(shown)
    return a, seen[::50]


def a_right_side_that_binds_the_left_anew():
    a, out = "", []
    for i in range(N):
        b = a
        a += (a := "n") + (b := "m")
        if i % 11 == 0:
            a += b
        out.append((a, b))
        a = a[-5:]
    return out[::13]


def a_right_side_that_unbinds_the_left():
    def first(a, l):
        l.clear()
        return "x"

    out = []
    for i in range(N):
        l = ["a" + str(i)]
        a = l[0]
        a += first(a, l)
        out.append((a, sys.getrefcount(a)))
    return out[::20]


def in_functions_that_the_loop_calls():
    def tail(text, more):
        text += more
        return text

    def made(i):
        text = str(i)
        text += ","
        text += ";"
        kept = text
        text += "."
        return text, kept, sys.getrefcount(text)

    def popped(items):
        text = items.pop()
        text += "x"
        items.append(text)
        return sys.getrefcount(text)

    a, items, out = "", [""], []
    for i in range(N):
        b = a
        a = tail(a, "x")
        out.append((made(i), popped(items), b == a, tail("q", str(i)), tail(str(i), "q")))
    return out[::25], a, items


def inside_of_inner_loops_and_branches():
    a, b, out = "", "", []
    for i in range(40):
        for j in range(i % 7):
            if j % 3 == 1:
                a += "x"
            elif j % 3 == 2:
                b = a + "y"
                a = b
            else:
                a += b[-2:]
                continue
            a += "," if j & 1 else str(j)
        while len(b) > 20:
            b = b[2:]
            b += "!" if len(b) & 1 else ""
        out.append((a[-5:], b, sys.getrefcount(a)))
    return out, len(a)


def deleted_and_begun_anew():
    out = []
    a = ""
    for i in range(N):
        a += "x"
        if i % 13 == 5:
            out.append(a)
            del a
            a = str(i)
        a += "y"
        try:
            if i % 17 == 3:
                del a
            a += "z"
        except UnboundLocalError as error:
            out.append(str(error))
            a = ""
    return out, a


def seen_by_a_generator_and_a_comprehension():
    a, out = "", []
    for i in range(60):
        a += "x"
        out.append([a := a + c for c in "ab"])
        out.append(sum(len(c) for c in (a, a)))
        [a for a in ("p", "q")]
    return out[::9], a


def looked_at_by_a_frame():
    a, seen = "", []
    for i in range(N):
        a += "x"
        if i % 70 == 9:
            frame = sys._getframe()
            seen.append(frame.f_locals["a"])
            a += "y"
            seen.append((frame.f_locals["a"], sys.getrefcount(a)))
            frame.f_locals["a"] = "new"
            del frame
    return seen, a


def what_outgrows_every_str_is_refused():
    class Long(str):
        __len__ = lambda self: sys.maxsize

    a, out = "", []
    for i in range(N):
        a += "x"
        if i % 90 == 3:
            try:
                a += "y" * sys.maxsize
            except (MemoryError, OverflowError) as error:
                out.append((type(error).__name__, a))
    return out, a
