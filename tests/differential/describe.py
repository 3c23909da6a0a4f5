"""Text that tells two values apart whenever a program could: exact types, signs of zero, aliasing, iterator positions.

`describe(value)` never runs code of the program and never shows an address, so that two processes give the same text for
the same value. `describe_exception(error, filename)` adds the locals of the frames that run code of `filename`.
"""
import array
import collections
import re
import types
import weakref

PLAIN = (type(None), bool, float, complex, str, bytes, range, type(...), type(NotImplemented))
NAMED = (type, types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType)
SUSPENDED = {types.GeneratorType: "gi", types.CoroutineType: "cr", types.AsyncGeneratorType: "ag"}
ITERATORS = tuple(type(iterator) for iterator in (
    iter([]), reversed([]), iter(()), iter(""), iter("\xe9"), iter(b""), iter(bytearray()), iter(range(1)), iter(range(1 << 70)), iter({}),
    iter({}.items()), iter({}.values()), iter(set()), enumerate(()), zip(), map(int, ()), filter(None, ()), iter(int, 0)))
ADDRESS = re.compile(r" at 0x[0-9a-f]+")
DEEPEST = 60
HARNESS = "differential/worker.py"


def describe(value):
    return Describer().text(value)


def without_addresses(text):
    return ADDRESS.sub(" at 0x...", text)


class Describer:
    """Describes the values of one outcome; a mutable object met again is shown as the number it got at first sight."""

    def __init__(self):
        self.numbers = {}
        self.kept = []      # whatever got a number stays alive, so that no second object has its address
        self.depth = 0

    def text(self, value):
        self.depth += 1
        try:
            return self.immutable(value) or self.numbered(value)
        finally:
            self.depth -= 1

    def immutable(self, value):
        """The text of a value whose identity no program relies on, or None."""
        kind = type(value)
        if self.depth > DEEPEST:
            return "<deeper>"
        if kind is int:
            return hex(value) if abs(value) >> 1000 else repr(value)
        if kind in PLAIN:
            return repr(value)
        if kind is tuple:
            return f"({', '.join(map(self.text, value))},)"
        if kind is slice:
            return f"slice({self.text((value.start, value.stop, value.step))})"
        if kind in NAMED or issubclass(kind, type):
            return f"<{kind.__name__} {value.__module__}.{value.__qualname__}>" if hasattr(value, "__module__") else repr(value)
        return None

    def numbered(self, value):
        if id(value) in self.numbers:
            return f"#{self.numbers[id(value)]}"
        number = self.numbers[id(value)] = len(self.numbers) + 1
        self.kept.append(value)
        return f"#{number}={self.mutable(value)}"

    def mutable(self, value):
        kind = type(value)
        if issubclass(kind, BaseException):
            return "\n".join(self.exception(value))
        if kind in SUSPENDED:
            return self.suspended(value, SUSPENDED[kind])
        if kind in ITERATORS:
            return f"<{kind.__name__} {self.text(value.__reduce__())}>"
        if issubclass(kind, weakref.ref):
            return f"<{kind.__name__} {'dead' if value() is None else 'alive'}>"
        if kind is types.MethodType:
            return f"<method {self.text(value.__func__)} of {self.text(value.__self__)}>"
        if kind is types.FrameType:
            return f"<frame of {value.f_code.co_qualname}, line {value.f_lineno}>"
        if kind is types.ModuleType:
            return f"<module {value.__name__}>"
        return self.object(value)

    def object(self, value):
        """Whatever is left: the builtin that it is made of, then what its instance dict and slots hold."""
        kind = type(value)
        parts = [self.content(value)] + [f"{name}={self.text(held)}" for name, held in attributes(value)]
        parts = [part for part in parts if part]
        if not parts and not kind.__flags__ & HEAP_TYPE:
            return without_addresses(repr(value))
        return f"{kind.__name__}({', '.join(parts)})"

    def content(self, value):
        """What the builtin base of `value` holds, without asking its class."""
        for base, content in CONTENT:
            if issubclass(type(value), base):
                return content(self, value)
        return ""

    def items(self, pairs):
        return "{" + ", ".join(f"{self.text(key)}: {self.text(held)}" for key, held in pairs) + "}"

    def sequence(self, values):
        return "[" + ", ".join(map(self.text, values)) + "]"

    def suspended(self, value, prefix):
        frame = getattr(value, prefix + "_frame")
        where = f"line {frame.f_lineno}" if frame else "finished"
        return f"<{type(value).__name__} {value.__qualname__}, {where}>"

    def exception(self, error, locals_of=None):
        """Lines for an exception: type, arguments, traceback, then what caused it."""
        lines = [f"{type(error).__qualname__}{self.text(tuple(map(self.argument, error.args)))}"]
        lines += [f"  {name}={self.text(held)}" for name, held in (*attributes(error), *told(error))]
        lines += self.traceback(error.__traceback__, locals_of)
        lines += [f"  suppress_context={error.__suppress_context__}"]
        for relation, other in (("cause", error.__cause__), ("context", error.__context__)):
            if other is not None:
                lines += [f"  {relation}: {self.text(other)}"]
        return lines

    def argument(self, value):
        return without_addresses(value) if type(value) is str else value

    def traceback(self, entry, locals_of):
        lines = []
        while entry is not None:
            frame, filename = entry.tb_frame, entry.tb_frame.f_code.co_filename
            if not filename.endswith(HARNESS):
                lines.append(f"  in {frame.f_code.co_qualname}, line {entry.tb_lineno}, {columns(entry)}, at {entry.tb_lasti}")
                if filename == locals_of and frame.f_locals is not frame.f_globals:
                    lines += [f"    {name} = {self.text(held)}" for name, held in frame.f_locals.items()]
            entry = entry.tb_next
        return lines


TOLD = ((AttributeError, ("name", "obj")), (NameError, ("name",)), (ImportError, ("name", "path")), (StopIteration, ("value",)))
HEAP_TYPE = 1 << 9      # Py_TPFLAGS_HEAPTYPE
CONTENT = (
    (int, lambda d, v: int.__repr__(v)),
    (float, lambda d, v: float.__repr__(v)),
    (str, lambda d, v: str.__repr__(v)),
    (bytes, lambda d, v: bytes.__repr__(v)),
    (bytearray, lambda d, v: bytes(v).__repr__()),
    (array.array, lambda d, v: f"{v.typecode} {d.sequence(array.array.tolist(v))}"),
    (collections.deque, lambda d, v: d.sequence(collections.deque.__iter__(v))),
    (collections.OrderedDict, lambda d, v: d.items(collections.OrderedDict.items(v))),
    (dict, lambda d, v: d.items(dict.items(v))),
    (list, lambda d, v: d.sequence(list.__iter__(v))),
    (tuple, lambda d, v: d.sequence(tuple.__iter__(v))),
    (set, lambda d, v: d.sequence(set.__iter__(v))),
    (frozenset, lambda d, v: d.sequence(frozenset.__iter__(v))),
    ((type({}.keys()), type({}.values()), type({}.items())), lambda d, v: d.sequence(list(v))),
)


def attributes(value):
    """(name, value) of the instance dict and of the filled slots, read past every hook of the class."""
    for name, held in sorted(instance_dict(value).items(), key=str):
        yield name, held
    for base in type(value).__mro__:
        for name, descriptor in vars(base).items() if "__slots__" in vars(base) else ():
            if type(descriptor) is types.MemberDescriptorType:
                try:
                    yield name, descriptor.__get__(value)
                except AttributeError:
                    pass


def instance_dict(value):
    try:
        return object.__getattribute__(value, "__dict__")
    except AttributeError:
        return {}


def told(error):
    """What the builtin exceptions keep beside their arguments."""
    return [(name, getattr(error, name)) for kind, names in TOLD if isinstance(error, kind) for name in names]


def columns(entry):
    """The source span of the instruction that a traceback entry stands at, as traceback would underline it."""
    positions = list(entry.tb_frame.f_code.co_positions())
    _, end_line, start, end = positions[entry.tb_lasti // 2]
    return f"columns {start} to {end} of line {end_line}"


def describe_exception(error, filename):
    return Describer().exception(error, locals_of=filename)
