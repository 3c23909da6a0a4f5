"""Balls that fall, bounce and grow tired, with a class for everything: python particles.py [steps]

Small methods, attributes and a vector class, as a program about things is usually written."""
import sys


class Vector:
    """A pair of numbers with arithmetic."""

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def length(self):
        return (self.x * self.x + self.y * self.y) ** 0.5


class Box:
    """The walls, and what falling means between them."""

    def __init__(self, width, height, gravity, bounce):
        self.width, self.height, self.bounce = width, height, bounce
        self.gravity = Vector(0.0, -gravity)

    def keep(self, particle):
        """Throw a particle back that has gone through a wall, a little slower."""
        place, speed = particle.place, particle.speed
        if place.x < 0.0 or place.x > self.width:
            place.x = min(max(place.x, 0.0), self.width)
            speed.x = -speed.x * self.bounce
            particle.bounces += 1
        if place.y < 0.0 or place.y > self.height:
            place.y = min(max(place.y, 0.0), self.height)
            speed.y = -speed.y * self.bounce
            particle.bounces += 1


class Particle:
    """One ball."""

    def __init__(self, place, speed, mass):
        self.place, self.speed, self.mass = place, speed, mass
        self.bounces = 0

    def move(self, box, dt):
        self.speed = self.speed + box.gravity * dt
        self.place = self.place + self.speed * dt
        box.keep(self)

    def energy(self, box):
        height = self.place.y * -box.gravity.y
        return self.mass * (height + 0.5 * self.speed.length() ** 2)


def make_particles(count):
    """Balls in a row, each thrown a little differently."""
    return [Particle(Vector(1.0 + i, 2.0 + i % 5), Vector(3.0 - i % 7, i % 3), 1.0 + i % 4) for i in range(count)]


def main(steps=80_000):
    box = Box(40.0, 25.0, 9.81, 0.99)
    particles = make_particles(20)
    for step in range(steps):
        for particle in particles:
            particle.move(box, 0.01)
    print("after %d steps:" % steps)
    print("  %d bounces" % sum(particle.bounces for particle in particles))
    print("  energy %.6f" % sum(particle.energy(box) for particle in particles))
    print("  the fastest at %.6f" % max(particle.speed.length() for particle in particles))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
