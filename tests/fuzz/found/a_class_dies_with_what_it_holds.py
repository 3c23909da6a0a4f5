"""A class of which compiled code had made instances outlived the program's last reference, and with it what was its attribute."""
deaths = []


class Mortal:
    def __del__(self):
        deaths.append("dead")


class Thing:
    def __init__(self, p, q):
        pass


def work():
    ys = [None, 1, 1, 1]
    for j2 in reversed(ys):
        ys[0] = Mortal()
        for j3, s in enumerate("abc"):

            class Inner(Thing):
                scale = j2
            Inner(1, 2)


work()
