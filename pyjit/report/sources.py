"""The program's source lines, for reports: what others have put into linecache, or the file."""
import sys

from pyjit.own import read


LONGEST = 50    # characters of a piece of a line that are shown


class Sources:
    """The lines of the files that one report is about, each of which is read once. read: may files be read?"""

    def __init__(self, read=True):
        self.read, self.files = read, {}

    def line(self, filename, line):
        """The text of a line without the space around it; empty if the source is not there. line: a number, or None."""
        return self.raw(filename, line).strip()

    def raw(self, filename, line):
        """The text of a line as it is."""
        lines = self.files.get(filename)
        if lines is None:
            lines = self.files[filename] = lines_held(filename) or (lines_read(filename) if self.read else [])
        return lines[line - 1] if line and line <= len(lines) else ""

    def piece(self, place):
        """What stands at a Place, shortened and in backquotes; empty if that is not known."""
        if place is None or place.columns is None or None in place.columns:
            return ""
        line, last, start, end = place.columns
        octets = self.raw(place.filename, line).encode(errors="surrogateescape")
        text = " ".join(octets[start:end if line == last else None].decode(errors="replace").split())
        if len(text) > LONGEST or line != last:
            text = text[:LONGEST - 3].rstrip() + "..."
        return "`%s`" % text if octets[start:] else ""


def source_line(filename, line):
    """The text of a line without the space around it; empty if the source is not there. line: a number, or None."""
    lines = lines_held(filename)
    if lines is None:
        lines = lines_read(filename)
    return lines[line - 1].strip() if line and line <= len(lines) else ""


def lines_held(filename):
    """The lines in linecache's own dict, where notebooks and the like put what stands in no file. Or None."""
    cache = vars(sys.modules.get("linecache") or sys.implementation).get("cache")
    entry = cache.get(filename) if type(cache) is dict else None
    lines = entry[2] if type(entry) is tuple and len(entry) == 4 else None
    return [line for line in lines if type(line) is str] if type(lines) is list else None


def lines_read(filename):
    try:
        source = read(filename)
    except (OSError, ValueError):
        return []
    try:
        return source.decode(encoding(source)).splitlines()
    except (UnicodeError, LookupError):
        return source.decode("latin-1").splitlines()


def encoding(source):
    """What a source file says of its encoding. (PEP 263)"""
    for line in source.split(b"\n", 2)[:2]:
        comment, _, said = line.partition(b"coding")
        if comment.lstrip().startswith(b"#") and said[:1] in (b":", b"="):
            name = said[1:].split()
            return name[0].decode("ascii", "replace").strip("-*") if name else "utf-8"
    return "utf-8-sig"
