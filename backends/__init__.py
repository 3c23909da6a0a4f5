"""What a processor is: registers, calling convention, and the machine code of every micro-op as a table of stencils."""
from .stencil import Backend, Stencil, load

__all__ = ["Backend", "Stencil", "load"]
