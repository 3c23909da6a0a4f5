"""A bridge relied on what the first pass of its loop had stored, where the loop's next passes had not stored it yet: a value was
released twice."""


class Thing:
    pass


def work(n):
    thing, value = Thing(), 1.5
    for i in range(n):
        for j in (1, 2.5, 0):
            thing.p = value
        del thing.__dict__["p"]


def lists(n):
    xs, value, out = [0.5], 1.5, []
    for i in range(n):
        for j in (1, 2.5, 0):
            out.append(xs[0])
            xs[0] = value
        xs[0] = i
    return out


work(40)
answer = lists(40)
