"""Strings and bytes: characters, pieces, formatting."""

TEXT = "The quick brown fox jumps over the lazy dog; the dog, however, could not care less. " * 20


def caesar(n):
    """Characters to numbers and back, joined at the end."""
    for turn in range(n):
        letters = []
        for character in TEXT:
            if "a" <= character <= "z":
                letters.append(chr((ord(character) - 97 + turn) % 26 + 97))
            else:
                letters.append(character)
        secret = "".join(letters)
    return secret[:80]


def palindromes(n):
    """Numbers as text, compared from both ends."""
    count = 0
    for i in range(n):
        digits = str(i)
        left, right = 0, len(digits) - 1
        while left < right and digits[left] == digits[right]:
            left += 1
            right -= 1
        count += left >= right
    return count


def comma_separated(n):
    """Split, strip and convert lines."""
    line = " 12, 7.5 ,name, 19 ,-3.25, other"
    total = 0.0
    for _ in range(n):
        for cell in line.split(","):
            cell = cell.strip()
            if cell.lstrip("-").replace(".", "").isdigit():
                total += float(cell)
    return total


def formatted_lines(n):
    """f-strings with widths and precisions."""
    size = 0
    for i in range(n):
        size += len(f"{i:>8} {i * 0.125:10.3f} {'odd' if i & 1 else 'even'}")
    return size


def checksum(n):
    """A table-free checksum over bytes."""
    data = TEXT.encode()
    a, b = 1, 0
    for _ in range(n):
        for byte in data:
            a = (a + byte) % 65521
            b = (b + a) % 65521
    return b << 16 | a


def vowels(n):
    """`in` on a short string, for every character."""
    count = 0
    for _ in range(n):
        for character in TEXT:
            if character in "aeiou":
                count += 1
    return count


KERNELS = {caesar: 20, palindromes: 50_000, comma_separated: 10_000, formatted_lines: 30_000, checksum: 60, vowels: 40}
