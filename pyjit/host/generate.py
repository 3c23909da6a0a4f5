"""Turns each version's declarations into the layout.py that Host reads: `python -m pyjit.host.generate [--check]`.

Needs the whole cffi package (and so its C parser). What it writes are three literals, which load in a fraction of a millisecond."""
import os
import pprint
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VERSIONS = {"cp313": ("objects.h", "iterators.h", "callables.h", "execution.h")}
# Headers with structs that other patch releases of a version declare otherwise. Each is a variant of the whole: these structs take the
# place of those of the same names, and every struct that is laid out otherwise for it gets one layout more.
VARIANTS = {"cp313": ("aligned_gc_head.h",)}
STRUCT = re.compile(r"typedef struct \w*\s*\{[^{}]*\} (\w+)(?: Py_ALIGNED\((\d+)\))?;")
TEXT = '''"""Generated from the *.h files beside it by `python -m pyjit.host.generate`; do not edit."""

# {struct: (bytes, {field: (offset, width)})}
STRUCTS = \\
%s

# {struct: its layouts in other patch releases}
VARIANTS = \\
%s

CONSTANTS = \\
%s
'''


def declarations(version, names):
    """These headers of a version as one text."""
    texts = []
    for name in names:
        with open(os.path.join(HERE, version, name)) as file:
            texts.append(file.read())
    return "\n".join(texts)


def compiled(version):
    """The text of a version's layout.py."""
    base = declarations(version, VERSIONS[version])
    structs, constants = laid_out(base)
    variants = {}
    for name in VARIANTS[version]:
        others, _ = laid_out(varied(base, declarations(version, (name,))))
        for struct, layout in others.items():
            if layout != structs[struct]:
                variants.setdefault(struct, []).append(layout)
    return TEXT % tuple(pprint.pformat(table, width=128, compact=True) for table in (structs, variants, constants))


def varied(text, variant):
    """The declarations with the structs of a variant in place of those of the same names."""
    for declared in STRUCT.finditer(variant):
        start, end = next(old.span() for old in STRUCT.finditer(text) if old[1] == declared[1])
        text = text[:start] + declared[0] + text[end:]
    return text


def laid_out(text):
    """({struct: (bytes, {field: (offset, width)})}, {constant: number}) of declarations. Py_ALIGNED, which lowers the alignment of a
    struct, is what cffi calls packing."""
    import cffi

    ffi, done = cffi.FFI(), 0
    for struct in STRUCT.finditer(text):
        if struct[2]:
            ffi.cdef(text[done:struct.start()])
            ffi.cdef(struct[0].replace(" Py_ALIGNED(%s)" % struct[2], ""), pack=int(struct[2]))
            done = struct.end()
    ffi.cdef(text[done:])
    kinds = {name: ffi.typeof(name) for name in ffi.list_types()[0]}
    declared = ffi.dlopen(None)
    return ({name: (ffi.sizeof(kind), dict(flat(ffi, kind))) for name, kind in kinds.items() if kind.kind == "struct" and kind.fields},
            {name: getattr(declared, name) for name in dir(declared)})


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
