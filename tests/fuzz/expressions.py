"""The grammar's rows for expressions: see grammar.py."""
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
    (<I> <slash> (<I> or 3))
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
    <d>.get('k%d' % (<i> & 3), <i>) and <i>
    Pair(<i>, <I>)[<i> & 1]
    Pair(left=<i>).right
    Spot(<i>) @ <i>
    (Spot(<i>) * <i> + 2 * Spot(3)).at
    (Spot(<i>) + (<i> and Spot(<i>))).at
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
    range(<i>, <i> + 9)[<bit>]
    range(-9, 9, 2)[<i> % 9]
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
    'k%d' % (<i> & 3) in <d>
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
