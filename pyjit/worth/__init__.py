"""What compiling costs, and whether it pays."""
