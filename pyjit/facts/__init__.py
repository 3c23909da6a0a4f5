"""What is known of the program's objects while it runs: its code, its classes, what dies."""
