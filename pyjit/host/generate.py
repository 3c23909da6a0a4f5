"""Turns each version's declarations into the layout.py that Host reads: `python -m pyjit.host.generate [--check]`.

Needs the whole cffi package (and so its C parser). What it writes are two literals, which load in a fraction of a millisecond."""
import os
import pprint
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VERSIONS = {"cp313": ("objects.h", "iterators.h", "callables.h", "execution.h")}
TEXT = '''"""Generated from the *.h files beside it by `python -m pyjit.host.generate`; do not edit."""

# {struct: (bytes, {field: (offset, width)})}
STRUCTS = \\
%s

CONSTANTS = \\
%s
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
    kinds = {name: ffi.typeof(name) for name in ffi.list_types()[0]}
    structs = {name: (ffi.sizeof(kind), dict(flat(ffi, kind))) for name, kind in kinds.items() if kind.kind == "struct" and kind.fields}
    declared = ffi.dlopen(None)
    constants = {name: getattr(declared, name) for name in dir(declared)}
    return TEXT % tuple(pprint.pformat(table, width=128, compact=True) for table in (structs, constants))


def flat(ffi, struct, prefix="", start=0):
    """(field, (offset, width)) of a struct; structs within it are fields, and so are their fields ("ob_base.ob_size"). The width of
    an array is its item's."""
    for name, member in struct.fields:
        name, offset, kind = prefix + name, start + member.offset, member.type
        yield name, (offset, ffi.sizeof(kind.item if kind.kind == "array" else kind))
        if kind.kind == "struct":
            yield from flat(ffi, kind, name + ".", offset)


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
