"""Count the words of a text: python word_counter.py [number of sentences | FILE]

Strings and dicts: walk over the text character by character, cut out the words, count them, sort the counts.
Without a file the text is made up, always the same."""
import sys

SUBJECTS = "the old captain|a young gardener|my neighbour's cat|the last train|nobody|every second tourist".split("|")
VERBS = "forgets|paints|follows|repairs|dreams of|writes about".split("|")
OBJECTS = "the lighthouse|a broken clock|seven bridges|the morning paper|an empty street|tea".split("|")
ENDINGS = ". |, and |; |! |... |? ".split("|")


def make_text(sentences):
    """A text of that many sentences, from a little random generator of its own."""
    state, parts = 12345, []
    for _ in range(sentences):
        for choice in (SUBJECTS, VERBS, OBJECTS, ENDINGS):
            state = (state * 1103515245 + 12345) % 2147483648
            parts.append(choice[(state >> 16) % len(choice)])
            parts.append(" ")
    return "".join(parts)


def words_of(text):
    """The words of a text in small letters; an apostrophe belongs to its word."""
    words, start = [], -1
    for at, character in enumerate(text):
        if character.isalpha() or character == "'":
            if start < 0:
                start = at
        elif start >= 0:
            words.append(text[start:at].lower())
            start = -1
    if start >= 0:
        words.append(text[start:].lower())
    return words


def count(words):
    """How often each word and how often each length of a word occurs."""
    counts, lengths = {}, {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
        size = len(word)
        if size in lengths:
            lengths[size] += 1
        else:
            lengths[size] = 1
    return counts, lengths


def main(source="350000"):
    if source.isdigit():
        text = make_text(int(source))
    else:
        with open(source, encoding="utf-8") as file:
            text = file.read()
    counts, lengths = count(words_of(text))
    total = sum(counts.values())
    print("%d words, %d different" % (total, len(counts)))
    for word in sorted(counts, key=lambda word: (-counts[word], word))[:10]:
        print("%8d  %s" % (counts[word], word))
    longest = max(lengths.values(), default=1)
    for size in sorted(lengths):
        print("%2d letters  %s" % (size, "#" * max(1, lengths[size] * 50 // longest)))


if __name__ == "__main__":
    main(*sys.argv[1:])
