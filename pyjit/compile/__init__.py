"""What is hot is recorded, compiled, put to use, tried out, and put out of use again."""
