"""When objects die: the order and the moment of __del__, of weakref callbacks, of files closed; reference counts."""
import gc
import sys
import weakref

from differential.watched import counted

N = 300


class Mortal:
    """Writes down its death."""

    log = []

    def __init__(self, name):
        self.name = name

    def __del__(self):
        Mortal.log.append(self.name)


def replaced_each_iteration():
    Mortal.log.clear()
    for i in range(N):
        thing = Mortal(i)
        Mortal.log.append(-i)
    del thing
    return list(Mortal.log)


def dropped_at_once():
    Mortal.log.clear()
    for i in range(N):
        Mortal(i)
        Mortal.log.append("after")
    return list(Mortal.log)


def dropped_by_none():
    Mortal.log.clear()
    for i in range(N):
        thing = Mortal(i)
        Mortal.log.append("held")
        thing = None
        Mortal.log.append("gone")
    return list(Mortal.log), thing


def dropped_by_del():
    Mortal.log.clear()
    for i in range(N):
        thing = Mortal(i)
        del thing
        Mortal.log.append("after")
    return list(Mortal.log)


def dropped_from_a_list_slot():
    Mortal.log.clear()
    data = [None] * 7
    for i in range(N):
        data[i % 7] = Mortal(i)
        Mortal.log.append("stored")
    data.clear()
    return list(Mortal.log)


def dropped_from_a_dict_and_an_attribute():
    Mortal.log.clear()

    class Box:
        pass

    box, table = Box(), {}
    for i in range(N):
        box.thing = Mortal(i)
        table["x"] = Mortal(-i)
        Mortal.log.append("stored")
    return list(Mortal.log)


def dropped_from_a_slot_and_a_cell():
    Mortal.log.clear()

    class Box:
        __slots__ = ("thing",)

    box = Box()

    def look():
        return held

    for i in range(N):
        box.thing = Mortal(i)
        held = Mortal(("cell", i))
        Mortal.log.append("stored")
        look()
    return list(Mortal.log)


def locals_of_a_callee_die_in_order():
    Mortal.log.clear()

    def work(i):
        a = Mortal(("a", i))
        b = Mortal(("b", i))
        c = a
        return None

    for i in range(N):
        work(i)
        Mortal.log.append("returned")
    return list(Mortal.log)


def argument_outlives_the_call_or_not():
    Mortal.log.clear()

    def take(thing):
        thing = None
        Mortal.log.append("taken")

    for i in range(N):
        take(Mortal(i))
        Mortal.log.append("returned")
    return list(Mortal.log)


def temporary_in_an_expression():
    Mortal.log.clear()
    total = 0
    for i in range(N):
        total += Mortal(i).name + len(Mortal.log)
    return total, list(Mortal.log)


def loop_variable_dies_when_the_next_one_comes():
    Mortal.log.clear()

    def make():
        for i in range(N):
            Mortal.log.append(("making", i))
            yield Mortal(i)

    for thing in make():
        Mortal.log.append("body")
    return list(Mortal.log)


def iterable_dies_after_its_loop():
    Mortal.log.clear()
    for i in range(60):
        for thing in [Mortal(i), Mortal(-i)]:
            Mortal.log.append("body")
        Mortal.log.append("after")
    return list(Mortal.log)


def broken_out_loops_drop_their_iterator():
    Mortal.log.clear()

    class Walk(Mortal):
        def __iter__(self):
            return self

        def __next__(self):
            return 1

    for i in range(N):
        for x in Walk(i):
            break
        Mortal.log.append("after")
    return list(Mortal.log)


def finalizer_changes_a_local_of_the_loop():
    class Meddler:
        def __del__(self):
            sys._getframe(1).f_locals["total"] += 1000

    total, out = 0, []
    for i in range(N):
        total += 1
        if i % 50 == 49:
            Meddler()
        out.append(total)
    return out


def finalizer_changes_a_list_that_is_iterated():
    data = list(range(200))

    class Meddler:
        def __del__(self):
            data.pop()

    seen = []
    for x in data:
        thing = Meddler()
        seen.append(x)
    return seen, data


def finalizer_changes_a_global_and_a_class():
    class Config:
        scale = 1

    class Meddler:
        def __del__(self):
            Config.scale += 1

    out, thing = [], None
    for i in range(N):
        thing = Meddler() if i % 10 == 0 else thing
        out.append(Config.scale * i)
    return out


def finalizer_that_raises_is_reported():
    class Bad:
        def __init__(self, i):
            self.i = i

        def __del__(self):
            if self.i % 100 == 50:
                raise ValueError(self.i)

    for i in range(N):
        Bad(i)
    return i


def finalizer_that_revives():
    kept = []

    class Phoenix:
        def __del__(self):
            kept.append(self)

    for i in range(N):
        bird = Phoenix()
        bird.n = i
    del bird
    return [bird.n for bird in kept]


def float_store_into_a_list_that_frees():
    Mortal.log.clear()
    data = [Mortal(i) for i in range(N)]
    for i in range(N):
        data[i] = i * 0.5
        if Mortal.log[-1] != i:
            break
    return i, list(Mortal.log)


def exception_releases_the_stack():
    Mortal.log.clear()

    def fail():
        raise ValueError

    for i in range(N):
        try:
            [Mortal(i), (Mortal(-i), fail())]
        except ValueError:
            Mortal.log.append("caught")
    return list(Mortal.log)


def exception_keeps_the_locals_until_it_is_gone():
    Mortal.log.clear()

    def fail(i):
        thing = Mortal(i)
        raise ValueError(thing is None)

    for i in range(N):
        try:
            fail(i)
        except ValueError:
            Mortal.log.append("caught")
        Mortal.log.append("after")
    return list(Mortal.log)


def weak_references_and_callbacks():
    log, refs = [], []
    for i in range(N):
        thing = type("Thing", (), {})()
        refs.append(weakref.ref(thing, lambda ref, i=i: log.append(i)))
        if i % 3 == 0:
            log.append(refs[i - 1]() is None)
    return log, sum(ref() is not None for ref in refs)


def weak_value_dictionary():
    class Thing:
        pass

    live, out = weakref.WeakValueDictionary(), []
    for i in range(N):
        thing = Thing()
        live[i] = thing
        out.append((len(live), i - 1 in live))
    return out


def weakref_finalize():
    log = []

    class Thing:
        pass

    for i in range(N):
        thing = Thing()
        weakref.finalize(thing, log.append, i)
        log.append("made")
    return log


def cycles_are_collected_when_asked():
    Mortal.log.clear()
    gc.disable()
    try:
        counts = []
        for i in range(60):
            a, b = Mortal(("a", i)), Mortal(("b", i))
            a.other, b.other = b, a
            if i % 10 == 9:
                a = b = None
                gc.collect()
                counts.append(len(Mortal.log))
        return counts, list(Mortal.log)
    finally:
        gc.enable()


def collection_in_mid_loop_changes_nothing():
    data, total = [], 0
    for i in range(100):
        data.append([i, data])
        if i % 20 == 10:
            total += gc.collect() >= 0
        total += data[i // 2][0]
    return total


def reference_counts_seen_by_the_program():
    thing, out = object(), []
    for i in range(N):
        a = thing
        b = [thing, (thing,)]
        out.append(sys.getrefcount(thing))
        del a
        out.append(sys.getrefcount(thing))
        b = None
    return out


def reference_counts_of_callee_arguments():
    def look(x):
        return sys.getrefcount(x)

    def deeper(x):
        y = x
        return look(y)

    thing, out = object(), []
    for i in range(N):
        out.append((look(thing), deeper(thing), look([thing][0])))
    return set(out)


def arguments_are_handed_over_to_functions_that_are_called_as_wholes():
    class Box:
        def __init__(self, log):
            self.log = log

        def look(self, x, *rest, key=None):
            for y in (x, *rest):
                self.log.append(sys.getrefcount(y))
            self.log.append((sys.getrefcount(self), sys.getrefcount(key), sys.getrefcount(x)))
            del x, key
            self.log.append("looked")

    def overwrite(thing, log):
        for _ in range(2):
            log.append(sys.getrefcount(thing))
        thing = None
        log.append("overwritten")
        return log

    def gone(thing):
        for _ in range(2):
            there = weakref.ref(thing)
        del thing
        return there() is None

    log, mine, held = [], Mortal("mine"), {}
    box, bound = Box(log), Box(log).look
    Mortal.log = log
    for i in range(60):
        box.look(Mortal(i), mine, key=Mortal(-i))
        bound(mine, i * 1000, Mortal(i))
        Box(log).look.__func__(Box(log), mine)
        overwrite(Mortal(i), log)
        overwrite(mine, overwrite(mine, log))
        log.append(gone(Mortal(i)) + gone(mine))
        held[i % 3] = mine
        overwrite(held[i % 3], log)
    return log, sys.getrefcount(mine), sys.getrefcount(box)


def arguments_that_do_not_fit_die_in_time():
    def walk(thing, log):
        for _ in range(2):
            log.append(thing.name)
        return log

    log, mine = [], Mortal("mine")
    Mortal.log = log
    for i in range(60):
        try:
            walk(Mortal(i), mine, log) if i % 7 == 3 else walk(Mortal(i), log)
        except TypeError:
            log.append("refused")
        try:
            walk(mine, Mortal(i)) if i % 7 == 5 else walk(mine, log)
        except AttributeError:
            log.append("no log")
    return log, sys.getrefcount(mine)


def items_under_a_slice_die_in_time():
    log = Mortal.log = []
    data = [Mortal((-1, n)) for n in range(6)]
    for i in range(N):
        data[1:4] = [Mortal((i, 0)), Mortal((i, 1)), Mortal((i, 2))]
        log.append("stored")
        data[:2] = data[1::-1]
        log.append("turned")
        data[i % 3:3] = (Mortal((i, 3)),) * (3 - i % 3)
        log.append("a tuple")
        del data[4:]
        log.append("deleted")
        data[4:] = [Mortal((i, 4)), Mortal((i, 5))]
        log.append(len(data))
    return log


def finalizer_changes_the_list_whose_slice_is_stored():
    data, out = [0] * 6, []

    class Meddler:
        def __del__(self):
            data.append(len(data))

    for i in range(N):
        data[1:3] = [Meddler(), i]
        data[1:3] = data[2:0:-1]
        data[1:3] = [i, i]
        out.append(len(data))
        del data[6:]
    return out, data


def reference_counts_of_sliced_items():
    thing, other = counted(object()), counted(object())
    data = counted([thing, other, None, thing])
    for i in range(N):
        turned = data[i % 4::-1]
        data[:i % 4 + 1] = data[i % 4::-1]
        data[1:3] = [other, thing] if i % 3 else turned[:2]
        data[3:] = (thing,)
        del turned[1:]
        del data[4:]
    return len(data)


def overwritten_locals_that_others_hold():
    log, kept = [], []
    Mortal.log = log
    a = b = c = None
    for i in range(N):
        a = thing = Mortal(i)
        if i % 3:
            kept.append(thing)
        log.append("first")
        b, c = thing, thing
        del thing
        log.append("second")
        a, b = c, a
        log.append("third")
        c = None
        if i % 7 == 0:
            kept.clear()
        a, b = i, [b]
        log.append("fourth")
    return log


def two_locals_give_up_the_same_object():
    log = Mortal.log = []
    rest = [Mortal(-1)]
    for i in range(N):
        x = y = rest.pop()
        rest.append(Mortal(i) if i % 2 else x)
        log.append(i)
        x, y = rest, rest
        log.append("let go")
        x = y = Mortal((i, i))
        log.append("held")
        x, y = y, log
        x, y = None, None
        log.append("gone")
    return log


def reference_counts_of_handed_over_objects():
    a, b, c = counted(object()), counted([1]), counted({"k": 1})
    table = counted([a, b, c])
    for i in range(N):
        x = table[i % 3]
        table[i % 3] = table[(i + 1) % 3]
        y = (x, table[0], a)
        z = [y, y]
        if x is b:
            b.append(i)
        if x == c:
            c["k"] = z[0][1]
    c["k"] = None
    return len(b)


def reference_counts_after_errors():
    thing = counted(object())
    box = counted([thing])
    for i in range(N):
        try:
            x = (thing, box, box[i % 2])
            y = thing + x
        except (IndexError, TypeError):
            z = thing
    return None


def reference_counts_after_iterators():
    thing = counted(object())
    data, names = counted([thing] * 10), counted({thing: thing})
    for i in range(30):
        for x in data:
            y = x
        for a, b in names.items():
            pass
        for k, v in enumerate(data):
            if k == 5:
                break
        for p, q in zip(data, data):
            r = [p, q]
    return None


def reference_counts_after_attributes_and_calls():
    class Box:
        def __init__(self, x):
            self.x = x

        def get(self):
            return self.x

        @property
        def same(self):
            return self.get()

    thing = counted(object())
    box = counted(Box(thing))
    for i in range(N):
        a = box.x
        b = box.get()
        c = box.same
        box.x = b
        get = box.get
        d = get()
        e = Box(d)
        e.y = e.get()
    return None


def reference_counts_when_types_change():
    things = [counted(object()), counted([]), counted("a text " * 100), counted((1, [2])), counted(2.5), counted(2 ** 100)]
    last = None
    for i in range(N):
        thing = things[i * 7 % 6]
        last = (thing, last[0] if last else None)
        if thing is things[1]:
            thing.append(last[1])
    things[1].clear()
    return None


def stop_iteration_value_is_released():
    Mortal.log.clear()

    def empty(i):
        return Mortal(i)
        yield

    for i in range(N):
        for x in empty(i):
            pass
        Mortal.log.append("after")
    return list(Mortal.log)


def closures_and_their_cells_die():
    Mortal.log.clear()

    def make(i):
        held = Mortal(i)

        def look():
            return held.name

        return look

    total = 0
    for i in range(N):
        look = make(i)
        total += look()
        Mortal.log.append("used")
    return total, list(Mortal.log)


def generators_die_half_way():
    log = []

    def walk(i):
        try:
            yield i
            yield -i
        finally:
            log.append(i)

    for i in range(N):
        for x in walk(i):
            if i % 2:
                break
        log.append("after")
    return log


def collections_within_products():
    """A product of large ints may collect garbage: here that moves the list whose items the loop reads and writes."""
    import gc
    data = list(range(1000, 1008))

    class Node:
        def __init__(self):
            self.me = self

        def __del__(self):
            data.extend([0] * 500)
            del data[8:]
    before, big, out = gc.get_threshold(), 3 ** 300, []
    gc.set_threshold(3)
    try:
        for i in range(3000):
            pair = [[i], [i + 1]]
            if i % 50 == 0:
                Node()
            data[i & 7] += big * (big + i) & 1
            out.append(data[i + 1 & 7] + len(pair))
    finally:
        gc.set_threshold(*before)
    gc.collect()
    return out, data


def the_line_at_which_an_object_goes():
    class Telling:
        def __del__(self):
            lines.append(sys._getframe(1).f_lineno - first)

    lines, first = [], sys._getframe().f_lineno
    kept, there = [None], None
    for i in range(200):
        one = Telling()
        two = Telling()
        kept[0] = two
        if i % 3:
            one = None
        two = [
            i]
        kept[
            0] = i
        there = Telling()
        [Telling()].clear()
        del there
    return lines
