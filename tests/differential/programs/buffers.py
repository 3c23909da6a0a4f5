"""array.array of every typecode, memoryview, struct, bytearray as raw memory."""
import array
import ctypes
import struct

N = 300
CODES = "bBhHiIlLqQfd"


def every_typecode_read_and_written():
    out = []
    for code in CODES:
        data = array.array(code, range(10))
        for i in range(200):
            data[i % 10] = data[(i + 1) % 10] + 1 if i % 50 < 40 else 0
        out.append(data)
    return out


def one_loop_over_all_typecodes():
    arrays = [array.array(code, range(1, 11)) for code in CODES]
    total = 0
    for i in range(600):
        data = arrays[i % 12]
        total += data[i % 10]
        data[i % 10] = i % 100
    return total, arrays


def limits_of_every_typecode():
    out = []
    for code in CODES:
        data = array.array(code, [0])
        for bits in (7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 1023, 1024):
            for x in (2 ** bits - 1, 2 ** bits, -2 ** bits, -2 ** bits - 1):
                try:
                    data[0] = x
                    out.append(data[0])
                except OverflowError as error:
                    out.append(str(error))
    return out


def overflow_in_mid_loop():
    data = array.array("b", bytes(10))
    for i in range(N):
        data[i % 10] = i
    return data


def wrong_type_in_mid_loop():
    data = array.array("l", range(10))
    for x in [1, 2, True] * 60 + [1.5]:
        data[x % 10 if type(x) is int else 0] = x
    return data


def wrong_type_into_floats():
    data = array.array("d", range(10))
    for x in [1, 2.5, True, 2 ** 70] * 60 + ["a"]:
        data[3] = x
    return data


def index_out_of_range_in_mid_loop():
    data, total = array.array("d", range(200)), 0.0
    for i in range(N):
        total += data[i]
    return total


def negative_indices_and_slices():
    data, out = array.array("h", range(20)), []
    for i in range(1, 20):
        out.append((data[-i], data[i:], data[:-i], data[::i]))
        data[-i] += 100
        data[i:i + 1] = array.array("h", [i, i])
        del data[0]
    return out, data


def floats_lose_precision():
    data = array.array("f", [0.1, 1e30, -0.0, 1e-40])
    out = []
    for i in range(N):
        out.append(data[i % 4])
        data[i % 4] *= 1.1
    return out


def special_floats_in_arrays():
    data, out = array.array("d", [0.0] * 4), []
    for x in [float("nan"), float("inf"), -0.0, 5e-324] * 50:
        data[1] = x
        out.append(data[1])
    return out


def iterated_and_searched():
    data, total = array.array("i", [3, 1, 4, 1, 5] * 20), 0
    for x in data:
        total = total * 3 % 1009 + x
    for i in range(60):
        total += data.index(i % 4 + 1 if i % 4 != 1 else 4) + data.count(1) + (5 in data)
    return total


def resized_while_used():
    data, out = array.array("q"), []
    for i in range(N):
        data.append(2 ** 63 - 1 - i)
        if i % 3 == 2:
            out.append(data.pop(0))
        data.extend([i])
        out.append((len(data), data[-1], data[0]))
    return out


def resized_while_exported():
    data = array.array("b", bytes(10))
    view = memoryview(data)
    for i in range(N):
        view[i % 10] = i % 100
        if i == 200:
            data.append(1)
    return data


def saxpy():
    x, y = array.array("d", [i * 0.5 for i in range(100)]), array.array("d", [1.0] * 100)
    for _ in range(10):
        for i in range(100):
            y[i] = 0.25 * x[i] + y[i]
    return y


def unicode_array():
    data, out = array.array("w", "h\xe9llo \u20ac\U0001f600"), []
    for i in range(N):
        out.append(data[i % len(data)])
        data[i % 3] = chr(97 + i % 26)
    return out, data.tounicode()


def memoryview_of_bytes_and_bytearray():
    raw = bytearray(range(100))
    view, out = memoryview(raw), []
    for i in range(N):
        view[i % 100] = (view[(i + 1) % 100] * 3 + i) % 256
        out.append(view[-1 - i % 100])
    for b in memoryview(bytes(raw)):
        out.append(b)
    return out, raw


def memoryview_casts_and_slices():
    raw, out = bytearray(64), []
    for code in "bBhHiIqQfd":
        view = memoryview(raw).cast(code)
        for i in range(50):
            view[i % len(view)] = i
            out.append(view[(i + 1) % len(view)])
        out.append(view[1:3].tolist())
        view.release()
    return out, raw


def memoryview_of_two_dimensions():
    raw = bytearray(64)
    view, out = memoryview(raw).cast("B", (8, 8)), []
    for i in range(N):
        view[i % 8, i * 3 % 8] = i % 256
        out.append(view[i * 5 % 8, i % 8])
    return out


def memoryview_read_only_in_mid_loop():
    for raw in [bytearray(4)] * 200 + [b"abcd"]:
        memoryview(raw)[0] = 1
    return raw


def memoryview_released_in_mid_loop():
    view, total = memoryview(b"abc"), 0
    for i in range(N):
        total += view[i % 3]
        if i == 200:
            view.release()
    return total


def struct_pack_and_unpack():
    out, record = [], struct.Struct("<hIdq3s")
    for i in range(N):
        raw = record.pack(i - 150, i, i / 3, -i << 40, b"abc")
        out.append(record.unpack(raw))
        out.append(struct.unpack_from(">H", raw, i % 4))
    return out


def struct_error_in_mid_loop():
    out = []
    for i in range(N):
        out.append(struct.pack("B", i))
    return out


def struct_into_a_buffer():
    raw = bytearray(80)
    for i in range(N):
        struct.pack_into("<i", raw, i % 20 * 4, i * 1000003 % 2 ** 31)
    return raw, [x for x, in struct.iter_unpack("<i", raw)]


def ctypes_arrays_and_structures():
    class Pair(ctypes.Structure):
        _fields_ = [("a", ctypes.c_int32), ("b", ctypes.c_double)]

    data, pair, out = (ctypes.c_int16 * 10)(), Pair(), []
    for i in range(N):
        data[i % 10] = i * 1000
        pair.a = pair.a * 3 + i
        pair.b += 0.5
        out.append((data[(i + 3) % 10], pair.a, pair.b))
    return out


def crc_by_hand():
    table = []
    for n in range(256):
        for _ in range(8):
            n = n >> 1 ^ 0xedb88320 if n & 1 else n >> 1
        table.append(n)
    crc = 0xffffffff
    for b in b"the quick brown fox" * 10:
        crc = table[(crc ^ b) & 0xff] ^ crc >> 8
    return crc ^ 0xffffffff


def big_sieve_in_a_bytearray():
    flags = bytearray(b"\1") * 1000
    flags[0:2] = b"\0\0"
    for i in range(2, 32):
        if flags[i]:
            flags[i * i::i] = bytes(len(range(i * i, 1000, i)))
    return sum(flags), [i for i in range(60) if flags[i]]
