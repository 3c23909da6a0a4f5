"""Take arithmetic apart and work it out: python calculator.py [repetitions]

A hand-written tokenizer and a precedence parser with a stack: branches, strings, tuples, lists, small methods."""
import sys

FORMULAS = [
    "1 + 2 * 3 - 4 / 8",
    "(12.5 - 3) * (7 + 0.25) / 2",
    "x * x + 2 * x * y + y * y - (x + y) * (x + y)",
    "((1 + 2) * (3 + (4 * (5 + x)))) / (y - 100.0)",
    "speed * time + 0.5 * acceleration * time * time",
]
NAMES = {"x": 3.0, "y": 4.0, "speed": 11.0, "time": 2.5, "acceleration": 9.81}
STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}


class Tokenizer:
    """Cuts a formula into (kind, text) pairs."""

    def __init__(self, text):
        self.text, self.at = text, 0

    def take_while(self, wanted):
        """The longest run of the wanted characters from here on."""
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in wanted:
            self.at += 1
        return self.text[start:self.at]

    def tokens(self):
        found = []
        while self.at < len(self.text):
            character = self.text[self.at]
            if character == " ":
                self.at += 1
            elif character in "0123456789.":
                found.append(("number", self.take_while("0123456789.")))
            elif character.isalpha():
                found.append(("name", self.take_while("abcdefghijklmnopqrstuvwxyz_")))
            else:
                found.append(("sign", character))
                self.at += 1
        return found


def apply(sign, numbers):
    """Replace the two topmost numbers by the result of the sign."""
    right = numbers.pop()
    left = numbers.pop()
    if sign == "+":
        numbers.append(left + right)
    elif sign == "-":
        numbers.append(left - right)
    elif sign == "*":
        numbers.append(left * right)
    else:
        numbers.append(left / right)


def value(formula, names):
    """Work out a formula: numbers on one stack, signs and brackets that wait on another."""
    numbers, waiting = [], []
    for kind, text in Tokenizer(formula).tokens():
        if kind == "number":
            numbers.append(float(text))
        elif kind == "name":
            numbers.append(names[text])
        elif text == "(":
            waiting.append(text)
        elif text == ")":
            while waiting[-1] != "(":
                apply(waiting.pop(), numbers)
            waiting.pop()
        else:
            while waiting and waiting[-1] != "(" and STRENGTH[waiting[-1]] >= STRENGTH[text]:
                apply(waiting.pop(), numbers)
            waiting.append(text)
    while waiting:
        apply(waiting.pop(), numbers)
    return numbers[0]


def main(repetitions=45_000):
    totals = [0.0] * len(FORMULAS)
    names = dict(NAMES)
    for turn in range(repetitions):
        names["x"] = turn % 10 + 0.5
        for i, formula in enumerate(FORMULAS):
            totals[i] += value(formula, names)
    for formula, total in zip(FORMULAS, totals):
        print("%-52s mean %14.6f" % (formula, total / repetitions))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
