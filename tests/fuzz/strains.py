"""The grammar's rows, see grammar.py, that put a strain on what lies around a trace: numbers that are known by `is`, strings that grow,
code that is made and dropped, other tools that are switched on and off."""
STRAINS = """
sentinel:
    3x NAN; FAR; MANY; MARK
kept:
    2x <sentinel>
    <xs>[0]
    <xs>[-1]
    fs[0]
    fs[-1]
    <x>
    <a>
    <o>.q
    <o>.p
    p[0]
    <d>.get('mark', NAN)
    <d>.get(<i> % 3, <sentinel>)
    getattr(<o>, 'r', <sentinel>)
    G
    H
    HELD[<bit>]
    handed(<sentinel>)
    handed(<x>)
line:
    <xs>[<i> % len(<xs>)] = <kept>
    <xs>[0] = <kept>
    <xs>[-1] = <sentinel>
    <xs>.append(<sentinel>)
    <xs>.insert(0, <kept>)
    fs[<i> % len(fs)] = <sentinel>
    fs[0] = fs[-1] = <kept>
    fs[0] = <x> = <sentinel>
    <xs> = [<kept>, <sentinel>, <kept>]
    p = (<sentinel>, <kept>, 3)
    <d>['mark'] = <kept>
    <d>[<i> % 3] = <sentinel>
    <d>[<sentinel>] = <i>
    <d>.setdefault('mark', <sentinel>)
    m.add(<sentinel>)
    <o>.p = <sentinel>
    <o>.q = <kept>
    <o>.r = <sentinel>
    <o>.p = <o>.q = <kept>
    <o>.__dict__['q'] = <sentinel>
    globals()['G'] = <sentinel>
    globals()['H'] = <kept>
    HELD[<bit>] = <kept>
    set_far(<kept>)
    <x> = <sentinel>
    <a> = <sentinel>
    <a> = FAR if <C> else <I>
    <x> = NAN if <C> else <R>
    <x> = <kept>
    <a>, <x> = <sentinel>, <sentinel>
    if <sentinel> in <xs>: <xs>.remove(<sentinel>)
    if <sentinel> in fs: fs.remove(<sentinel>)
    note(which(<kept>), which(<kept>))
    note(which(<x>), which(fs[0]), which(<xs>[0]), which(<o>.p), which(HELD[0]))
    note([which(k) for k in <xs>])
    note([which(k) for k in (*p, *fs)])
    note(<kept> is <kept>)
    note(<x> is fs[0], <a> is <xs>[0], <o>.q is <x>, <d>.get('mark') is <x>)
    note([<kept>] == [<kept>], (<x>, <sentinel>) == (<x>, <kept>), {1: <x>} == {1: <kept>})
    s = str(which(<kept>))
I:
    <xs>.count(<sentinel>)
    fs.count(<kept>)
    p.count(<sentinel>)
    (<xs>.index(<sentinel>) if <sentinel> in <xs> else 7)
    (fs.index(<sentinel>) if <sentinel> in fs else 7)
    len(which(<kept>))
    ([*<d>].index(<sentinel>) if <sentinel> in <d> else 7)
    sum(k is <sentinel> for k in <xs>)
    looked_up(<xs>, <sentinel>)
    looked_up(fs, <sentinel>)
    looked_up(<d>.values(), <kept>)
c:
    <kept> is <sentinel>
    <x> is NAN
    <x> is not NAN
    <a> is FAR
    <o>.q is <sentinel>
    fs[0] is <x>
    <xs>[0] is <kept>
    <sentinel> in <xs>
    <x> in fs
    <x> in <xs>
    <kept> in p
    NAN in <d>.values()
    NAN in m
    [<x>] == [<kept>]
    (<x>, 1) == (<kept>, 1)
    <xs> == [<kept>, <kept>, <kept>]
    fs == [<x>] * len(fs)
    {'k': <x>} == {'k': <kept>}
    <d>.get(<i>, <sentinel>) is <sentinel>
    any(k is NAN for k in <xs>)
more:
    'q'; 'é'; '€'; '\\U0001f600'; ''; <piece>; str(<i>); chr(97 + <i> % 26); s[-1:]; f'{<i>}'; r
grow:
    4x <s> += <more>
    2x <s> = <s> + <more>
    <s> = <more> + <s>
    <s> = f'{<s>}{<i>}'
    <s> = f'{<s>}' + <more>
    <s> = '%s%s' % (<s>, <i>)
    <s> = ''.join((<s>, <more>))
    <s> += <s>[:3]
    <s> = <s> + <more> + <more>
    <s> += <more> + <more>
    s += r ;; r += 'k'
    <s> = grown(<s>, <more>)
    <s> = spelt.add(<more>)
    <s> = loose.add(<more>)
    spelt.text += <more>
    loose.text += <more>
    loose.text = loose.text + <more>
    spelt.text = f'{spelt.text}{<i>}'
    TEXTS[0] += <more>
    TEXTS[0] = TEXTS[0] + <more>
    TABLED['text'] += <more>
    TABLED['text'] = TABLED['text'] + <more>
    globals()['TEXT'] += <more>
    lengthen(<more>)
    add_more(<more>)
    OCTETS[0] += b'k'
    OCTETS[0] = OCTETS[0] + bytes([<i> & 127])
    ys = ys + [<i>]
    ys += [<more>]
    p += (<i>,)
    ba = ba + b'k'
alias:
    r = s ;; s += <more> ;; note(s[-9:], r[-9:], s is r)
    xs[0] = s ;; s += <more> ;; note(xs[0] == s, s[-9:])
    w = (s, <i>) ;; s += <more> ;; note(w[0] == s, len(s) - len(w[0]))
    e[s] = <i> ;; s += <more> ;; note(s in e, hash(s) == hash(''.join(s)))
    k = hash(s) ;; s += <more> ;; note(hash(s) == hash(''.join([*s])), s == ''.join([*s]))
    o.r = s ;; s += <more> ;; note(o.r == s, s[-9:])
    h = lambda: s ;; s += <more> ;; note(s[-9:])
    s = sys.intern(s) ;; r = s ;; s += <more> ;; note(s[-9:], r[-9:])
    TEXTS[1] = s ;; s += <more> ;; note(TEXTS[1] == s)
    spelt.text = s ;; spelt.text += <more> ;; note(s == spelt.text, s[-9:])
    r = loose.text ;; loose.text += <more> ;; note(r == loose.text)
    r = s ;; s += '' ;; note(s is r)
    s = 'a' ;; s += <more> ;; note(s, 'a')
    s = type(o).__name__ ;; s += <more> ;; note(s, type(o).__name__)
    s = chr(97 + <i> % 26) ;; s += <more> ;; note(s, s[0] is chr(ord(s[0])))
    s = str(<i>) ;; r = s ;; s += <more> ;; note(s, r)
    s = s[:4] ;; s += <more> ;; note(s)
loop:
    for <j> in range(12): ;; .<grow>
    for <j> in range(9): ;; .<grow> ;; .<grow>
    for <j> in range(5): ;; .<alias>
    <j> = 0 ;; while (<j> := <j> + 1) < 9: ;; .<grow>
    for <j> in 'aé€': ;; .<grow> ;; .<line>
    for <j> in range(9): ;; .<grow> ;; .if len(s) > 40: ;; ..s = s[-3:]
big:
    <grow>
    <alias>
    note(s[-5:], r[-5:], spelt.text[-5:], loose.text[-5:], TEXTS[0][-5:], TABLED['text'][-5:], TEXT[-5:]) ;; shorten()
made:
    make(<digit>, <i>)
    make(<digit>, <digit>)
    make(<i>, <i>)
    (lambda k, l=<i>: k + l)
    (lambda k: sum([k for l in 'abc']))
    eval('lambda k: (k, <digit>)')
    types.FunctionType(make(0, <digit>).__code__, globals())
line:
    <made>(<i>)
    <a> = ran(<made>, <i>)
    w = <made>
    h = <made>
    h = make(<digit>, <digit>) ;; h(<i>) ;; h(<i>)
    LIVES[:] = [<made>]
    LIVES.append(<made>) ;; del LIVES[:-3]
    LIVES.clear()
    mourn(<made>)
    mourn(make(<digit>, <digit>)) ;; LIVES.clear()
    note(ran(<made>, <i>))
    exec(MADE[<digit> % len(MADE)] % <digit>, dict(vars(math)))
    exec(compile('for k in range(9): G', 'made', 'exec'), globals(), {})
    <a> = eval(compile('sum(k for k in range(<digit>))', 'made', 'eval'))
    <o> = type('Made', (Thing,), {'scale': <i>, 'step': <made>})(<i>, <r>)
    other.__code__ = (lambda a, b=5: a + <digit>).__code__
I:
    ran(<made>, <i>)
    make(0, <digit>)(<i>)
    make(1, <i>)(<digit>)
    sum(map(make(2, <digit>), range(4)))
loop:
    for <j> in range(4): ;; .h = <made> ;; .h(<i>) ;; .h(<j>)
    for <j> in range(5): ;; .def made(k): ;; ..for l in range(9): k += l ;; ..return k ;; .<a> = ran(made, <j>)
    for <j> in range(3): ;; .class Made: ;; ..def step(self, k): return k + <j> ;; .<a> = Made().step(<i>)
    for <j> in LIVES: ;; .ran(<j>, <i>)
events:
    2x LINE
    INSTRUCTION
    JUMP
    BRANCH
    PY_START
    PY_RETURN
    PY_START PY_RETURN PY_YIELD PY_RESUME
    CALL
    LINE JUMP
    LINE BRANCH PY_START
    STOP_ITERATION
everywhere:
    3x <events>
    CALL C_RETURN C_RAISE
    RAISE
    RAISE RERAISE EXCEPTION_HANDLED PY_UNWIND
    LINE RAISE PY_UNWIND
    PY_THROW PY_UNWIND
watched:
    3x work; 4x here(); here(2); f; g; gen; rec; other; bump; Thing.step; Local.step
switch:
    2x watch('<everywhere>')
    3x watch('<events>', <watched>)
    2x unwatch()
    watch('', <watched>)
    watch('<events>', <watched>) ;; <line> ;; unwatch()
    watch('<everywhere>') ;; <line> ;; unwatch()
    watch('<events>', <watched>, disable=<nonzero>)
    sys.monitoring.restart_events()
trace:
    3x tracing(1); 2x tracing(0); 3x profiling(1); 2x profiling(0); trace_here()
changed:
    8x <switch>
    4x <trace>
big:
    2x if <j> == <moment>: ;; .<switch>
    if <j> == <moment>: ;; .<switch> ;; elif <j> == <moment>: ;; .<switch>
    if <j> % <moment> == 1: ;; .<switch>
    if <C>: ;; .<switch>
    if <j> == <moment>: ;; .<trace>
    if <j> % <moment> == 1: ;; .<trace>
    note([which(k) for k in (*<xs>, <x>, <a>, fs[0], *p, HELD[0])])
    note(which(<x>), which(fs[0]), <x> is fs[0], <o>.q is <x>, <x> in fs, fs == [<x>], <d>.get('mark') is <x>)
    mourn(<made>) ;; <line> ;; LIVES.clear()
"""
