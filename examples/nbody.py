"""The sun and its giant planets, step by step: python nbody.py [steps]

Plain lists of floats and a doubly nested loop. The total energy at the end should be what it was at the start."""
import sys

SOLAR_MASS = 39.47841760435743  # with it, and with years and distances to the sun as units, gravity's constant is 1
YEAR = 365.24

# x, y, z, vx, vy, vz, mass
BODIES = [
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, SOLAR_MASS],
    [4.841431442, -1.160320044, -0.103622044,
     0.001660076643 * YEAR, 0.007699011184 * YEAR, -0.0000690460017 * YEAR, 0.000954791938 * SOLAR_MASS],
    [8.343366718, 4.124798564, -0.403523417,
     -0.002767425107 * YEAR, 0.004998528012 * YEAR, 0.0000230417298 * YEAR, 0.000285885981 * SOLAR_MASS],
    [12.894369562, -15.111151402, -0.223307579,
     0.002964601375 * YEAR, 0.002378471740 * YEAR, -0.0000296589569 * YEAR, 0.0000436624404 * SOLAR_MASS],
    [15.379697115, -25.919314610, 0.179258773,
     0.002680677725 * YEAR, 0.001628241700 * YEAR, -0.0000951592255 * YEAR, 0.0000515138902 * SOLAR_MASS],
]


def rest_the_sun(bodies):
    """Give the sun the speed that keeps the whole system where it is."""
    for axis in (3, 4, 5):
        bodies[0][axis] = -sum(body[axis] * body[6] for body in bodies[1:]) / SOLAR_MASS


def energy(bodies):
    """Kinetic minus potential energy of all bodies."""
    total = 0.0
    for i, a in enumerate(bodies):
        total += 0.5 * a[6] * (a[3] * a[3] + a[4] * a[4] + a[5] * a[5])
        for b in bodies[i + 1:]:
            dx, dy, dz = a[0] - b[0], a[1] - b[1], a[2] - b[2]
            total -= a[6] * b[6] / (dx * dx + dy * dy + dz * dz) ** 0.5
    return total


def advance(bodies, steps, dt):
    """Move everything on by `steps` times `dt` years."""
    count = len(bodies)
    for _ in range(steps):
        for i in range(count):
            a = bodies[i]
            for j in range(i + 1, count):
                b = bodies[j]
                dx = a[0] - b[0]
                dy = a[1] - b[1]
                dz = a[2] - b[2]
                square = dx * dx + dy * dy + dz * dz
                pull = dt / (square * square ** 0.5)
                towards_b = b[6] * pull
                towards_a = a[6] * pull
                a[3] -= dx * towards_b
                a[4] -= dy * towards_b
                a[5] -= dz * towards_b
                b[3] += dx * towards_a
                b[4] += dy * towards_a
                b[5] += dz * towards_a
        for body in bodies:
            body[0] += dt * body[3]
            body[1] += dt * body[4]
            body[2] += dt * body[5]


def main(steps=400_000):
    bodies = [list(body) for body in BODIES]
    rest_the_sun(bodies)
    print("energy at the start: %.9f" % energy(bodies))
    advance(bodies, steps, 0.01)
    print("after %d steps:  %.9f" % (steps, energy(bodies)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
