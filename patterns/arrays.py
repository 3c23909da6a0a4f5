"""Numbers in arrays of C types, beyond what memory.py reads and writes."""
import struct

from .define import F64, I64, IMM32, PTR, Op, micro_op
from .memory import MEMORY


@micro_op(base=PTR, index=I64, disp=IMM32, out=F64, reads=MEMORY)
class load_single_at(Op):
    """Element `index` of an array of C floats, as a double."""

    def meaning(m, base, index, disp):
        return struct.unpack("<f", struct.pack("<I", m.load(base + 4 * index + disp, 4)))[0]

    def x86_64(a, out, base, index, disp):
        a.CVTSS2SD(out, a.dword(base, disp, index=index, scale=4))

    def aarch64(a, out, base, index, disp):
        a.LDR(a.single(out), a.address(base, disp, index=index, scale=4))
        a.FCVT(out, a.single(out))


@micro_op(base=PTR, index=I64, disp=IMM32, x=F64, writes=MEMORY)
class store_single_at(Op):
    """A double, rounded to a C float, into element `index` of an array; what is too large becomes infinite."""

    def meaning(m, base, index, disp, x):
        try:
            packed = struct.pack("<f", x)
        except OverflowError:
            packed = struct.pack("<f", float("inf") if x > 0 else -float("inf"))
        m.store(base + 4 * index + disp, 4, int.from_bytes(packed, "little"))

    def x86_64(a, base, index, disp, x):
        a.CVTSD2SS(a.x0, x)
        a.MOVSS(a.dword(base, disp, index=index, scale=4), a.x0)

    def aarch64(a, base, index, disp, x):
        a.FCVT(a.single(a.x0), x)
        a.STR(a.single(a.x0), a.address(base, disp, index=index, scale=4))
