"""One pass of a hot loop, instruction by instruction."""
