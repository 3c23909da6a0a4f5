"""The modules of the interpreter's test suite that may fail under pyjit, each with its reason. At most ten.

Only tests belong here that assert a detail of the implementation, which pyjit changes by a licence that its documentation
names."""

EXCEPTIONS = {
    "test_dis": "compares adaptive listings, in which a jump that pyjit watches is an instrumented one (README.md, Limits)",
    "test_gc": "demands that a collection becomes due at the very object that is made last: what is not made is not counted (README.md, Limits)",
    "test_monitoring": "demands that nobody else uses sys.monitoring: pyjit is the tool 5 (README.md, Limits)",
    "test_opcache": "demands that the interpreter has specialized bytecode that ran compiled (README.md, Limits)",
    "test_type_cache": "demands that the interpreter has specialized bytecode that ran compiled (README.md, Limits)",
}
