"""Characters of strings."""
from pyjit.lower.containers.indexing import in_bounds, position, replace
from pyjit.lower.containers.sizes import load_size
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, OWNED, Ref

# How a code point of each width is read: (load, the data follows this struct) by (bytes per character, all ASCII).
LOADS = {(1, True): ("load_u8_at", "PyASCIIObject"), (1, False): ("load_u8_at", "PyCompactUnicodeObject"),
         (2, False): ("load_u16_at", "PyCompactUnicodeObject"), (4, False): ("load_u32_at", "PyCompactUnicodeObject")}


def character(t, text, address, index):
    """A Ref of the character at a position within the text, which is now the str at `address`; None if its form is an unusual one.

    Characters below 256 are the interpreter's own objects. (unicode_getitem, Objects/unicodeobject.c)"""
    state_at, constant = t.host.offset("PyASCIIObject.state"), t.host.constant
    mask = constant("STATE_KIND_MASK") | constant("STATE_COMPACT") | constant("STATE_ASCII")
    seen = t.host.peek.u32(address + state_at) & mask
    if not seen & constant("STATE_COMPACT"):
        return None
    form = t.emit(M.int_and, t.emit(M.load_u32, text, state_at, region="str"), t.integer(mask))
    t.guard(M.guard_int_eq, form, t.integer(seen), why="a string in {here} has other characters: ASCII, Latin-1 or beyond")
    width = (seen & constant("STATE_KIND_MASK")) >> constant("STATE_KIND_SHIFT")
    load, struct = LOADS[width, bool(seen & constant("STATE_ASCII"))]
    code = t.emit(getattr(M, load), text, index, t.host.size(struct), region="str")
    if width == 1:
        return Ref(one_of_ours(t, code), FIXED)
    made = t.call(M.call_object, "PyUnicode_FromOrdinal", code)
    made.type = id(str)
    t.guard(M.guard_set, made)
    return Ref(made, OWNED)


def one_of_ours(t, code):
    """The interpreter's str of a code point below 256."""
    value = t.emit(M.load_object_at, t.word(t.host.characters), code, 0, region="characters")
    value.type = id(str)
    return value


def is_own_character(value):
    """Is it one of these?"""
    return len(value) == 1 and value < "\u0100" and value is chr(ord(value))


def str_item(t):
    """text[index]. (unicode_subscript, Objects/unicodeobject.c)"""
    if not in_bounds(t):
        return False
    text = t.peek(1).op
    t.guard_type(text, str)
    index = position(t, load_size(t, text, str))
    value = character(t, text, id(t.live(1)), index)
    if value is None:
        return False
    replace(t, 2, value.op, value.mode)
    return True


def bytes_item(t):
    """octets[index], an int. (bytes_subscript, Objects/bytesobject.c)"""
    if not in_bounds(t):
        return False
    octets = t.peek(1).op
    t.guard_type(octets, bytes)
    index = position(t, load_size(t, octets, bytes))
    value = t.emit(M.load_u8_at, octets, index, t.host.offset("PyBytesObject.ob_sval"), region="bytes")
    replace(t, 2, value)
    return True


def bytearray_place(t):
    """The start of a bytearray's content, and the position of the index in it, after guards."""
    octets = t.peek(1).op
    t.guard_type(octets, bytearray)
    index = position(t, load_size(t, octets, bytearray))
    return t.emit(M.load_word, octets, t.host.offset("PyByteArrayObject.ob_start"), region="bytearray size"), index


def bytearray_item(t):
    """(bytearray_subscript, Objects/bytearrayobject.c)"""
    if not in_bounds(t):
        return False
    start, index = bytearray_place(t)
    replace(t, 2, t.emit(M.load_u8_at, start, index, 0, region="bytearray"))
    return True


def store_bytearray_item(t):
    """octets[index] = number from 0 to 255. (bytearray_ass_subscript, Objects/bytearrayobject.c)"""
    value = t.live(2)
    if not in_bounds(t) or type(value) is not int or not 0 <= value <= 255:
        return False
    start, index = bytearray_place(t)
    number = t.as_int(t.peek(2).op)
    t.guard(M.guard_below, number, t.integer(256), why="a character in {here} is none of the first 256")
    t.emit(M.store_u8_at, start, index, 0, number, region="bytearray")
    t.pop_drop(3)
    return True
