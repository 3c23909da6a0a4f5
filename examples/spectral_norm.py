"""The largest singular value of an endless matrix, cut off at n rows: python spectral_norm.py [n]

The matrix is never stored: a small function computes each of its elements, a million times over."""
import sys


def element(i, j):
    """The matrix 1, 1/2, 1/4, ... along its diagonals."""
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    """The matrix times a vector."""
    result = []
    for i in range(len(vector)):
        total = 0.0
        for j, value in enumerate(vector):
            total += element(i, j) * value
        result.append(total)
    return result


def transposed_times(vector):
    """The transposed matrix times a vector."""
    result = []
    for i in range(len(vector)):
        total = 0.0
        for j, value in enumerate(vector):
            total += element(j, i) * value
        result.append(total)
    return result


def spectral_norm(n, rounds=10):
    """The power method: multiply again and again, and the vector turns towards the largest singular value."""
    u = [1.0] * n
    for _ in range(rounds):
        v = transposed_times(times(u))
        u = transposed_times(times(v))
    along = sum(a * b for a, b in zip(u, v))
    square = sum(b * b for b in v)
    return (along / square) ** 0.5


def main(n=560):
    print("spectral norm with %d rows: %.9f" % (n, spectral_norm(n)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
