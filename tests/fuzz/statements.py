"""The grammar's rows for statements: see grammar.py."""
STATEMENTS = """
statement:
    7x <line>
    3x <big>
    2x <loop>
    <change>
line:
    4x <a> <assign> <I>
    3x <a> = <I>
    2x <x> = <R>
    <x> += <R>
    <x> *= <real>
    <x> *= math.sin(<x>)
    <x> -= <R>
    <a> = cut(<a> * <I>)
    <a> //= <nonzero>
    <a> %= <I> or 7
    <a> %= <I>
    <a> <<= <i> & 63
    <a> >>= 1
    <s> = <S>
    2x <s> += <piece>
    <xs> = <L>
    <xs>[<i> % len(<xs>)] = <v>
    <xs>[<i>] = <v>
    <xs>[-1] += <v>
    <xs>[<i> % len(<xs>)] += <i>
    <xs>.append(<v>)
    <xs>.pop()
    <xs>.pop(0)
    <xs>.insert(<i>, <v>)
    <xs>.extend(<L>[:3])
    <xs>.remove(<i>)
    <xs>.reverse()
    <xs>.sort(key=lambda k: str(k)[:9])
    <xs>[1:2] = [<i>]
    <xs>[<i>:] = <L>[:3]
    del <xs>[3:]
    del <xs>[<i> % len(<xs>)]
    <xs> += (<i>,)
    xs = ys
    fs[<i> % len(fs)] = <R>
    fs[<i> % len(fs)] += <R>
    fs[0], fs[-1] = fs[-1], fs[0]
    (a, *w), b = <xs>, <i>
    a, *b, c = <L>
    a, y, c = p
    <a>, <a> = <i>, <I>
    <a>, <x> = <x>, <a>
    a, b, c = b, c, a
    x, t = <R>, a is b
    [a, b] = <L>
    <d>[<i>] = <v>
    <d>[<i> % 5] = <d>.get(<i> % 5, 0) + <i>
    <d>[<i> % 3] += <v>
    <d>['k%d' % (<i> & 3)] = <v>
    <d>['k0'] = <i>
    a, y = Pair(<i>, <x>)
    p = Pair(<v>, <v>)
    <d>.pop(<i>, None)
    <d>.setdefault(<i>, []).append(<i>)
    <d>.update({<i> % 4: <v>})
    del <d>[<i>]
    <d> = <D>
    d = e
    m.add(<i> & 15)
    m.discard(<i>)
    m = {k & 7 for k in <xs>}
    m |= {<i> & 15}
    p = (<v>, <r>, p[0])
    p = p[1:] + (<v>,)
    <o>.p = <I>
    <o>.p = <v>
    <o>.q = <R>
    <o>.p += <v>
    <o>.r = <v>
    <o>.half = <i>
    <o>._p = <i>
    del <o>.p
    del <o>.r
    <o> = <O>
    <o>.next = <o>
    <o>.__dict__['p'] = <v>
    <o>.__dict__.pop('p', None)
    <o>.__dict__.popitem()
    <o>.__dict__.clear()
    vars(<o>).update(p=<v>, q=<r>)
    setattr(<o>, 'p', <v>)
    delattr(<o>, 'p')
    <o>.p, <o>.q = <o>.q, <o>.p
    type(<o>).scale = <v>
    globals()['G'] = <v>
    globals().update(H=<r>)
    <xs>.clear()
    <d>.clear()
    m.clear()
    <d>.popitem()
    m.pop()
    <xs>[0], <xs>[-1] = <xs>[-1], <xs>[0]
    list.append(<xs>, <i>)
    dict.__setitem__(<d>, <i>, <v>)
    <o>.step(<I>)
    ba[<i> % 8] = <I> & 255
    ar[<i> % 4] = <R>
    ar[<i> % 4] += <r>
    t = <C>
    t = not t
    2x w = <W>
    it = iter(<L>)
    it = iter(Walk(<digit>, <digit>))
    it = <W>
    h = <H>
    h = w
    bump(<i>)
    <call>
    <any> = <W>
    note(<v>, <v>)
    print(<v>, <s>)
    print(<any> is <any>, sep='')
    <a> = (<a> := <I>) + 1
    Mortal(<i>)
    w = Mortal(<i>)
    w = [Mortal(<i>), Mortal(<s>)]
    <xs>[0] = Mortal(<i>)
    <o>.r = Raising(<i>)
    w = weakref.ref(<o>, gone)
    assert <C>, <i>
    def h(k=<i>): return k + <a>
    exec('a = 5')
    Row(<i>)[<i>] = <v>
    w = <o>.__dict__
    w += <v>
    collections.deque(<xs>, 3).append(<i>)
    import math
    from collections import deque
    w = sorted(locals())
big:
    if <C>: ;; .<block> ;; else: ;; .<block>
    if <C>: ;; .<block>
    if <C>: ;; .<block> ;; elif <C>: ;; .<block> ;; else: ;; .<line>
    2x <try>
    2x <change>
    if <j> % <moment> == 2 and <C>: ;; .<leave>
    match <W>: ;; .case int(): ;; ..<block> ;; .case [k, *l]: ;; ..<block> ;; .case {0: k}: ;; ..<line> ;; .case _: ;;
        ..<line>
    match <v>: ;; .case 0 | 1: ;; ..<block> ;; .case float() as k: ;; ..<line> ;; .case k if k <relation> 5: ;; ..<line>
    with Guard(<bit>) as g: ;; .<block>
    with Guard(1), Guard(0): ;; .<block>
    with Guard(1): ;; .w = <d>[<i>] ;; .<line>
    def h(k=<i>): ;; .<names> ;; .<line> ;; .return <I>
    def h(*k): ;; .<names> ;; .<block> ;; .return <I>
    class Inner(Thing): ;; .scale = <i> ;; .def step(self, k): ;; ..return <i> ;; u = Inner(1, 2)
    poke('<any>', <other>)
try:
    6x try: ;; .<block> ;; except Exception as error: ;; .told(error) ;; .<handled>
    try: ;; .<block> ;; except (TypeError, ZeroDivisionError): ;; .<handled> ;; except LookupError: ;; .<line> ;;
        else: ;; .<block>
    try: ;; .<block> ;; finally: ;; .<block>
    try: ;; .<block> ;; except <caught> as error: ;; .<handled> ;; finally: ;; .<line>
    try: ;; .raise <caught>(<i>) ;; except Exception as error: ;; .w = error.args ;; .<handled>
    try: ;; .<block> ;; except Exception as error: ;; .w = error ;; .<handled>
    try: ;; .try: ;; ..<block> ;; .except Exception as error: ;; ..raise KeyError(<i>) from error ;;
        except Exception as error: ;; .told(error)
    try: ;; .next(it) ;; except StopIteration as stop: ;; .it = iter(<xs>)
    try: ;; .<xs>[<i>] ;; except IndexError: ;; .<line>
    try: ;; .<d>[<i>] ;; except KeyError as error: ;; .<d>[<i>] = error.args[0]
    try: ;; .<block> ;; except* TypeError as error: ;; .<line> ;; except* ArithmeticError: ;; .<line>
caught:
    ArithmeticError; Exception; ValueError; TypeError; KeyError
handled:
    3x <repair>
    a = 5
    s = type(error).__name__
    pass
    <block>
repair:
    3x a, b, c, x, y, s, r = 1, 2, <i>, 0.5, <real>, 'ab', 'c' ;; xs, ys, fs, d, e = [1, 2, 3], [4, 5], [0.5], {1: 2}, {3: 4}
    a, b, c, x, y = 5, <edge>, 7, 1.5, 0.5 ;; o = u = Thing(<digit>, 0.25) ;; p, m, t = (1, 2.5, 3), {1}, False
    a, b, c = <digit>, <digit>, <i>
    <init>
    <init> ;; <init> ;; <init>
    a, b, x, y = 1, 2, 0.5, 1.5 ;; o = u = Thing(<digit>, 0.25)
    s, xs, d = 'repaired', [1, 2, 3], {}
init:
    a = <edge>; b = <edge>; c = <edge>; x = <real>; y = <real>; s = 'start'; r = 'abé'; t = True; w = <other>
    xs = [1, 2, <digit>]; ys = [<edge>, 4, 5, 6]; fs = [0.5, <real>]; m = {1, 2}
    p = (1, 2.5, -3); h = other; it = iter([5, 6, 7])
    o = <Kind>(<edge>, <real>); u = <Kind>(2, 0.5); ba = bytearray(8); ar = array.array('d', [0.5] * 4)
    d = {0: 1, 2: 3}
    e = {'a': 1, <digit>: <edge>}
counters:
    i = <digit>; n = 9
change:
    4x if <j> == <moment>: ;; .<changed>
    if <C>: ;; .<changed>
    <changed>
    if <j> > <moment>: ;; .<changed>
    if <j> == <moment>: ;; .<changed> ;; elif <j> == <moment>: ;; .<repair>
changed:
    3x <a> = <other>
    2x <x> = <other>
    <any> = <other>
    <any> = <W>
    del <any>
    fs = xs
    ar = ba
    xs = Odd(4), 5, 6
    xs = Row(4, 5, 6)
    xs = p
    ba = b'unchanging'
    d = Row(1, 2, 3)
    o = None
    h = Thing.step
    globals()['G'] = 2.5
    globals()['H'] = <W>
    globals()['other'] = lambda k, l=1: (k, l)[0]
    globals()['len'] = lambda k: 3
    globals().pop('len')
    builtins.abs = lambda k: k
    builtins.len = abs
    builtins.sum = builtins.max
    del builtins.max
    Thing.scale = <v>
    Thing.step = other_step
    Thing.p = 7
    Thing.half = Doubling()
    Thing.__getattr__ = lambda self, name: len(name)
    Thing.__setattr__ = lambda self, name, k: object.__setattr__(self, name, <i>)
    Thing.__eq__ = lambda self, k: <C>
    Thing.extra = property(lambda self: self.p)
    del Thing.scale
    Slotted.scale = <i>
    Doubling.__get__ = lambda self, held, owner: 11
    Row.__add__ = lambda self, k: k
    Row.__len__ = lambda self: <i>
    Walk.__next__ = lambda self: next(iter(()))
    Odd.__add__ = int.__add__
    Odd.__mul__ = lambda self, k: <v>
    Meta.shade = <v>
    <o>.scale = <i>
    <o>.step = lambda k: k
    <o>.__class__ = <Kind>
    <o>.__dict__ = {'p': 1, 'q': 2}
    <o>.__dict__['step'] = abs
    <o>.__dict__.clear()
    Asked.__bases__ = (Slotted,)
    f.__code__ = other.__code__
    other.__code__ = (lambda a, b=5: a).__code__
    other.__code__ = f.__code__
    f.__defaults__ = (7, 8)
    other.__defaults__ = None
    other.__kwdefaults__ = {'b': 2}
    bump.__code__ = (lambda by: by).__code__
    globals()['f'] = g
    Thing.step = f
    gc.collect()
    sys.setswitchinterval(1e-5)
    sys.setrecursionlimit(200)
    xs.clear()
    xs[:] = fs
    d.clear()
    d = {str(k): k for k in range(9)}
    n = min(n + 1, 120)
    n = 5
    raise KeyError(<j>)
    raise Raised(<i>)
    <x>, <a> = <a>, <x>
    sys.settrace(None)
    Local.late = <v>
    Deeper.step = Thing.step
    del Local.step
    f.late = <v>
loop:
    4x for <j> in range(<i> % 7): ;; .<block>
    for <j> in range(<digit>, <nonzero> % 9, 2): ;; .<block>
    for <j> in range(<digit>, -3, -2): ;; .<block>
    for <j> in range(6): ;; .<block> ;; .if <j> == 4 and <C>: ;; ..<leave> ;; else: ;; .<line>
    for <j> in range(<edge>, <edge>): ;; .<block> ;; .if <j> <relation> <i>: ;; ..break ;; .<bound>
    for <j> in <xs>: ;; .<bound> ;; .<block>
    for <j> in <xs>[:6]: ;; .<block>
    for <j> in <L>: ;; .<bound> ;; .<block>
    for <j>, s in enumerate('abc'): ;; .<block>
    for <j>, a in enumerate(<xs>, <i>): ;; .<bound> ;; .<block>
    for <j>, y in zip(range(5), fs): ;; .<block>
    for <j>, a, r in zip(<xs>, (1, 2.5, 'k'), <s>): ;; .<block>
    for <j> in <d>: ;; .<bound> ;; .<block>
    for <j>, c in list(<d>.items())[:5]: ;; .<block>
    for <j>, w in <d>.items(): ;; .<bound> ;; .<block>
    for <j> in <d>.values(): ;; .<bound> ;; .<block>
    for <j> in ba[:4]: ;; .<block>
    for <j> in (1, 2.5, True, 'k'): ;; .<block>
    for <j> in p: ;; .<block>
    for <j> in reversed(<xs>[-4:]): ;; .<block>
    for <j> in reversed(<xs>): ;; .<bound> ;; .<block>
    for <j> in reversed(range(5)): ;; .<block>
    for <j> in <s>[:5]: ;; .<block>
    for <j> in 'aé€': ;; .<block>
    for <j> in m: ;; .<bound> ;; .<block>
    for <j> in fs: ;; .<bound> ;; .<block>
    for <j>, x in gen_pairs(<digit>): ;; .<block>
    2x for <j> in gen(<digit>): ;; .<bound> ;; .<block>
    for <j> in (k for k in <xs>[:5] if k): ;; .<block>
    for <j> in Walk(<digit>): ;; .<block>
    for <j> in Walk(5, <digit>): ;; .<block>
    for <j> in Row(<i>, <v>, 3): ;; .<block>
    for <j> in map(abs, <xs>[:4]): ;; .<block>
    for <j> in map(h, <xs>[:4]): ;; .<block>
    for <j> in filter(None, <xs>[:4]): ;; .<block>
    for <j> in it: ;; .<bound> ;; .<block>
    for <j> in w: ;; .<bound> ;; .<block>
    for <j> in iter(<o>.step, 3): ;; .<bound> ;; .<block>
    for ba[0] in range(3): ;; .<line> ;; for <j> in range(2): ;; .<line>
    for <o>.p in range(3): ;; .<line> ;; for <j> in range(2): ;; .<line>
    for <j>, *w in [(1, 2), (3,), 'abc']: ;; .<block>
    for (<j>, a), b in [((1, 2), 3), ((4, 2.5), 6)]: ;; .<block>
    2x <j> = 0 ;; while (<j> := <j> + 1) < 6: ;; .<block>
    <j> = 5 ;; while <j>: ;; .<j> -= 1 ;; .<block> ;; else: ;; .<line>
    <j> = 0 ;; while True: ;; .<j> += 1 ;; .if <j> > 5 or <C>: break ;; .<block>
    <j> = 0.5 ;; while <j> < 50: ;; .<j> *= 2.5 ;; .<block>
    <j> = 0 ;; while <C>: ;; .<bound> ;; .<block>
bound:
    <n> = <n> + 1 ;; if <n> % 8 == 0: break
leave:
    break; continue; pass
leave outside:
    pass
leave in function:
    3x break; continue; return <I>
leave in generator:
    break; continue; yield <I>; return
generate:
    3x yield <v>
    <a> = yield <v>
    yield from <xs>[:2]
    yield from gen_pairs(2)
    try: ;; .yield <v> ;; finally: ;; .<line>
    for <j> in range(<digit> & 3): ;; .yield <I> ;; .<line>
    for <j> in <xs>: ;; .<bound> ;; .yield <j>
"""
