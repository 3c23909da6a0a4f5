"""Sources that python cannot read at all, and says so in words that compile() does not have."""
import codecs
import re

CODING = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")   # PEP 263
UNDECLARED = ("Non-UTF-8 code starting with '\\x%02x' in file %s on line %d, but no encoding declared; "
              "see https://peps.python.org/pep-0263/ for details")


def error(source, filename):
    """The SyntaxError of a file with these bytes; None if it can be read. (check_coding_spec, ensure_utf8, Parser/tokenizer)"""
    text = source.removeprefix(codecs.BOM_UTF8)
    declared = next(filter(None, map(CODING.match, text.split(b"\n")[:2])), None)
    if declared is not None:
        try:
            codecs.lookup(declared[1].decode())
        except LookupError:
            return SyntaxError("encoding problem: %s" % declared[1].decode())
    elif text is source:
        try:
            text.decode()
        except UnicodeDecodeError as wrong:
            return SyntaxError(UNDECLARED % (text[wrong.start], filename, text.count(b"\n", 0, wrong.start) + 1))
    before, null, _ = text.partition(b"\0")
    if null:
        line = before.rpartition(b"\n")[2].decode(errors="replace")
        return SyntaxError("source code cannot contain null bytes", (filename, before.count(b"\n") + 1, 0, line))
    return None
