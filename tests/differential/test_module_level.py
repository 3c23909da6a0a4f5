"""Hot loops of a script: at module level, where variables live in a dict, and what a script does around them."""
import pytest

SCRIPTS = {
    "for over a range": """
        total = 0
        for i in range(300):
            total += i * 2
    """,
    "while": """
        n = steps = 0
        while n < 1000:
            n += 3
            steps += 1
        else:
            end = "reached"
    """,
    "nested": """
        total = 0
        for i in range(40):
            for j in range(i):
                if (i + j) % 7 == 0:
                    continue
                total += i * j
            k = i
            while k:
                k //= 2
                total -= 1
    """,
    "floats": """
        x, v = 0.0, 1.0
        for step in range(300):
            x += v * 0.01
            v -= x * 0.01
    """,
    "types that change": """
        x = 1
        for i in range(300):
            if i == 100:
                x = 0.5
            if i == 200:
                x = "a"
            y = x + x
    """,
    "ints that outgrow 64 bits": """
        a, b = 0, 1
        for i in range(200):
            a, b = b, a + b
    """,
    "functions that read and write its globals": """
        count = 0
        scale = 2
        def bump():
            global count
            count += scale
        for i in range(300):
            bump()
            if i == 150:
                scale = 0.5
            count -= 1
    """,
    "names deleted and bound again": """
        for i in range(300):
            x = i
            if i % 3 == 0:
                del x
            try:
                y = x
            except NameError:
                y = -1
    """,
    "a builtin shadowed in mid-loop": """
        out = []
        for i in range(300):
            out.append(len("abc"))
            if i == 150:
                len = lambda x: "mine"
            if i == 250:
                del len
    """,
    "its own dict changed behind it": """
        space = globals()
        total = 0
        for i in range(300):
            total += 1
            space["total"] += 1
            if i % 100 == 50:
                space["i"] = 1000
            seen = i
        del space
    """,
    "a comprehension and a generator expression": """
        squares = [i * i for i in range(300)]
        total = sum(x for x in squares if x % 2)
        table = {i: [j for j in range(i % 5)] for i in range(60)}
        i = "kept"
        again = [i for i in range(3)]
    """,
    "a class body with a loop": """
        class Table:
            total = 0
            for i in range(300):
                total += i
            rows = [i for _ in range(3)]
        result = Table.total, Table.i, Table.rows
    """,
    "an error in mid-loop": """
        total = 0
        for i in range(300):
            total += 100 // (200 - i)
    """,
    "an error in a function called in mid-loop": """
        def f(x):
            return 100 // (200 - x)
        def g(x):
            return f(x) + 1
        total = 0
        for i in range(300):
            total += g(i)
    """,
    "errors handled in mid-loop": """
        misses = 0
        for i in range(300):
            try:
                misses += {0: 1, 1: 2}[i % 4]
            except KeyError as error:
                misses -= error.args[0]
            finally:
                last = i
    """,
    "printing": """
        for i in range(60):
            print(i, i / 2)
            if i % 20 == 19:
                print(f"{i:>5}", end="|")
    """,
    "annotations": """
        total: int = 0
        for i in range(300):
            total += i
            half: float = total / 2
    """,
    "star and tuple targets": """
        out = []
        for a, (b, *c) in [(1, (2, 3, 4)), (5, "xyz")] * 60:
            out += [a, b, c]
    """,
    "imports inside": """
        for i in range(100):
            import math
            from os.path import join as put
            x = math.sqrt(i)
            y = put("a", str(i))
        del math
    """,
    "match": """
        out = []
        for x in [1, "a", [1, 2], {"k": 3}, None] * 60:
            match x:
                case int():
                    out.append(x)
                case [a, b]:
                    out.append(a + b)
                case {"k": v}:
                    out.append(v)
                case _:
                    out.append("?")
    """,
    "locals and frames": """
        import sys as _sys
        out = []
        for i in range(300):
            if i % 50 == 0:
                out.append((locals()["i"], _sys._getframe().f_lineno, locals() is globals()))
    """,
    "exec with its own namespace": """
        space = {"x": 1}
        exec("for i in range(300):\\n    x += i\\n    y = x", space)
        x, y = space["x"], space["y"]
        del space
    """,
    "exit from mid-loop": """
        import sys as _sys
        for i in range(300):
            if i == 200:
                _sys.exit("enough")
    """,
    "lists of lists": """
        grid = [[0] * 5 for _ in range(5)]
        for step in range(300):
            grid[step % 5][step * 3 % 5] += step
            row = grid[0]
            row[0] -= 1
    """,
    "a lambda over a changing global": """
        k = 1
        f = lambda x: x * k
        total = 0
        for i in range(300):
            total += f(i)
            k = k + 1 if i < 200 else k * 1.01
        del f
    """,
    "a global that is also builtin's name and a callee's": """
        max = 5
        def top(a, b):
            return a if a > b else b
        total = 0
        for i in range(300):
            total += top(i, max)
            if i == 150:
                del max
            if i == 150:
                max = 200
        del max
        after = max(3, 4)
    """,
    "an else branch after a break": """
        for i in range(300):
            for j in range(10):
                if i * j == 1998:
                    break
            else:
                continue
            break
        found = i, j
    """,
    "a while over a function's result": """
        def step(n):
            return n // 2 if n % 2 == 0 else 3 * n + 1
        longest = 0
        for start in range(1, 60):
            n, count = start, 0
            while n != 1:
                n = step(n)
                count += 1
            longest = max(longest, count)
    """,
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script(both, script):
    both(SCRIPTS[script])


def test_a_script_finds_the_names_that_it_was_given(both):
    both("""
        total = start
        for x in data:
            total += x
    """, start=1.5, data=list(range(300)))
