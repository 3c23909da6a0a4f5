"""What a loop held died late where compiling it took a second attempt: a cycle of pyjit's own kept it until the next collection."""
LOG = []

def note(*values):
    LOG.append(values)

class Mortal:

    def __init__(self, name):
        self.name = name

    def __del__(self):
        note('dead', self)

def outcome(work, *arguments):
    return work(*arguments)

def work(n, a, b, c, x, y):

    def inner():
        xs = [1, 2, 1]
        for i in range(n):
            it = iter([None for k in xs])
            w = [Mortal(None), Mortal(0)]
    inner()
result_2 = outcome(work, 12, None, None, None, 1, None)
result_1 = outcome(work, 2, 1, None, None, None, None)
