"""Classes: attributes, methods, properties, slots, several classes in one loop."""


class Account:
    """An instance with a few attributes and short methods."""

    interest = 0.0001

    def __init__(self):
        self.balance = 0.0
        self.entries = 0

    def deposit(self, amount):
        self.balance += amount
        self.entries += 1

    def accrue(self):
        self.deposit(self.balance * self.interest)


def accounts(n):
    """Methods that call methods."""
    account = Account()
    for i in range(n):
        account.deposit(i % 10)
        account.accrue()
    return account.balance, account.entries


class Node:
    """A link of a chain, in slots."""

    __slots__ = "value", "next"

    def __init__(self, value, following):
        self.value, self.next = value, following


def chain(n):
    """Walk a linked list again and again."""
    first = None
    for i in range(1000):
        first = Node(i, first)
    total = 0
    for _ in range(n):
        node = first
        while node is not None:
            total += node.value
            node = node.next
    return total


class Square:
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side


class Circle:
    def __init__(self, radius):
        self.radius = radius

    def area(self):
        return 3.14159 * self.radius * self.radius


class Strip(Square):
    def __init__(self, side, length):
        super().__init__(side)
        self.length = length

    def area(self):
        return self.side * self.length


def shapes(n):
    """One call, three classes."""
    figures = [Square(2.0), Circle(1.5), Strip(0.5, 8.0), Square(3.0), Circle(0.25)]
    total = 0.0
    for _ in range(n):
        for figure in figures:
            total += figure.area()
    return total


class Temperature:
    """A property over a plain attribute."""

    def __init__(self, celsius):
        self.celsius = celsius

    @property
    def fahrenheit(self):
        return self.celsius * 1.8 + 32.0


def properties(n):
    """Read through a property, write the attribute below it."""
    temperature = Temperature(20.0)
    total = 0.0
    for i in range(n):
        total += temperature.fahrenheit
        temperature.celsius = i % 30
    return total


class Vector:
    """Arithmetic that makes a new instance each time."""

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)


def vectors(n):
    """Operators of a class and short-lived instances."""
    place, speed = Vector(0.0, 0.0), Vector(1.0, 0.5)
    for _ in range(n):
        place = place + speed * 0.001
    return place.x, place.y


class Lamp:
    """A machine with a state and a table of what follows."""

    after = {"red": "green", "green": "yellow", "yellow": "red"}

    def __init__(self):
        self.state = "red"
        self.changes = {"red": 0, "green": 0, "yellow": 0}

    def step(self):
        self.state = self.after[self.state]
        self.changes[self.state] += 1


def lamps(n):
    """Attributes that are strings and dicts."""
    lamp = Lamp()
    for _ in range(n):
        lamp.step()
    return lamp.changes


KERNELS = {accounts: 50_000, chain: 100, shapes: 20_000, properties: 100_000, vectors: 30_000, lamps: 50_000}
