"""Text and bytes: building, indexing, slicing, formatting."""
import datetime
import decimal

N = 300


def built_by_addition():
    s = ""
    for i in range(N):
        s += chr(97 + i % 26)
        if i % 100 == 50:
            kept = s
    return s, kept


def built_by_addition_in_front_and_behind():
    s = "x"
    for i in range(60):
        s = str(i) + s + "\xe9" if i % 2 else s + "\u20ac"
    return s


def built_in_an_attribute_and_a_list():
    class Page:
        text = ""

    page, data = Page(), [""]
    for i in range(N):
        page.text += "a"
        data[0] += "b"
        if i == 150:
            kept = page.text
    return page, data, kept


def built_by_join():
    parts = []
    for i in range(N):
        parts.append(f"{i}")
        if i % 100 == 99:
            parts = [", ".join(parts)]
    return "".join(parts)


def join_with_a_wrong_item_in_mid_loop():
    out = []
    for i in range(N):
        out.append("-".join(["a", "b" if i < 200 else 5]))
    return out


def repeated():
    out = []
    for i in range(-5, 60):
        out.append("ab" * i)
        out.append(i * b"x")
        out.append(len("abc" * i))
    return out


def indexed_with_all_signs():
    s, out = "hello w\xf6rld \u20ac", []
    for i in range(-len(s), len(s)):
        for _ in range(5):
            out.append(s[i])
            out.append(s[True])
    return out


def sliced_with_all_signs():
    s, out = "abcdefghij", []
    for i in range(-12, 13):
        for j in range(-12, 13):
            out.append(s[i:j])
        out.append((s[i:], s[:i], s[::i or 1], s[i::-1], s[i:i + 3]))
    return out


def characters_classified():
    kinds = {"alpha": 0, "digit": 0, "space": 0, "other": 0}
    for c in "Hello, World 123!\t\xe9\u0663 " * 15:
        if c.isalpha():
            kinds["alpha"] += 1
        elif c.isdigit():
            kinds["digit"] += 1
        elif c.isspace():
            kinds["space"] += 1
        else:
            kinds["other"] += 1
    return kinds


def words_counted():
    counts = {}
    for word in ("the cat and the dog and the bird " * 30).split():
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts


def caesar():
    out = ""
    for c in "Hello, World! " * 20:
        if "a" <= c <= "z":
            out += chr((ord(c) - 97 + 13) % 26 + 97)
        elif "A" <= c <= "Z":
            out += chr((ord(c) - 65 + 13) % 26 + 65)
        else:
            out += c
    return out


def palindromes():
    out = []
    for i in range(1000):
        s = str(i)
        if s == s[::-1]:
            out.append(i)
    return out


def edit_distance():
    a, b = "kitten sitting on the mat", "sitting kitten at the map"
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        previous, row[0] = row[0], i + 1
        for j, y in enumerate(b):
            previous, row[j + 1] = row[j + 1], min(previous + (x != y), row[j] + 1, row[j + 1] + 1)
    return row


def plain_f_strings():
    out = []
    for i in range(N):
        out.append(f"{i}")
        out.append(f"a{i}b{i / 2}c{'x' * (i % 3)}d{None}{True}")
        out.append(f"{i!r}{str(i)!r}{'\xe9'!a}{i!s}")
        out.append(f"{{}}{i=}{i + 1 = }")
    return out


def f_strings_with_specs():
    out = []
    for i in range(N):
        out.append(f"{i:5}|{i:<5}|{i:^5}|{i:>5}|{i:05}|{i:+}|{i:x}|{i:#b}|{i:,}|{i:_}|{i:e}|{i:%}")
        out.append(f"{i / 7:.2f}|{i / 7:10.3e}|{i / 7:g}|{i / 7:+.0f}|{-i / 7:08.2f}|{i * 1e10:,.1f}")
        out.append(f"{'ab':{i % 10}}|{'ab':*^{i % 7}}|{'abc':.{i % 4}}|{i:{'x' if i % 2 else 'd'}}")
    return out


def formatting_of_big_and_special_numbers():
    out = []
    for x in [2 ** 64, -2 ** 70, float("inf"), float("nan"), -0.0, 1e-300, True, 1 + 2j, 10 ** 30] * 20:
        out.append(f"{x}|{x!r:>25}|{x:>30}")
        out.append("%s %r" % (x, x))
    return out


def formatting_by_user_methods():
    class Money:
        def __init__(self, x):
            self.x = x

        def __format__(self, spec):
            return f"<{self.x}:{spec}>"

        def __str__(self):
            return f"str{self.x}"

        def __repr__(self):
            return f"repr{self.x}"

    out = []
    for i in range(N):
        m = Money(i)
        out.append(f"{m} {m:abc} {m!r} {m!s:>10} {[m]}")
        out.append("%s %r" % (m, m))
    return out


def format_method_that_returns_nonsense():
    class Odd:
        def __init__(self, x):
            self.x = x

        def __format__(self, spec):
            return "fine" if self.x < 200 else self.x

    out = []
    for i in range(N):
        out.append(f"{Odd(i)}")
    return out


def percent_and_format_method():
    out = []
    for i in range(N):
        out.append("%d %5.2f %s %r %x %% %c" % (i, i / 3, "s", "r", i, 65 + i % 26))
        out.append("%(a)s-%(b)03d" % {"a": i, "b": i})
        out.append("{0} {1} {0!r:>5} {name:.{p}}".format(i, "x", name="abcdef", p=i % 5))
        out.append("%-5s|%+d" % (i, i))
    return out


def dates_and_decimals():
    out, day, price = [], datetime.date(2020, 2, 27), decimal.Decimal("0.10")
    for i in range(N):
        out.append(f"{day:%Y-%m-%d} {price:.3f}")
        day += datetime.timedelta(days=1)
        price *= decimal.Decimal("1.01")
    return out, day.weekday()


def encode_and_decode():
    out = []
    for i in range(N):
        s = chr(i * 37) + "x"
        raw = s.encode("utf-8")
        out.append((raw, raw.decode("utf-8") == s, s.encode("ascii", "replace"), len(raw)))
    return out


def decode_error_in_mid_loop():
    out = []
    for raw in [b"abc", b"\xc3\xa9"] * 100 + [b"\xff"]:
        out.append(raw.decode("utf-8"))
    return out


def bytes_built_and_sliced():
    b, out = b"", []
    for i in range(256):
        b += bytes((i,))
        out.append((b[i], b[-1:], b[i // 2:i], b[::-7]))
    return out


def bytearray_in_place():
    data, view = bytearray(b"abc"), None
    for i in range(N):
        data.append(i % 256)
        data[i % len(data)] ^= 0x55
        data += b"z"
        if i % 50 == 0:
            data[1:3] = b"hello"
            del data[0]
    return data


def bytearray_value_out_of_range_in_mid_loop():
    data = bytearray(10)
    for i in range(N):
        data[i % 10] = i
    return data


def translate_and_maketrans():
    table, out = str.maketrans("abc", "xyz", "d"), []
    for i in range(N):
        out.append(("abcd" * (i % 4)).translate(table))
    return out


def splitting_lines_and_fields():
    total, names = 0, []
    for line in ("alpha,1,2.5\nbeta,2,x\n\ngamma,3,1e3\n" * 30).splitlines():
        if not line:
            continue
        name, n, value = line.split(",")
        total += int(n)
        try:
            total += float(value)
        except ValueError:
            names.append(name)
    return total, names


def tokens_of_an_expression():
    text, tokens, i = "12 + (34*x1) - foo(7, 8) " * 8, [], 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit():
            j = i
            while j < len(text) and text[j].isdigit():
                j += 1
            tokens.append(int(text[i:j]))
            i = j
        elif c.isalpha():
            j = i + 1
            while j < len(text) and text[j].isalnum():
                j += 1
            tokens.append(text[i:j])
            i = j
        else:
            tokens.append(c)
            i += 1
    return tokens


def string_identity_and_interning():
    out = []
    for i in range(N):
        s = "ab"
        t = s
        out.append((s is t, s is "ab", str(s) is s, s[:] is s, s + "" is s, f"{s}" == s))  # noqa: F632
    return out


def surrogates_and_nul():
    out = []
    for i in range(200):
        s = "a\0b\ud800" + chr(0x10000 + i)
        out.append((len(s), s[3], s.find("\0"), s.encode("utf-8", "surrogatepass")))
    return out


def characters_that_are_compared():
    out, words = [], ["a", "b", "ab", "", "\xe9", "e\u0301", "\u20ac", "a" * 3, "%c" % 97, chr(233), "ba"[1:], "x".join("a")]
    for i in range(N):
        x, y = words[i % 12], words[i * 5 % 11]
        out.append((x == y, x != y, x == "a", "b" != y, x[:1] == y[:1], x == x, y != y, "a" == "b"[i % 1:]))
        for c in x:
            out.append((c == "a", c != y, c == x[0], c in "abc", c != "\u20ac"))
    return out


def texts_that_are_compared():
    class Text(str):
        def __eq__(self, other):
            return "text"

        __hash__ = str.__hash__

    out, words = [], ["spam", "eggs", "sp" + "am"[0:2], "spa", "\u20acuro", "", Text("spam"), None, b"spam"]
    for i in range(N):
        x, y = words[i % 6], words[i % 9 if i > 100 else i * 5 % 6]
        out.append((x == y, x != y, "spam" == x, y == "spam", x == x + ""))
    return out
