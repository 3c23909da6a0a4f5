"""Multiply matrices that are lists of lists: python matrix.py [size]

Three loops within one another and two subscripts in the innermost. A matrix times its inverse gives the unit matrix."""
import sys


def hilbert_like(n):
    """A matrix that is far enough from singular."""
    return [[1.0 / (1 + (i - j) ** 2) + (3.0 if i == j else 0.0) for j in range(n)] for i in range(n)]


def multiply(a, b):
    """The product of two matrices."""
    rows, inner, columns = len(a), len(b), len(b[0])
    product = [[0.0] * columns for _ in range(rows)]
    for i in range(rows):
        row, result = a[i], product[i]
        for j in range(columns):
            total = 0.0
            for k in range(inner):
                total += row[k] * b[k][j]
            result[j] = total
    return product


def inverse(matrix):
    """Gauss-Jordan, with the largest pivot of each column."""
    n = len(matrix)
    work = [row[:] + [1.0 if i == j else 0.0 for j in range(n)] for i, row in enumerate(matrix)]
    for column in range(n):
        pivot = max(range(column, n), key=lambda row: abs(work[row][column]))
        work[column], work[pivot] = work[pivot], work[column]
        scale = 1.0 / work[column][column]
        work[column] = [value * scale for value in work[column]]
        for row in range(n):
            if row != column:
                subtract(work[row], work[column], work[row][column])
    return [row[n:] for row in work]


def subtract(row, other, factor):
    """row -= other * factor, in place."""
    if factor:
        for k in range(len(row)):
            row[k] -= other[k] * factor


def main(n=250):
    matrix = hilbert_like(n)
    unit = multiply(matrix, inverse(matrix))
    error = max(abs(unit[i][j] - (i == j)) for i in range(n) for j in range(n))
    print("%d x %d: the product with the inverse is off by less than 1e-12: %s" % (n, n, error < 1e-12))
    print("trace of the square: %.9f" % sum(row[i] for i, row in enumerate(multiply(matrix, matrix))))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
