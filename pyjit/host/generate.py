"""Turns each version's declarations into the layout.py that Host reads: `python -m pyjit.host.generate [--check]`.

Needs the whole cffi package (and so its C parser). What it writes is an out-of-line ABI-mode module: it needs `_cffi_backend`
alone, parses nothing and imports in a millisecond."""
import ast
import os
import pprint
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
VERSIONS = {"cp313": ("objects.h", "iterators.h", "callables.h", "execution.h")}
HEADING = '''"""Generated from the *.h files beside it by `python -m pyjit.host.generate`; do not edit."""
import _cffi_backend

'''


def declarations(version):
    """All of a version's headers as one text."""
    texts = []
    for name in VERSIONS[version]:
        with open(os.path.join(HERE, version, name)) as file:
            texts.append(file.read())
    return "\n".join(texts)


def compiled(version):
    """The text of a version's layout.py."""
    import cffi

    ffi = cffi.FFI()
    ffi.cdef(declarations(version))
    ffi.set_source("pyjit.host.%s.layout" % version, None)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "layout.py")
        ffi.emit_python_code(path)
        with open(path) as file:
            return in_short_lines(ast.parse(file.read()))


def in_short_lines(tree):
    """cffi's module with its long literals wrapped."""
    call = tree.body[-1].value
    name = ast.literal_eval(call.args[0])
    lines = ["ffi = _cffi_backend.FFI(%r" % name]
    for keyword in call.keywords:
        value = pprint.pformat(ast.literal_eval(keyword.value), width=112, compact=True)
        lines.append("    %s=%s" % (keyword.arg, value.replace("\n", "\n    ")))
    return HEADING + ",\n".join(lines) + ")\n"


def main(arguments):
    stale = []
    for version in VERSIONS:
        path, text = os.path.join(HERE, version, "layout.py"), compiled(version)
        if "--check" in arguments:
            with open(path) as file:
                stale += [path] if file.read() != text else []
        else:
            with open(path, "w") as file:
                file.write(text)
    return "out of date: " + ", ".join(stale) if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
