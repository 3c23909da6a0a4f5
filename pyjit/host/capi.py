"""Calling C from Python with the GIL held: symbols, functions, objects by address.

Uses _ctypes, which ctypes is made of: importing the whole of ctypes takes four times as long, a sixth of what enable() may
cost. Nothing here is shared with users of ctypes."""
import _ctypes


class Int(_ctypes._SimpleCData):
    _type_ = "i"


class Word(_ctypes._SimpleCData):
    _type_ = "L"


class Signed(_ctypes._SimpleCData):
    _type_ = "l"


class Object(_ctypes._SimpleCData):
    _type_ = "O"


KINDS = {"int": Int, "address": Word, "ssize": Signed, "object": Object, None: None}


class Function(_ctypes.CFuncPtr):
    """A C function that is called with the GIL held; an exception that it leaves set is raised."""
    _flags_ = _ctypes.FUNCFLAG_CDECL | _ctypes.FUNCFLAG_PYTHONAPI | _ctypes.FUNCFLAG_USE_ERRNO
    _restype_ = Int


errno = _ctypes.get_errno


class CApi:
    """What the running process exports: the interpreter's functions and data, libc's and libm's."""

    def __init__(self):
        self._libraries = [_ctypes.dlopen(None, 0)]
        self._symbols = {}
        self.object_at = _ctypes.PyObj_FromPtr

    def symbol(self, name):
        """The address of an exported C function or datum."""
        address = self._symbols.get(name)
        if address is None:
            address = self._symbols[name] = self._find(name)
        return address

    def _find(self, name):
        for library in self._libraries:
            try:
                return _ctypes.dlsym(library, name)
            except OSError:
                continue
        if len(self._libraries) == 1:  # an interpreter linked without libm: math.so brings it, but not for all to see
            self._libraries.append(_ctypes.dlopen("libm.so.6", 0))
            return self._find(name)
        raise LookupError("this interpreter exports no symbol %s" % name)

    def function(self, name, result, *arguments):
        """The C function as a callable; kinds of result and arguments are keys of KINDS."""
        function = Function(self.symbol(name))
        function.restype, function.argtypes = KINDS[result], [KINDS[kind] for kind in arguments]
        return function
