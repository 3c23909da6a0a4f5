"""clear() was taken for a call that runs no code and leaves attributes alone: it lets go of what was there."""
import sys


class Thing:
    pass


class Mortal:
    def __init__(self, owner):
        self.owner = owner

    def __del__(self):
        owner = self.owner
        owner.step += 1
        seen.append((owner.step, sys._getframe(1).f_locals["total"], sys._getframe(1).f_lineno))


seen = []


def attributes(n):
    thing, value = Thing(), 1.5
    for i in range(n):
        for j in (1, 2.5, 0):
            thing.p = value
        thing.__dict__.clear()
    return thing


def last_attribute(n):
    thing, value, out = Thing(), 1.5, []
    for i in range(n):
        thing.p = value
        thing.p = i
        out.append(thing.__dict__.popitem())
    return out


def contents(n, container, put):
    owner, total = Thing(), 0
    owner.step = 1
    for i in range(n):
        total += owner.step
        put(container, Mortal(owner))
        total += owner.step
        container.clear()
        total += owner.step
    return total


def keep(container, value):
    container["key"] = value


answers = [attributes(40), last_attribute(40)]
answers += [contents(40, [], list.append), contents(40, set(), set.add), contents(40, {}, keep)]
del attributes, last_attribute
