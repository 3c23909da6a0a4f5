"""Symbols, builtins around machine code, objects by address, frames below a callback, memory."""
import ctypes
import gc
import math
import sys
import threading

import pytest

from .machine_code import calls_and_returns, returns
from .watching import watching


@pytest.mark.parametrize("name", [
    "PyLong_FromLongLong", "_PyEval_EvalFrameDefault", "PyFloat_Type", "_PyRuntime", "sin", "pow", "fmod", "memcpy"])
def test_symbols_are_found(host, name):
    library = ctypes.CDLL(None) if hasattr(ctypes.CDLL(None), name) else ctypes.CDLL("libm.so.6")
    assert host.symbol(name) == ctypes.cast(getattr(library, name), ctypes.c_void_p).value


def test_a_symbol_of_libm_is_the_function(host):
    assert ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(host.symbol("cos"))(0.5) == math.cos(0.5)


def test_a_missing_symbol_is_a_clear_error(host):
    with pytest.raises(LookupError, match="exports no symbol PyNothing_AtAll"):
        host.symbol("PyNothing_AtAll")


def test_a_builtin_is_a_builtin_with_a_name(host, run_code):
    made = host.builtin(run_code(returns(id(None))), "callback")
    assert type(made) is type(len) and made.__name__ == "callback" and made(1, 2) is None


@pytest.mark.parametrize("flags, arguments", [("METH_NOARGS", ()), ("METH_O", (1,)), ("METH_VARARGS", (1, 2))])
def test_a_builtin_takes_other_conventions(host, run_code, flags, arguments):
    made = host.builtin(run_code(returns(id(True))), "made", host.constant(flags))
    assert made(*arguments) is True
    if flags != "METH_VARARGS":
        with pytest.raises(TypeError):
            made(1, 2, 3)


def test_a_builtin_takes_its_definition_with_it(host, run_code):
    address = run_code(returns(id(None)))
    definition = host.builtin(address, "made").__self__
    assert sys.getrefcount(definition) == 2
    kept = [host.builtin(address, "made%d" % i) for i in range(1000)]
    gc.collect()
    assert [one.__name__ for one in kept] == ["made%d" % i for i in range(1000)] and kept[-1]() is None


def test_a_builtin_can_raise(host, run_code):
    set_none = host.symbol("PyErr_SetNone")
    code = b"\x48\xbf" + id(KeyError).to_bytes(8, "little") + calls_and_returns(set_none, 0)
    with pytest.raises(KeyError):
        host.builtin(run_code(code), "raises")()


def test_object_at_gives_a_new_reference(host):
    some = object()
    before = sys.getrefcount(some)
    again = host.object_at(id(some))
    assert again is some and sys.getrefcount(some) == before + 1


def test_the_thread_state_is_that_of_the_calling_thread(host):
    found = []
    thread = threading.Thread(target=lambda: found.append((host.thread_state(), threading.get_ident())))
    thread.start()
    thread.join()
    (other, ident), = found
    assert host.peek.u64(host.thread_state() + host.offset("PyThreadState.thread_id")) == threading.get_ident()
    assert other != host.thread_state() and ident != threading.get_ident()


def loop(n):
    while n:
        n -= 1


def generator(n):
    while n:
        n -= 1
        yield n


@pytest.mark.parametrize("function", [loop, generator])
def test_the_frame_below_a_callback_is_the_interrupted_one(host, function):
    seen = []

    def note():
        frame = host.frame_of_callback()
        n = host.object_at(host.peek.u64(frame + host.offset("_PyInterpreterFrame.localsplus")))
        seen.append((host.object_at(host.peek.u64(frame + host.offset("_PyInterpreterFrame.f_executable"))), n,
                     host.peek.u64(frame + host.offset("_PyInterpreterFrame.frame_obj"))))

    def callback(code, offset, target):
        note()
    with watching(function.__code__, "JUMP", callback):
        for _ in function(3) or ():
            pass
    assert seen == [(function.__code__, n, 0) for n in (2, 1, 0)][:len(seen)] and len(seen) >= 2


@pytest.mark.parametrize("name, value", [
    ("u8", 200), ("i8", -100), ("u16", 60000), ("i16", -30000), ("u32", 4 << 28), ("i32", -2 ** 31), ("u64", 2 ** 64 - 1),
    ("i64", -2 ** 63), ("f64", -1.25), ("f32", 0.5)])
def test_memory_is_written_and_read_in_every_type(host, name, value):
    buffer = (ctypes.c_uint64 * 4)()
    address = ctypes.addressof(buffer) + 8
    getattr(host.poke, name)(address, value)
    assert getattr(host.peek, name)(address) == value
    assert buffer[0] == buffer[2] == buffer[3] == 0
    if name == "u64":
        assert host.words[address >> 3] == value


def test_bytes_are_written_and_read(host):
    buffer = ctypes.create_string_buffer(16)
    host.poke.bytes(ctypes.addressof(buffer) + 3, b"octets")
    assert buffer.raw == b"\0\0\0octets" + bytes(7)
    assert host.peek.bytes(ctypes.addressof(buffer) + 3, 6) == b"octets"


def test_an_address_beyond_all_memory_is_an_error(host):
    with pytest.raises(IndexError):
        host.peek.u64(1 << 60)
