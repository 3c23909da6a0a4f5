"""The modules of the interpreter's test suite that may fail under pyjit, each with its reason. At most ten.

Only tests belong here that assert a detail of the implementation, which pyjit changes by a licence that its documentation
names."""

EXCEPTIONS = {
    "test_pdb": "a debugger that the program starts stops one line later, by a fault of CPython 3.13.0 (README.md, Limits)",
    "test_doctest": "the same: it starts pdb within examples (README.md, Limits)",
    "test_dis": "compares adaptive listings, in which a jump that pyjit watches is an instrumented one (README.md, Limits)",
    "test_monitoring": "demands that nobody else uses sys.monitoring: pyjit is the tool 5 (README.md, Limits)",
    "test_opcache": "demands that the interpreter has specialized bytecode that ran compiled (README.md, Limits)",
}
