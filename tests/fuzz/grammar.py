"""What programs are made of. A new feature is a new row.

`name:` opens a nonterminal, each indented line below it is one of its rows; `4x ` before a row makes it four times as likely.
`<name>` is filled with a row of that nonterminal. `;;` separates lines of Python, leading dots indent them. Where expressions must not
nest any deeper the first row is taken. Some holes are the writer's: see writer.py.

The variables say what they hold: a b c ints, x y floats, s r texts, xs ys lists, fs floats in a list, d e dicts, m a set, p a tuple,
o u objects, t a bool, ba bytes that change, ar an array, it an iterator, h something to call, w anything at all.
"""

EXPRESSIONS = """
edge:
    3x <digit>
    -1
    255
    2 ** 30 - 1
    2 ** 30
    -2 ** 30 - 1
    -2 ** 31
    2 ** 60
    2 ** 62
    2 ** 63 - 1
    -2 ** 63
    2 ** 63
    2 ** 64 + 1
    -2 ** 90
real:
    0.5
    0.0
    -0.0
    1.5
    -2.25
    1e308
    5e-324
    float('inf')
    float('nan')
    2.0 ** 53
    1e16
other:
    1.5
    True
    None
    2 ** 70
    -2 ** 63
    float('nan')
    -0.0
    Odd(3)
    Wet(1.5)
    0
    ''
    ()
    Row(1, 2)
    1j
digit:
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9
bit:
    0; 1
nonzero:
    2; 3; 7; 10; -1; -5; 1000003; 2 ** 31; -2 ** 62
modulus:
    2 ** 61 - 1; 2 ** 64 + 13; 1000003; -97; 2 ** 30
moment:
    3; 7; 11; 23; 31; 47; 58
a:
    a; b; c
x:
    x; y
s:
    s; r
xs:
    xs; ys
d:
    d; e
o:
    o; u
any:
    a; b; c; x; y; s; xs; ys; fs; d; m; p; o; u; t; w; ba; h; it
plus:
    +; -; &; |; ^
times:
    +; -; *
slash:
    //; %
shift:
    <<; >>
relation:
    <; <=; ==; !=; >; >=
assign:
    2x =; +=; -=; &=; |=; ^=
i:
    3x <a>
    2x <j>
    <digit>
    <edge>
I:
    4x <i>
    3x (<I> <plus> <I>)
    (<I> * <I> % <modulus>)
    (<I> <slash> <nonzero>)
    (<I> <slash> <I>)
    (<I> <shift> (<i> & 63))
    (<i> ** <digit> % <modulus>)
    -<i>
    ~<i>
    abs(<I>)
    min(<i>, <i>)
    max(<i>, <I>, <i>)
    len(<xs>)
    len(<s>)
    len(<d>)
    <xs>[<i> % len(<xs>)]
    <xs>[-1]
    <d>.get(<i>, 3)
    <d>[<i>]
    <o>.p
    <o>._p
    <o>.r
    <o>.half
    <o>.scale
    <o>.extra
    <o>.step(<i>)
    <o>.made(<i>).p
    type(<o>).scale
    Thing.plain(<i>)
    Formed.shade
    Formed.other
    3x <call>
    G
    bump(<digit>)
    (<i> if <C> else <I>)
    (<i> and <I>)
    (<i> or <I>)
    int(<x>)
    (<c>)
    sum(<xs>[:<digit>])
    sum(k for k in <xs> if k)
    ba[<i> % 8]
    p[<i> % 3]
    p[-1]
    m.__len__()
    ord(<s>[<i> % len(<s>)])
    divmod(<i>, 7)[<bit>]
    [<i>, <i>][<i> & 1]
    (<i>, <I>)[<bit>]
    int(str(<i>)[-3:])
    len(range(<digit>, <i> % 50))
    range(<i>, <i> + 9, 2)[<bit>]
    <xs>.index(<i>)
    <xs>.count(<i>)
    next(it, <i>)
    next(it)
    h(<i>)
    h(*<xs>[:1])
    h(k=<i>)
    (lambda k, l=<i>: k + l)(<i>)
    (<a> := <I>)
    isinstance(<any>, (int, float))
    (<i>).bit_length()
    (<i>).real
    math.gcd(<i>, 12)
    getattr(<o>, 'p', <i>)
    peek('a')[<bit>]
    sys._getframe().f_lineno
    sys.getrefcount(SHARED)
    Odd(<i>)
    Row(<i>, <i>)[<bit>]
    Row(<i>)(<i>, k=1)
    int.from_bytes(ba[:3])
    round(<x>)
    len(f'{<v>!r}')
    builtins.len(<xs>)
    drive(co(<i>))
r:
    3x <x>
    <real>
    H
R:
    4x <r>
    2x (<R> <times> <real>)
    2x (<real> <times> <R>)
    2x (<R> + <R>)
    (<R> - <R>)
    (math.fabs(<R>) * <R>)
    (<R> + <i>)
    (<i> - <R>)
    (<i> * <real>)
    (<R> <slash> 0.75)
    (<R> / <R>)
    -<r>
    abs(<r>)
    <i> / 3
    <i> / <i>
    math.fabs(<x>) ** 2
    math.fabs(<x>) ** <real>
    fs[<i> % len(fs)]
    <o>.q
    <o>.half
    float(<i>)
    ar[<i> % 4]
    p[1]
    max(<r>, 0.5)
    round(<r>, 1)
    math.sqrt(<r>)
    math.floor(<r>)
    math.sin(<r>)
    math.fabs(<R>)
    float(str(<r>))
    (<r> if <C> else <R>)
    <call>
    Wet(<r>)
    sum(fs)
    <r>.is_integer()
    complex(<r>, <i>).real
    int(<r>) + 0.5
piece:
    'q'
    str(<I>)
    <s>[<i> % len(<s>)]
    <s>[<digit>]
    chr(97 + <i> % 26)
    <s>[-3:]
    f'{<v>}'[:5]
S:
    3x <s>
    (<s> + <piece>)
    (<piece> + <s>)
    <s>[::-1]
    <s>[<i>:]
    <s>[:<i>]
    <s>[<digit>]
    (<s> * 2)[-9:]
    str(<v>)
    repr(<v>)[:12]
    f'{<i>:>3}{<r>}'[-9:]
    f'{<r>:.2f}|{<s>!r:>4}|{<o>}'
    f'{Row(<i>):a}'
    '%s-%s' % (<i>, <s>)
    '{}'.format(<i>)
    <s>.upper()
    <s>.replace('a', 'bc')
    <s>[:2].join(['k', <s>])
    ','.join(map(str, <xs>[:3]))[:9]
    <s>.split('b')[0]
    chr(97 + <i> % 26)
    type(<any>).__name__
    (<s> or 'z')
    'é' + <s>
    <s>.strip('a')
L:
    4x <xs>
    [<I>, <I>]
    [*<xs>[:3], <v>]
    <xs>[<i>:]
    <xs>[:<digit>]
    <xs>[::-1]
    <xs>[::2]
    [k + <i> for k in <xs>][-6:]
    [k for k in range(<digit>) if k != <i>]
    [(k, l) for k in <xs>[:2] for l in 'ab']
    list(range(<digit>, <i> % 30))
    sorted(<xs>[:5], key=lambda k: str(k)[:9])
    list(<d>)[:9]
    list(<d>.items())[:4]
    list(map(str, <xs>[:4]))
    list(zip(<xs>, <s>))
    list(gen(<digit>))
    (<xs> + <L>)[:9]
    [<i>] * 3
    SHARED
    [<L>, <I>]
    [<o>, <xs>]
    list(reversed(<xs>))
D:
    3x <d>
    {<i>: <v>, 2: <v>}
    {k: <v> for k in range(<digit>)}
    {k: v for k, v in <d>.items() if k != <digit>}
    {**<d>, <i>: <v>}
    <d> | {<i>: 1}
    dict.fromkeys('ab', <i>)
    dict(a=<i>, b=<v>)
    TABLE
    collections.OrderedDict(<d>)
    collections.defaultdict(int, <d>)
    collections.Counter(<s>)
O:
    4x <o>
    3x <Kind>(<I>, <R>)
    <Kind>.made(<i>)
    KEPT
    <o>.made(<i>)
    Row(<v>, <i>)
    Mortal(<i>)
Kind:
    2x Thing; Slotted; Strict; Asked; Hooked; Formed; 2x Local; Deeper
H:
    lambda k=1, *l: k
    lambda *k, **l: len(k) + len(l)
    (lambda k=2: k + <a>)
    <o>.step
    <xs>.append
    abs
    len
    other
    Row(<i>)
    Thing
    f
    str
    <s>.count
    functools.partial(other, <i>)
W:
    4x w
    <v>
    <v>
    <S>
    <L>
    <D>
    <O>
    <H>
    None
    <C>
    (<I>, <R>)
    (<v>, <s>)
    ((<I>, <s>), <v>)
    {<i> & 3, <digit>}
    frozenset('ab')
    slice(<i>, <i>)
    range(<i> % 9)
    iter(<xs>)
    gen(<digit>)
    type(<any>)
    ba
    <Kind>
    (k for k in <xs>[:3])
    memoryview(ba)[1:3].tolist()
    complex(<r>, <r>)
    weakref.ref(<o>)
    NotImplemented
    <wild>
wild:
    w + <v>
    w - <v>
    w * 2
    w == <v>
    w < <v>
    -w
    not w
    w[<bit>]
    w[<i>:]
    w(<i>)
    w.p
    w.step(<i>)
    len(w)
    w or <i>
    w is None
    <i> in w
    [*w][:5]
    f'{w}'[:12]
    bool(w)
    next(w)
    str(w)[:9]
    w @ <v>
    w % <v>
    getattr(w, '__len__', None) is None
v:
    3x <I>
    2x <R>
    <s>
    w
c:
    3x <i> <relation> <i>
    <r> <relation> <v>
    i % <nonzero> == 1
    <a>
    not <x>
    <i> in <xs>
    <i> in <d>
    <i> in m
    <i> in (1, 2, 3)
    <s> in <S>
    <s> == <S>
    <s> < <S>
    <any> is None
    <any> is not None
    <any> is <any>
    <o> is KEPT
    -5 < <i> <= 70
    <i> < <x> < <i>
    t
    isinstance(<any>, int)
    <xs> == <L>
    p == (<i>, <r>)
    <o> == <O>
    Odd(<i>) < <i>
    Row(<i>) < Row()
    hasattr(<o>, 'r')
    any(<xs>)
    all(k for k in fs)
    w
C:
    4x <c>
    <c> and <C>
    <c> or <C>
    not <C>
"""

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
    w = weakref.ref(<o>, lambda k: note('callback'))
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
    match <W>: ;; .case int(): ;; ..<block> ;; .case [k, *l]: ;; ..<block> ;; .case {0: k}: ;; ..<line> ;; .case _: ;; ..<line>
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
    try: ;; .<block> ;; except (TypeError, ZeroDivisionError): ;; .<handled> ;; except LookupError: ;; .<line> ;; else: ;; .<block>
    try: ;; .<block> ;; finally: ;; .<block>
    try: ;; .<block> ;; except <caught> as error: ;; .<handled> ;; finally: ;; .<line>
    try: ;; .raise <caught>(<i>) ;; except Exception as error: ;; .w = error.args ;; .<handled>
    try: ;; .<block> ;; except Exception as error: ;; .w = error ;; .<handled>
    try: ;; .try: ;; ..<block> ;; .except Exception as error: ;; ..raise KeyError(<i>) from error ;; except Exception as error: ;; .told(error)
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
    a, b, c = <digit>, <digit>, <i>
    <init>
    <init> ;; <init> ;; <init>
    a, b, x, y = 1, 2, 0.5, 1.5 ;; o = u = Thing(<digit>, 0.25)
    s, xs, d = 'repaired', [1, 2, 3], {}
init:
    a = <edge>; b = <edge>; c = <edge>; x = <real>; y = <real>; s = 'start'; r = 'abé'; t = True; w = <other>
    xs = [1, 2, <digit>]; ys = [<edge>, 4, 5, 6]; fs = [0.5, <real>]; m = {1, 2}; p = (1, 2.5, -3); h = other; it = iter([5, 6, 7])
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

SHAPES = """
f:
    4x def f(a, b): ;; .<names> ;; .<lines> ;; .return <I>
    def f(a, b=2, *rest, c=3, **named): ;; .<names> ;; .<lines> ;; .return <I> + len(rest)
    def f(a, b, /, x=0.5): ;; .<names> ;; .<lines> ;; .return <v>
    f = lambda a, b: <I>
    f = lambda a, b=2: (<I>, a)[<bit>]
    def make_f(c): ;; .def f(a, b): ;; ..nonlocal c ;; ..<names> ;; ..<lines> ;; ..return <I> ;; .return f ;; f = make_f(<i>)
    class Adder: ;; .def __call__(self, a, b): ;; ..<names> ;; ..<lines> ;; ..return <I> ;; f = Adder()
    def f(a, b): ;; .<names> ;; .try: ;; ..<lines> ;; ..return <I> ;; .except <caught> as error: ;; ..return <I> ;; .finally: ;; ..<line>
    def f(a, b): ;; .if a: return <digit> ;; .if not b: return None ;; .raise Raised(a)
call f:
    3x f(<I>, <I>)
    f(*(<i>, <i>))
    f(<i>, b=<i>)
    f(**{'a': <i>, 'b': <i>})
    f(*p[:2])
    f(<any>, <I>)
g:
    3x def g(x, a=3): ;; .<names> ;; .<lines> ;; .return <R>
    def g(x, *more): ;; .<names> ;; .<loop> ;; .return <R>
    def g(a, b=1): ;; .<names> ;; .<lines> ;; .return a, b
    def g(a, **named): ;; .<names> ;; .<lines> ;; .return named.get('x', <R>)
    def g(w, *l): ;; .<names> ;; .if w: ;; ..<lines> ;; .else: ;; ..<lines> ;; .return w
call g:
    g(<R>)
    g(<I>)
    g(<r>, <i>)
    g(x=<r>)
    g(<any>)
rec:
    def rec(a, b): ;; .<names> ;; .if a <= 0: ;; ..return <i> ;; .<line> ;; .return rec(a - 1, <I>) + b
    def rec(a, b): ;; .if a <= 0: ;; ..return b ;; .return rec(a - 1, b) + rec(a - 3, b + 1)
    def rec(a, b): ;; .<names> ;; .for i in range(a % 4): ;; ..b += rec(a - 1 - i, i) ;; .return b
    def rec(a, b): ;; .return rec(a, b + 1) if a == 3 else b
call rec:
    rec(<digit>, <i>)
    rec(5, 1)
gen:
    3x def gen(a, b=2): ;; .<names> ;; .for <j> in range(a): ;; ..<generates> ;; .return <i>
    def gen(a, b=2): ;; .<names> ;; .<generates> ;; .<loop>
    def gen(a): ;; .yield a ;; .yield from range(a) ;; .w = yield 3
    def gen(a): ;; .return (k * a for k in range(a))
    def gen(a): ;; .try: ;; ..while True: ;; ...a += 1 ;; ...yield a ;; .finally: ;; ..note('closed', a)
call gen:
    sum(gen(<digit>))
    next(gen(<digit>))
    len([*zip(gen(9), 'abc')])
    max(gen(3), default=<i>)
co:
    async def co(a): ;; .<names> ;; .<lines> ;; .return <I>
    async def co(a): ;; .<names> ;; .await Pause() ;; .<lines> ;; .return <I>
    async def co(a): ;; .<names> ;; .for <j> in range(a % 5): ;; ..await Pause() ;; ..<line> ;; .return <I>
Local:
    class Local(<base>): ;; .scale = <v> ;; .<member> ;; .<member> ;; .<member>
    class Local: ;; .__slots__ = 'p', 'q' ;; .__repr__ = Thing.__repr__ ;; .def __init__(self, p, q): ;; ..self.p, self.q = p, q ;; .def step(self, k): ;; ..<method> ;; ..return <mi>
    class Local: ;; .__repr__ = Thing.__repr__ ;; .def __init__(self, p, q): ;; ..self.p = p ;; ..if p: ;; ...self.r = q ;; ..self.q = q ;; .<member> ;; .<member> ;; .<member>
Deeper:
    class Deeper(Local): ;; .<member> ;; .<member>
    class Deeper(Local): ;; .__slots__ = () ;; .<member>
    class Deeper(Local): ;; .def __init__(self, *both): ;; ..super().__init__(*both) ;; ..self.r = 1 ;; .<member>
base:
    3x Thing; Slotted; Strict; Asked; Hooked; Formed
member:
    4x def step(self, k): ;; .<method> ;; .return <mi>
    @property ;; def half(self): ;; .<method> ;; .return <mi>
    @property ;; def extra(self): return self.p ;; @extra.setter ;; def extra(self, k): self.p = k
    def __getattr__(self, name): ;; .if name[:2] == '__': raise AttributeError(name) ;; .return len(name)
    def __eq__(self, k): ;; .return self.p == getattr(k, 'p', k)
    def __hash__(self): return 7
    def __lt__(self, k): return self.p < getattr(k, 'p', k)
    def __add__(self, k): return self.p + k
    def __bool__(self): return self.p > 3
    def __len__(self): return 4
    def __setattr__(self, name, k): object.__setattr__(self, name, k) ;; extra = 5
    def __iter__(self): return iter((1, self.p))
    def __call__(self, k=1): return self.p
    def __del__(self): note('del', type(self).__name__)
    p = Doubling()
    half = Once()
    extra = <edge>
    scale = <real>
    @classmethod ;; def made(cls, k): return cls(k, 0.5)
    @staticmethod ;; def plain(k): return k
    step = other_step
    def __getattribute__(self, name): return object.__getattribute__(self, name)
method:
    self.p += k
    self.p = k
    self.q = self.q
    self.q += <real>
    k = <mi>
    if <mc>: ;; .<method>
    if <mc>: ;; .<method> ;; else: ;; .return <mi>
    for k in range(<digit> & 3): ;; .<method>
    while k and self.p: ;; .k = 0 ;; .<method>
    bump(1)
    self.r = k
    note(k)
    try: ;; .<method> ;; except (TypeError, AttributeError): ;; .self.p = 1
    raise Raised(k)
    super().__init__(1, 2)
mi:
    self.p; k; self.p + k; self.scale; self.q; k * 3; self._p; type(self).scale; self; super().scale; self.r; G; __class__.scale
mc:
    k; k < 5; self.p > k; self.p is k; self.scale == 3; not self.q
work:
    4x def work(n, a, b, c, x, y): ;; .<names> ;; .<outer> ;; .return <seen>
    def work(n, a, b, c, x, y): ;; .<names> ;; .<outer> ;; .<outer> ;; .return locals()
    def work(n, a, b, c, x, y): ;; .<names> ;; .def inner(t): ;; ..nonlocal a, x ;; ..<names> ;; ..<blocks> ;; ..return <I> ;; .h = inner ;; .<outer> ;; .return <seen>
    def work(n, a, b, c, x, y): ;; .return [None for k in walked(n, a, b, c, x, y)] ;; def walked(n, a, b, c, x, y): ;; .<names> ;; .<around> ;; ..<outers> ;; ..yield
    def work(n, a, b, c, x, y): ;; .<names> ;; .def inner(): ;; ..<names> ;; ..<outer> ;; .inner() ;; .return <seen>
    async def worked(n, a, b, c, x, y): ;; .<names> ;; .<around> ;; ..<outers> ;; ..await Pause() ;; .return <seen> ;; def work(*all): return drive(worked(*all))
script:
    n = <length> ;; <names> ;; try: ;; .<outer> ;; except Exception as error: ;; .told(error) ;; finally: ;; .vars(builtins).update(BUILTINS)
    class Body: ;; .n = <length> ;; .<names> ;; .try: ;; ..<outer> ;; .finally: ;; ..vars(builtins).update(BUILTINS)
outer:
    3x <around> ;; .<outers>
    <around> ;; .<outers> ;; else: ;; .<line>
    try: ;; .<around> ;; ..<outers> ;; except <caught> as error: ;; .told(error)
    try: ;; .<around> ;; ..<outers> ;; finally: ;; .<line>
    with Guard(<bit>): ;; .<around> ;; ..<outers>
around:
    4x for i in range(n):
    for i, _ in enumerate('ab' * (n // 2)):
    for i in list(range(n)):
    for i, y in zip(range(n), [x] * n):
    for i in reversed(range(n)):
    for i in (k for k in range(n)):
    for i, x in gen_pairs(n):
    for i in Walk(n):
    for i in map(int, '123456789' * (n // 9)):
    for i in dict.fromkeys(range(n)):
    for i in bytes(range(n)):
    i = -1 ;; while (i := i + 1) < n:
    i = 0 ;; while True: ;; .i += 1 ;; .if i > n: break
outers:
    5x <safely> ;; <cuts>
    <blocks> ;; <cuts>
    <safely> ;; <safely> ;; <cuts>
    <line> ;; <safely> ;; <cuts>
safely:
    4x try: ;; .<blocks> ;; except Exception as error: ;; .told(error) ;; .<repair>
    try: ;; .<blocks> ;; except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError, NameError) as error: ;; .told(error) ;; .<repair>
cuts:
    a, b, c, s, r, xs, ys = map(cut, (a, b, c, s, r, xs, ys))
    a, b, c, x, y = cut(a), cut(b), cut(c), cut(x), cut(y) ;; s, r, xs, ys, d, w = cut(s), cut(r), cut(xs), cut(ys), cut(d), cut(w)
seen:
    a, b, c, x, y, xs, ys, fs, d, e, s, r, t, o, u, i, ba, ar, p, m, w, G
    2x a, b, c, x, y, s, xs, d, o, w
    a, x
length:
    60; 80; 100
run:
    result_<bit> = outcome(work, <length>, <edge>, <edge>, <edge>, <real>, <real>)
    result_2 = outcome(work, <length>, <edge>, <other>, <edge>, <real>, <other>)
collector:
    gc.disable()
    gc.set_threshold(<length>) ;; del Mortal.__del__
"""


def rows_of(text):
    """{nonterminal: its rows, each as often as it is likely}"""
    rules, rows = {}, []
    for line in text.splitlines():
        if line and not line.startswith(" "):
            rows = rules[line.rstrip(":")] = []
        elif line:
            rows += repeated(line.strip())
    return rules


def repeated(row):
    """The rows of one line: short ones stand beside each other, with a semicolon between."""
    for part in [row] if ";;" in row or ": " in row else row.split("; "):
        times, given, rest = part.partition("x ")
        yield from [rest] * int(times) if given and times.isdigit() else [part]


# What belongs together: most programs have nothing of a group, so that the rest gets far.
GROUPS = {
    "generators": r"<gen|gen\(|gen_pairs|yield|co\(|for \w+ in <xs>( if k)?\)|<xs>\[:[35]\] if k\)|fs\)",
    "with": r"with Guard",
    "match": r"^match",
    "frames": r"peek|poke|_getframe|locals\(\)|exec\(|settrace|import",
    "deaths": r"Mortal|Raising|weakref|gc\.",
    "wild": r"<wild>|h\(|\bw\b(?! =)|<any>\)",
    "failing": r"next\(it\)|<xs>\[<i>\]|^del|index\(|remove\(|raise|<d>\[<i>\]$|<d>\[<i> % 3\] \+=|\.r$|\.extra$|pop\((0)?\)|\bassert|b = <xs>|= p$|\[a, b\]"
               r"|<v> ?\+|\+= <v>|= <W>|\*\*|<R> / |<I> <slash> <I>|Row\(",
    "monkeys": r"builtins\.|globals\(\)\[|^\w+\.__\w+__ =|__bases__|__code__|__defaults__|__kwdefaults__|^Thing\.|^\w+\.late",
}
GRAMMAR = rows_of(EXPRESSIONS)
SUITES = rows_of(STATEMENTS + SHAPES)     # what fills whole lines
GRAMMAR |= SUITES
