"""The grammar's rows, see grammar.py, about objects that need not be made: they go from local to local, hold each other and numbers that
locals hold, too, and are wanted at odd moments. So are numbers that cells and attributes get."""
ESCAPES = """
fresh:
    3x Thing(<I>, <R>)
    2x Thing(<x>, <x>)
    Thing(<a>, <o>.q)
    Strict(<a>, <x>)
    Strict(<o>.p, <i>)
    Slotted(<x>, <a>)
    Formed(p[0], <a>)
    Thing(<i>, (<x>, <a>, <x>))
    Thing.made(<I>)
line:
    6x <o> = <fresh>
    2x <o> = Thing(<o>.q, <o>.p)
    2x o, u = u, o
    2x o, u = <fresh>, o
    u = o
    <o>.p, <o>.q = <o>.q, <o>.p
    <o>.q = <fresh>.p
    <o>.r = <x>
    p = (<x>, <a>, <o>.q)
    p = (<o>.p, p[0], <i>)
    p = (<x>, p, <o>)
    p = p[1] if type(p[1]) is tuple else (<i>, <a>, <x>)
    p = (*p[:2], <fresh>)
    <x>, <a> = (lambda *k: k)(<x>, <i>)
    2x a, b = b, <I>
    a, b, c = b, c, <I>
    a, b, c = c, a, b
    x, y = y, <R>
    x, y = y, x
    a, x = <I>, <a>
    b, p, a = a, (b, x, y), <i>
    w = (<o>, p, Mortal(<i>))
    w = Thing(Mortal(<i>), <o>)
    w = Thing(w, <o>) if <C> else <fresh>
    w = <fresh>, (<o>, <fresh>)
    w.p = <o>
    w = Thing(<I>, <x>).step;; a = w(<i>);; note(w.__self__.p)
    w = Thing(<x>, <a>).step;; if <C>: HELD[<bit>] = w
    w = <fresh>.__init__;; w(<x>, <i>);; note(w == <o>.__init__, w is w, w.__self__.p)
    w = xs.append;; w(<I>) if len(xs) < 30 else xs.clear();; if <C>: HELD[<bit>] = (w, w)
    w = s.join;; note(w([r, s]) if len(s) < 9 else w.__self__ is s)
    w = slice(<a>, <I>);; note(xs[w], p[w], w.stop is <a>)
    w = slice(<x>, <o>, <fresh>);; if <C>: HELD[<bit>] = w
    w = (slice(<i>), slice(<x>, p, <a>));; note(s[w[0]], w[1].start is <x>)
    HELD[<bit>] = <o>
    HELD[<bit>] = p
    if <C>: HELD[<bit>] = <o>
    if <C>: HELD[<bit>] = w
    if <C>: HELD[0] = (<o>, p, <o>)
    if <C>: HELD.append(HELD.pop(0))
    note(o is u, HELD[0] is o, HELD[1] is p, w is u)
    note(<o>.p is <x>, <o>.q is p[0], <o>.p is <o>.q, p[0] is <x>)
    note(sys.getrefcount(<o>))
    if <C>: note(sum(type(k) is Strict for k in gc.get_objects()))
    if <C>: note(weakref.ref(<o>)() is <o>)
    if <C>: gc.collect()
    if <C>: note(sorted(vars(<o>))) if type(<o>) is Thing else None
    if <C>: del <o>.p
    if <C>: <o>.__class__ = Slotted if type(<o>) is Slotted else Formed if type(<o>) is Thing else type(<o>)
    try: note(<o>.p // <i>);;
        except Exception as error: told(error); note(error.__traceback__.tb_frame.f_locals.get('o') is o)
    try: <o> = Thing(<x>, 1 // (<i> % 3));;
        except ZeroDivisionError as error: told(error);;
        finally: note(<o>.p)
    3x <a> = next_of(<o>)
    2x <x> = stepped(<o>)
    note(next_of(o), next_of(u), <a>)
    if <C>: note(stepped(<o>) is <o>.q, <x> is <o>.q, <a> is <o>.p)
    if <C>: note(vars(o)) if type(o) is Thing else None
    <o>.p = <a> = <I>
    <o>.p = <o>.q = <x> = <R>
    4x <a> = tally(<i>)
    2x <a> = tally(<I>)
    3x <x> = ftally(<x>)
    <a> = swap(<I>)
    <x> = fswap(<R>)
    <a>, <x> = swap(<a>), fswap(<x>)
    <a> = b = tally(<i>)
    <a> = b; b = tally(<i>)
    <x> = y; y = ftally(0.5)
    tally_both(<i>)
    note(tally_both(<a>), <a>)
    <o>.p = tally(<i>)
    <o>.p = <a> = tally(<i>)
    <o>.q = ftally(<o>.q if type(<o>.q) is float else 0.25)
    <xs>[0] = tally(<i>)
    p = (tally(<i>), <a>, <x>)
    p = (<a>, swap(<a>), <i>)
    HELD[<bit>] = tally(<i>)
    note(tallied(), ftallied())
    note(<a> is tallied(), <x> is ftallied(), p[0] is tallied())
    if <C>: note(<a> is tallied(), b is tallied(), y is ftallied())
    if <C>: note(tallied(), CELL.cell_contents is tallied())
    if <C>: note(CELL.cell_contents, FCELL.cell_contents is <x>)
    if <C>: CELL.cell_contents = <I>
    if <C>: FCELL.cell_contents = <R>
    if <C>: CELL.cell_contents = <x>; note(tally(1)); CELL.cell_contents = <i>
    if <C>: note(sorted([2, 1], key=lambda k: (tallied(), k)))
    if <C>: HELD[<bit>] = tallied()
    if <C>: HELD[0] = <a> = swap(<I>)
    if <C>: note(tally(<i> * 10 ** 6), gc.get_referents(CELL))
    if <C>: note(next(seeing), next(tallying))
    <a> = next(tallying)
    w = Telling()
    w = Telling() if <C> else <i>
    try: <a> = tally(<i>); b = 1 // (<i> % 3);;
        except ZeroDivisionError as error: note(tallied(), <a>);;
        finally: <a> = tally(1)
    try: del CELL.cell_contents; note(tallied());;
        except NameError as error: told(error);;
        finally: CELL.cell_contents = <i>
I:
    next_of(<o>)
    tally(<i>)
    (tallied() if type(tallied()) is int else 1)
    (<o>.p if type(<o>.p) is int else 3)
    (p[1] if type(p[1]) is int else 5)
    len(p)
R:
    ftally(<x>)
    ftallied()
    (<o>.q if type(<o>.q) is float else 0.5)
    (p[0] if type(p[0]) is float else 1.5)
    <fresh>.half
"""
