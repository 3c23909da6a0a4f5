"""The Mandelbrot set, drawn in the terminal: python mandelbrot.py [width]

Every character stands for a grid of points; the more of them escape early, the lighter the character."""
import sys

SHADES = "@%#*+=-:. "
STEPS = 200
SAMPLES = 8  # points per character in each direction


def escape(cx, cy):
    """How many steps the point takes to leave; STEPS if it stays."""
    x = y = 0.0
    for step in range(STEPS):
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            return step
        y = 2.0 * x * y + cy
        x = xx - yy + cx
    return STEPS


def shade(left, top, width, height):
    """The character for a rectangle of the plane."""
    light = 0.0
    for row in range(SAMPLES):
        for column in range(SAMPLES):
            steps = escape(left + width * column / SAMPLES, top + height * row / SAMPLES)
            if steps < STEPS:
                light += 1.0 / (1.0 + steps * 0.125)
    return SHADES[min(int(light * 2.5 * len(SHADES) / (SAMPLES * SAMPLES)), len(SHADES) - 1)]


def main(width=110):
    height = width * 2 // 5
    cell_width, cell_height = 2.9 / width, 2.3 / height
    for row in range(height):
        line = []
        for column in range(width):
            line.append(shade(-2.15 + column * cell_width, -1.15 + row * cell_height, cell_width, cell_height))
        print("".join(line))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
