"""Conway's Game of Life on a torus: python life.py [generations]

A board of lists of ints, one function per rule; the last generation is drawn in the terminal."""
import sys

WIDTH, HEIGHT = 80, 40


def scatter():
    """A board with about a third of its cells alive, always the same."""
    state, board = 2463534242, []
    for _ in range(HEIGHT):
        row = []
        for _ in range(WIDTH):
            state ^= (state << 13) & 0xFFFFFFFF
            state ^= state >> 17
            state ^= (state << 5) & 0xFFFFFFFF
            row.append(1 if state % 3 == 0 else 0)
        board.append(row)
    return board


def next_generation(board):
    """A cell lives on with two or three neighbours; an empty place with three comes alive."""
    new = []
    for y in range(HEIGHT):
        above, here, below = board[y - 1], board[y], board[(y + 1) % HEIGHT]
        row = []
        for x in range(WIDTH):
            left, right = x - 1, (x + 1) % WIDTH
            neighbours = (above[left] + above[x] + above[right] + here[left] + here[right]
                          + below[left] + below[x] + below[right])
            row.append(1 if neighbours == 3 or neighbours == 2 and here[x] else 0)
        new.append(row)
    return new


def main(generations=4000):
    board = scatter()
    for _ in range(generations):
        board = next_generation(board)
    for upper, lower in zip(board[::2], board[1::2]):
        print("".join(" ▀▄█"[a + 2 * b] for a, b in zip(upper, lower)))
    print("%d cells alive after %d generations" % (sum(map(sum, board)), generations))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
