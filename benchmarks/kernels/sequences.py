"""Lists, tuples, bytearrays and arrays: subscripts, stores, walks, growth."""
from array import array


def bubble_sort(n):
    """Compare and swap neighbours."""
    values = [i * 7919 % n for i in range(n)]
    for end in range(n - 1, 0, -1):
        for i in range(end):
            if values[i] > values[i + 1]:
                values[i], values[i + 1] = values[i + 1], values[i]
    return values == sorted(values)


def binary_search(n):
    """Bisection in a list of floats."""
    values = [i * 0.5 for i in range(n)]
    found = 0
    for i in range(n):
        wanted, low, high = i * 0.37, 0, n
        while low < high:
            middle = (low + high) // 2
            if values[middle] < wanted:
                low = middle + 1
            else:
                high = middle
        found += low
    return found


def partial_sums(n):
    """A list that grows by append while another is walked."""
    values = list(range(n))
    sums, total = [], 0
    for value in values:
        total += value
        sums.append(total)
    return sums[-1], len(sums)


def table_of_paths(n):
    """Dynamic programming over a list of lists."""
    table = [[1] * n for _ in range(n)]
    for row in range(1, n):
        for column in range(1, n):
            table[row][column] = (table[row - 1][column] + table[row][column - 1]) % 1000007
    return table[-1][-1]


def rule_thirty(n):
    """A cellular automaton in a bytearray."""
    cells = bytearray(n)
    cells[n // 2] = 1
    for _ in range(n // 2):
        following = bytearray(n)
        for i in range(1, n - 1):
            following[i] = cells[i - 1] ^ (cells[i] | cells[i + 1])
        cells = following
    return sum(cells)


def blur(n):
    """A moving average over an array of doubles."""
    values = array("d", [i % 17 * 0.25 for i in range(n)])
    result = array("d", bytes(8 * n))
    for i in range(2, n - 2):
        result[i] = (values[i - 2] + values[i - 1] + values[i] + values[i + 1] + values[i + 2]) * 0.2
    return sum(result)


def pairs(n):
    """Tuples made, walked and taken apart."""
    points = [(i, i * i % 101, i & 7) for i in range(n)]
    total = 0
    for x, y, kind in points:
        if kind != 3:
            total += x * y
    return total


def zip_and_enumerate(n):
    """Two lists in step, with their position."""
    left, right = list(range(n)), [i * 0.5 for i in range(n)]
    total = 0.0
    for i, (a, b) in enumerate(zip(left, right)):
        total += (a - b) * (i & 3)
    return total


def reversals(n):
    """Slices made and stored, list methods in between."""
    values = list(range(64))
    for i in range(n):
        at = i % 48
        values[at:at + 16] = values[at:at + 16][::-1]
        values.append(values.pop(0))
    return values


KERNELS = {bubble_sort: 400, binary_search: 20_000, partial_sums: 100_000, table_of_paths: 300, rule_thirty: 500,
           blur: 100_000, pairs: 60_000, zip_and_enumerate: 100_000, reversals: 30_000}
