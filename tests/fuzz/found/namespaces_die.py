"""The variables of a class body, of a script, and the globals of a function outlived them: a trace kept them alive."""
from differential.watched import counted


class Mortal:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        deaths.append(self.name)


deaths = []
kept = counted(Mortal("never"))


class Body:
    for i in range(30):
        u = kept


def a_class_body():
    class Body:
        mortal = Mortal("class body")
        for i in range(30):
            mortal.name


exec("mortal = Mortal('script')\nfor i in range(30):\n    mortal.name\n", {"Mortal": Mortal})
exec("mortal = Mortal('globals')\ndef f():\n    for i in range(30):\n        mortal.name\nf()", {"Mortal": Mortal})
a_class_body()
deaths.append("end")
