"""Dicts and sets: counting, looking up, walking."""


def histogram(n):
    """Count small ints in a dict."""
    counts = {}
    for i in range(n):
        key = i * i % 97
        counts[key] = counts.get(key, 0) + 1
    return sorted(counts.items())


def breadth_first(n):
    """Distances in a graph that is a dict of lists."""
    graph = {node: [(node * 2) % n, (node * 3 + 1) % n, (node + 7) % n] for node in range(n)}
    distance, waiting = {0: 0}, [0]
    for node in waiting:
        for neighbour in graph[node]:
            if neighbour not in distance:
                distance[neighbour] = distance[node] + 1
                waiting.append(neighbour)
    return sum(distance.values())


def grid_of_tuples(n):
    """A sparse board keyed by pairs."""
    board = {(i % 50, i % 37): i for i in range(1850)}
    total = 0
    for i in range(n):
        if (i % 50, i % 41) in board:
            total += board[i % 50, i % 37]
    return total


def records(n):
    """Small dicts with string keys, as rows of a table."""
    rows = [{"name": "n%d" % (i % 10), "price": i * 0.25, "count": i % 7} for i in range(200)]
    total = 0.0
    for i in range(n):
        row = rows[i % 200]
        total += row["price"] * row["count"]
        row["count"] = (row["count"] + 1) % 7
    return total


def distinct(n):
    """A set that is asked and extended."""
    seen, repeats = set(), 0
    for i in range(n):
        value = i * i % 10007
        if value in seen:
            repeats += 1
        else:
            seen.add(value)
    return len(seen), repeats


def walk_items(n):
    """Loops over the views of a dict."""
    prices = {"item%d" % i: i * 0.5 for i in range(100)}
    total = 0.0
    for _ in range(n):
        for name, price in prices.items():
            total += price
        for name in prices:
            total -= prices[name]
    return total


KERNELS = {histogram: 100_000, breadth_first: 20_000, grid_of_tuples: 60_000, records: 100_000, distinct: 100_000,
           walk_items: 500}
