"""x86-64: registers, relocations and stencils, under the System V calling convention."""
