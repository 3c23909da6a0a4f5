"""Calling the C-API from Python, with the GIL held: symbols, functions, objects by address, builtins around machine code."""
import _ctypes
import ctypes

KINDS = {"address": ctypes.c_size_t, "int": ctypes.c_int, "ssize": ctypes.c_ssize_t, "object": ctypes.py_object, None: None}


class CApi:
    """The running interpreter's C-API. Its function objects are its own: what others do to ctypes.pythonapi changes nothing."""

    def __init__(self, ffi):
        self.ffi = ffi
        self._library = ctypes.PyDLL(None)
        self._libraries = [self._library]
        self._symbols = {}
        self.object_at = _ctypes.PyObj_FromPtr
        self._new_builtin = self.function("PyCFunction_NewEx", "object", "address", "object", "address")

    def symbol(self, name):
        """The address of an exported C function or datum: the interpreter's, libc's or libm's."""
        address = self._symbols.get(name)
        if address is None:
            address = self._symbols[name] = self._find(name)
        return address

    def _find(self, name):
        for library in self._libraries:
            try:
                return ctypes.addressof(ctypes.c_char.in_dll(library, name))
            except ValueError:
                continue
        if len(self._libraries) == 1:  # an interpreter linked without libm: math.so brings it, but not for all to see
            self._libraries.append(ctypes.PyDLL("libm.so.6"))
            return self._find(name)
        raise LookupError("this interpreter exports no symbol %s" % name)

    def function(self, name, result, *arguments):
        """The C function as a callable; kinds of result and arguments are keys of KINDS. Raises what it left set if the result
        is an object."""
        function = self._library[name]
        function.restype, function.argtypes = KINDS[result], [KINDS[kind] for kind in arguments]
        return function

    def address_of(self, cdata):
        """The address of memory that cffi owns."""
        return int(self.ffi.cast("uintptr_t", cdata))

    def builtin(self, address, name, flags):
        """A builtin_function_or_method around the C function at `address`.

        Its `self` is the memory of its PyMethodDef, which therefore lives exactly as long."""
        text = self.ffi.new("char[]", name.encode())
        definition = self.ffi.new("PyMethodDef *", {"ml_name": text, "ml_meth": self.ffi.cast("void *", address), "ml_flags": flags})
        return self._new_builtin(self.address_of(definition), (definition, text), 0)
