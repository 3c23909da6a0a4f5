"""The modules of the interpreter's test suite that may fail under pyjit, each with its reason. At most ten.

Only tests belong here that assert a detail of the implementation which pyjit changes by a licence that its documentation names."""

EXCEPTIONS = {
}
