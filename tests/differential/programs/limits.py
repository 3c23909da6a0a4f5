"""Recursion limits, deep recursion, big functions, huge constants: where the interpreter has a limit, it stays the same."""
import sys

N = 300


def endless_recursion_is_stopped():
    def down(n):
        nonlocal deepest
        deepest = n
        return down(n + 1) + 1

    deepest = 0
    try:
        down(0)
    except RecursionError as error:
        return str(error), deepest > 900


def endless_recursion_at_the_same_depth_every_time():
    def down(n):
        nonlocal deepest
        deepest = n
        down(n + 1)

    deepest, depths = 0, []
    for i in range(6):
        try:
            down(0)
        except RecursionError:
            depths.append(deepest)
    return depths


def depth_at_which_a_loop_meets_the_limit():
    def down(n):
        nonlocal deepest
        deepest = n
        total = 0
        for i in range(3):
            total += i
        return down(n + 1) + total

    deepest, depths = 0, []
    for i in range(4):
        try:
            down(0)
        except RecursionError:
            depths.append(deepest)
    return depths


def mutual_recursion_to_the_limit():
    class Tree:
        def visit(self, n):
            self.n = n
            return self.enter(n + 1)

        def enter(self, n):
            return [self.visit(n + 1)]

    tree, depths = Tree(), []
    for i in range(4):
        try:
            tree.visit(0)
        except RecursionError:
            depths.append(tree.n)
    return depths


def inlined_callee_just_below_the_limit():
    def leaf(x):
        return x + 1

    def work():
        total = 0
        for i in range(30):
            total = leaf(total)
        return total

    def down(n):
        nonlocal reached
        reached = n
        if n % 10 == 0:
            work()
        down(n + 1)

    reached, depths = 0, []
    for i in range(4):
        try:
            down(0)
        except RecursionError as error:
            names = []
            tb = error.__traceback__
            while tb:
                names.append(tb.tb_frame.f_code.co_name)
                tb = tb.tb_next
            depths.append((reached, names[-1]))
    return depths


def lower_limit_in_mid_loop():
    def down(n):
        return 0 if n == 0 else 1 + down(n - 1)

    base, frame = 0, sys._getframe()
    while frame:
        base += 1
        frame = frame.f_back
    out = []
    for i in range(100):
        if i == 50:
            sys.setrecursionlimit(base + 40)
        try:
            out.append(down(i % 60))
        except RecursionError:
            out.append("too deep")
    return out


def limit_restored_after_an_error():
    def down(n):
        return down(n + 1)

    def room(n):
        return 0 if n == 0 else 1 + room(n - 1)

    out = []
    for i in range(8):
        try:
            down(0)
        except RecursionError:
            out.append(room(500))
    return out


def deep_but_allowed_recursion():
    def down(n):
        return 0 if n == 0 else n + down(n - 1)

    return [down(700) for _ in range(10)]


def recursion_through_a_c_function():
    def down(n):
        return 0 if n == 0 else sum(map(down, [n - 1])) + 1

    return [down(i % 40) for i in range(100)]


def recursion_through_dunders():
    class Deep:
        def __init__(self, n):
            self.n = n

        def __add__(self, other):
            return other if self.n == 0 else Deep(self.n - 1) + (other + 1)

        def __repr__(self):
            return "." if self.n == 0 else "(" + repr(Deep(self.n - 1)) + ")"

    return [Deep(i % 30) + i for i in range(100)], [repr(Deep(i)) for i in range(30)]


def endless_repr_and_equality():
    class Loop:
        def __eq__(self, other):
            return self == other

    out = []
    for i in range(3):
        try:
            Loop() == Loop()  # noqa: B015
        except RecursionError as error:
            out.append(str(error))
    return out


def _run(text):
    space = {}
    exec(text, space)
    return space["work"]


def more_than_256_locals():
    lines = [f"    v{k} = {k} if n else 0" for k in range(400)]
    body = [f"        v{k} = v{(k * 7 + 1) % 400} + i" for k in range(0, 400, 9)]
    text = "\n".join(["def work(n):", *lines, "    for i in range(n):", *body, "    return [" + ", ".join(f"v{k}" for k in range(400)) + "]"])
    return _run(text)(100)


def more_than_256_constants_and_names():
    body = "\n".join(f"        total += {k * 1000 + 0.5} * (i % {k + 300}) + name_{k % 300}" for k in range(300))
    names = "\n".join(f"name_{k} = {k}" for k in range(300))
    return _run(f"{names}\ndef work(n):\n    total = 0\n    for i in range(n):\n{body}\n    return total")(30)


def long_jumps():
    body = "\n".join(f"            total = total * 3 % 1009 + {k}" for k in range(500))
    text = f"def work(n):\n    total = 0\n    for i in range(n):\n        if i % 3:\n{body}\n        else:\n            total += 1\n    return total"
    return _run(text)(40)


def many_attribute_names():
    reads = " + ".join(f"box.a{k}" for k in range(300))
    writes = "\n".join(f"        box.a{k} = i + {k}" for k in range(0, 300, 3))
    text = f"class Box: pass\ndef work(n):\n    box = Box()\n    for k in range(300): setattr(box, 'a%d' % k, k)\n" \
           f"    total = 0\n    for i in range(n):\n        total += {reads}\n{writes}\n    return total"
    return _run(text)(30)


def deep_stack_in_one_expression():
    deep = "".join(f"(i + {k}, [" for k in range(30)) + "i" + "])" * 30
    text = f"def work(n):\n    out = None\n    for i in range(n):\n        out = {deep}\n    return out"
    return _run(text)(60)


def wide_call_and_display():
    items = ", ".join(f"i + {k}" for k in range(280))
    text = f"def many(*args):\n    return sum(args)\ndef work(n):\n    total = 0\n    for i in range(n):\n" \
           f"        total += many({items}) + len([{items}]) + max({items})\n    return total"
    return _run(text)(30)


def many_branches():
    branches = "\n".join(f"        {'if' if k == 0 else 'elif'} x == {k}:\n            total += {k * k}" for k in range(60))
    text = f"def work(n):\n    total = x = 0\n    for i in range(n):\n        x = (x * 7 + 3) % 61\n{branches}\n    return total"
    return _run(text)(1000)


def deeply_nested_loops():
    lines, indent = ["def work(n):", "    total = 0"], "    "
    for depth in range(12):
        lines.append(f"{indent}for i{depth} in range(2):")
        indent += "    "
    lines += [f"{indent}total += i0 + i11", "    return total"]
    return _run("\n".join(lines))(0)


def one_code_object_with_many_loops():
    loops = "\n".join(f"    for i in range(30):\n        total = total * {k + 3} % 10007 + i" for k in range(60))
    return _run(f"def work(n):\n    total = 0\n{loops}\n    return total")(0)


def many_small_functions():
    texts = [f"def f{k}(n):\n    t = 0\n    for i in range(n):\n        t += i * {k}\n    return t" for k in range(80)]
    calls = ", ".join(f"f{k}(20)" for k in range(80))
    return _run("\n".join(texts) + f"\ndef work(n):\n    return [{calls}]")(0)


def functions_that_come_and_go():
    total = 0
    for k in range(40):
        work = _run(f"def work(n):\n    t = 0\n    for i in range(n):\n        t += i * {k}\n    return t")
        total += work(30)
    return total


def huge_ints_in_a_loop():
    x = 3
    for i in range(200):
        x = x * x % (10 ** 120 + 7)
    return x


def very_long_int_to_text_in_mid_loop():
    total = 0
    for i in range(4200, 4400):
        total += len(str(10 ** i))
    return total


def memory_error_for_an_impossible_list():
    out = 0
    for i in range(N):
        try:
            out += len([0] * (3 if i < 200 else 2 ** 62))
        except MemoryError:
            out += 1000
    return out
