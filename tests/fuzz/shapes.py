"""The grammar's rows for functions, classes and whole programs: see grammar.py."""
SHAPES = """
f:
    4x def f(a, b): ;; .<names> ;; .<lines> ;; .return <I>
    def f(a, b=2, *rest, c=3, **named): ;; .<names> ;; .<lines> ;; .return <I> + len(rest)
    def f(a, b, /, x=0.5): ;; .<names> ;; .<lines> ;; .return <v>
    f = lambda a, b: <I>
    f = lambda a, b=2: (<I>, a)[<bit>]
    def make_f(c): ;; .def f(a, b): ;; ..nonlocal c ;; ..<names> ;; ..<lines> ;; ..return <I> ;; .return f ;; f = make_f(<i>)
    class Adder: ;; .def __call__(self, a, b): ;; ..<names> ;; ..<lines> ;; ..return <I> ;; f = Adder()
    def f(a, b): ;; .<names> ;; .try: ;; ..<lines> ;; ..return <I> ;; .except <caught> as error: ;; ..return <I> ;;
        .finally: ;; ..<line>
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
    class Local: ;; .__slots__ = 'p', 'q' ;; .__repr__ = Thing.__repr__ ;; .def __init__(self, p, q): ;;
        ..self.p, self.q = p, q ;; .def step(self, k): ;; ..<method> ;; ..return <mi>
    class Local: ;; .__repr__ = Thing.__repr__ ;; .def __init__(self, p, q): ;; ..self.p = p ;; ..if p: ;;
        ...self.r = q ;; ..self.q = q ;; .<member> ;; .<member> ;; .<member>
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
    def __del__(self): gone(self)
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
    def work(n, a, b, c, x, y): ;; .<names> ;; .def inner(t): ;; ..nonlocal a, x ;; ..<names> ;; ..<blocks> ;;
        ..return <I> ;; .h = inner ;; .<outer> ;; .return <seen>
    def work(n, a, b, c, x, y): ;; .return [None for k in walked(n, a, b, c, x, y)] ;; def walked(n, a, b, c, x, y): ;;
        .<names> ;; .<around> ;; ..<outers> ;; ..yield
    def work(n, a, b, c, x, y): ;; .<names> ;; .def inner(): ;; ..<names> ;; ..<outer> ;; .inner() ;; .return <seen>
    async def worked(n, a, b, c, x, y): ;; .<names> ;; .<around> ;; ..<outers> ;; ..await Pause() ;; .return <seen> ;;
        def work(*all): return drive(worked(*all))
script:
    <names> ;; n = <length> ;; try: ;; .<outer> ;; except Exception as error: ;; .told(error) ;; finally: ;;
        .vars(builtins).update(BUILTINS)
    class Body: ;; .<names> ;; .n = <length> ;; .try: ;; ..<outer> ;; .finally: ;; ..vars(builtins).update(BUILTINS)
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
    try: ;; .<blocks> ;;
        except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError, NameError) as error: ;;
        .told(error) ;; .<repair>
cuts:
    a, b, c, s, r, xs, ys = map(cut, (a, b, c, s, r, xs, ys))
    a, b, c, x, y = cut(a), cut(b), cut(c), cut(x), cut(y) ;;
        s, r, xs, ys, d, w = cut(s), cut(r), cut(xs), cut(ys), cut(d), cut(w)
seen:
    a, b, c, x, y, xs, ys, fs, d, e, s, r, t, o, u, i, ba, ar, p, m, w, G
    2x a, b, c, x, y, s, xs, d, o, w
    a, x
length:
    60; 80; 100
run:
    3x result_<bit> = outcome(work, <length>, <edge>, <edge>, <edge>, <real>, <real>)
    result_2 = outcome(work, <length>, <edge>, <other>, <edge>, <real>, <other>)
collector:
    gc.disable()
    gc.set_threshold(<length>) ;; del Mortal.__del__, Raising.__del__ ;; gone = callable
"""
