"""How long classes, functions, modules and what they hold live to which a loop has referred: as long as the program wants them."""
import gc
import sys
import types
import weakref

N = 200
deaths = []


class Mortal:
    """Writes down its death."""

    def __init__(self, name):
        self.name = name

    def __del__(self):
        deaths.append(self.name)


def told(work):
    """What `work` gives, who has died until it was done, and who dies in the next collection, in whatever order."""
    gc.collect()
    deaths.clear()
    gc.disable()
    try:
        result = work()
        before = list(deaths)
        gc.collect()
        return result, before, sorted(deaths[len(before):], key=str)
    finally:
        deaths.clear()
        gc.enable()


def make_class(name):
    class Made:
        mark = Mortal(name)
        items = [Mortal(name + "'s item")]
        pair = 1, 2

        def __init__(self, value):
            self.value = value

        def get(self):
            return self.value

        @property
        def double(self):
            return 2 * self.value

        @classmethod
        def one(cls):
            return 1

        @staticmethod
        def two():
            return 2
    return Made


def use_class(cls, n=N):
    total = 0
    for i in range(n):
        made = cls(i)
        total += made.get() + made.double + made.one() + cls.two() + len(made.items) + len(cls.items) + made.pair[0]
    return total


def a_class():
    def work():
        return [use_class(make_class(name)) for name in ("first", "second", "third")]
    return told(work)


def a_class_whose_loop_goes_on():
    def work():
        total = 0
        for i in range(60):
            cls = make_class(str(i))
            total += use_class(cls, 20)
            if i % 7 == 0:
                cls = None
                gc.collect()
        return total
    return told(work)


def a_subclass():
    class Base:
        def get(self):
            return 1

    def work():
        total = 0
        for k in range(3):
            class Sub(Base):
                mark = Mortal(k)

                def get(self):
                    return 1 + super().get()
            sub = Sub()
            for _ in range(N):
                total += sub.get()
        return total
    result = told(work)
    return result, [cls.__name__ for cls in Base.__subclasses__()]


def value_of_a_class():
    def work():
        cls = make_class("class")
        total = 0
        for i in range(N):
            total += len(cls.mark.name) + len(cls.items)
            if i == N // 2:
                cls.mark = Mortal("other")
                deaths.append("replaced")
                cls.items = [Mortal("other item")]
                deaths.append("both")
        return total
    return told(work)


def helper(x):
    return x + 1


def a_function():
    global helper

    def make(mark):
        def helper(x, mark=mark):
            return x + len(mark.name)
        return helper

    def work():
        global helper
        total = 0
        for k in range(4):
            helper = make(Mortal("function %d" % k))
            deaths.append("made")
            for i in range(N):
                total += helper(i)
        helper = abs
        deaths.append("replaced")
        return total
    return told(work)


def a_function_while_it_is_called():
    global at_work

    def work():
        global at_work
        mark = Mortal("function")

        def at_work(i):
            global at_work
            if i == N - 2:
                at_work = abs
                deaths.append("replaced")
            return i + bool(mark)
        del mark
        total = 0
        for i in range(N):
            total += at_work(i)
        return total
    return told(work)


def a_function_while_its_arguments_are_computed():
    global waiting

    def work():
        global waiting

        def make(mark):
            return lambda x: x + len(mark.name)
        waiting = make(Mortal("waiting"))

        class Index:
            def __index__(self):
                global waiting
                if self.left == 0:
                    waiting = make(Mortal("next"))
                    deaths.append("replaced")
                self.left -= 1
                return 1
        index = Index()
        index.left, total = N - 20, 0
        values = [1, 2, 3]
        for _ in range(N):
            total += waiting(values[index])
        return total
    return told(work)


def a_function_in_a_tuple_that_nobody_makes():
    global one, other

    def work():
        global one, other

        def make(mark):
            return lambda: len(mark.name)

        class Dropping:
            def __del__(self):
                global one
                if self.last:
                    one = make(Mortal("next"))
        one, other, total = make(Mortal("one")), make(Mortal("other")), 0
        for i in range(N):
            thing = Dropping()
            thing.last = i == N - 30
            f, thing, g = one, None, other
            total += f() + g()
        del f, g
        return total
    return told(work)


def a_function_that_is_deleted_by_an_inlined_call():
    global leaving

    class Dropping:
        def __init__(self, last):
            self.last = last

        def __del__(self):
            global leaving
            if self.last:
                leaving = None
                deaths.append("deleted")

    class Holder:
        def __init__(self):
            self.held = None

    def work():
        global leaving
        mark = Mortal("function")

        def leaving(holder, i):
            holder.held = Dropping(i == N - 30)
            return bool(mark)
        del mark
        holder, total = Holder(), 0
        for i in range(N):
            if leaving is None:
                break
            total += leaving(holder, i)
        return i, total
    return told(work)


def defaults():
    global with_defaults

    def work():
        global with_defaults

        def with_defaults(x, a=Mortal("a"), *, b=Mortal("b"), c=3):
            return x + len(a.name) + len(b.name) + c
        total = 0
        for i in range(N):
            total += with_defaults(i)
            if i == N // 2:
                with_defaults.__defaults__ = (Mortal("other a"),)
                deaths.append("positional")
                with_defaults.__kwdefaults__ = {"b": Mortal("other b"), "c": 4}
                deaths.append("keyword")
        del with_defaults
        return total
    return told(work)


def a_module():
    def work():
        total = 0
        for k in range(3):
            module = types.ModuleType("made")
            exec("def f(x):\n    return x + step\nstep = 2\n", vars(module))
            module.mark = Mortal(k)
            for i in range(N):
                total += module.f(i) + module.step
        return total
    return told(work)


def a_namespace():
    def work():
        total = 0
        for k in range(3):
            space = {"mark": Mortal(k)}
            exec("class C:\n    step = [3]\n    def f(self, x):\n        return x + step + self.step[0]\nstep = 2\nc = C()", space)
            c = space["c"]
            for i in range(N):
                total += c.f(i)
            del c, space
        return total
    return told(work)


def a_class_that_is_a_type():
    def work():
        cls, total = make_class("class"), 0
        made = cls(1)
        for _ in range(N):
            total += type(made) is cls
            total += isinstance(made, (cls, int))
        return total
    return told(work)


def a_generation_at_a_time():
    """The same loop over and over, with another class each time."""
    def work():
        living = []
        for k in range(12):
            cls = make_class(str(k))
            living.append(weakref.ref(cls))
            use_class(cls, 50)
        del cls
        gc.collect()
        return [ref() is None for ref in living]
    return told(work)


def counts_of_what_a_loop_refers_to():
    cls = make_class("class")
    used = helper
    before = sys.getrefcount(cls), sys.getrefcount(used), sys.getrefcount(cls.items), sys.getrefcount(cls.mark)
    use_class(cls)
    for i in range(N):
        used(i) if used is not abs else abs(i)
    return [now - then for now, then in zip((sys.getrefcount(cls), sys.getrefcount(used), sys.getrefcount(cls.items),
                                            sys.getrefcount(cls.mark)), before)]
