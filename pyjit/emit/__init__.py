"""Optimised ops to machine code: registers, stencils, exits, and the tables that they share with Python."""
