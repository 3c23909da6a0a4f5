"""aarch64: registers, encoders, relocations and stencils, under the procedure call standard (AAPCS64)."""
