"""Run a script, a module, a piece of code or standard input as `python` would: its `__main__`, sys.argv, sys.path and end.

An exception goes on to the interpreter, which ends the process as ever (for a KeyboardInterrupt by its signal); only the
traceback that is printed begins where the program begins."""
import importlib.machinery
import linecache
import os
import runpy
import sys
import types

from pyjit.tell import tell


def program(words):
    """Run what `python WORDS...` would run. Comes back only if the program ends without an exception."""
    first = words[0]
    try:
        if first == "-":
            _standard_input(words)
        elif not first.startswith("-"):
            _script(words)
        elif first.startswith("-m"):
            _module(*_operand(words))
        elif first.startswith("-c"):
            _code(*_operand(words))
        else:
            _refuse("%s is not an option of pyjit; those of python go before -m pyjit" % first)
    except SystemExit:
        raise
    except BaseException:
        sys.excepthook = _without_our_frames(getattr(sys, "excepthook", _missing))
        raise


def _operand(words):
    """What follows -m or -c, in the same word or in the next; then the program's arguments."""
    first, *rest = words
    if first[2:]:
        return first[2:], rest
    if not rest:
        _refuse("the option %s wants an argument" % first)
    return rest[0], rest[1:]


def _module(name, arguments):
    _new_main(None)
    sys.argv[:] = ["-m", *arguments]
    runpy._run_module_as_main(name)  # what the interpreter itself calls for -m


def _code(source, arguments):
    try:
        source.encode()
    except UnicodeEncodeError:
        tell("Unable to decode the command from the command line:\n")
        raise
    main = _new_main(importlib.machinery.BuiltinImporter)
    sys.argv[:] = ["-c", *arguments]
    _search_first("")
    if sys.version_info >= (3, 13):  # from there on tracebacks show the source of -c
        linecache.cache["<string>"] = len(source), None, source.splitlines(True), "<string>"
    _execute(source, "<string>", main)


def _standard_input(words):
    main = _new_main(importlib.machinery.BuiltinImporter, __file__="<stdin>", __cached__=None)
    sys.argv[:] = words if sys.argv[1:] else [""]
    _search_first("")
    _execute(sys.stdin.buffer.read() if sys.stdin else b"", "<stdin>", main)


def _script(words):
    path = os.path.join(os.getcwd(), words[0]) if words[0] else os.getcwd()
    sys.argv[:] = words
    if _holds_modules(path):  # a folder or an archive with a __main__.py in it
        _new_main(None)
        _search_first(path, always=True)
        return runpy._run_module_as_main("__main__", alter_argv=False)
    source, compiled = _read(path)
    loader = importlib.machinery.SourcelessFileLoader if compiled else importlib.machinery.SourceFileLoader
    main = _new_main(loader("__main__", path), __file__=path, __cached__=None)
    _search_first(os.path.dirname(os.path.realpath(path)))
    _execute(compiled or source, path, main)


def _holds_modules(path):
    """Can modules be imported from there? (pkgutil.get_importer, which costs more than all else that is loaded)"""
    for hook in sys.path_hooks:
        try:
            return hook(path) is not None
        except ImportError:
            pass
    return False


def _read(path):
    """The script's source as bytes, and its code object if it is a .pyc."""
    try:
        with open(path, "rb") as file:
            source = file.read()
            if source[2:4] != b"\r\n":  # the end of every .pyc's magic number
                return source, None
            import pkgutil  # it loads half of the standard library

            file.seek(0)
            return source, pkgutil.read_code(file)
    except OSError as error:
        _refuse("can't open file %r: [Errno %d] %s" % (path, error.errno, error.strerror))


def _execute(source, filename, main):
    """Run source or a code object with the dict `main` as its globals."""
    exec(_compiled(source, filename) if isinstance(source, (str, bytes)) else source, main)


def _compiled(source, filename):
    """The code object of a source. What cannot be read at all is an error in the words that python has for files."""
    try:
        return compile(source, filename, "exec", dont_inherit=True)
    except SyntaxError:
        unreadable = None
        if type(source) is bytes:
            from pyjit.commandline.unreadable import error
            unreadable = error(source, filename)
        if unreadable is None:
            raise
        raise unreadable from None


def _new_main(loader, **attributes):
    """Put a new `__main__` in place of ours, with what this interpreter gives one, in its order; its dict."""
    ours = vars(sys.modules["__main__"])
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    main = vars(module)
    main["__loader__"] = loader
    for name in ours:
        if name == "__annotations__":   # up to 3.13 an empty dict is there from the start
            main[name] = {}
        elif name == "__builtins__":
            main[name] = sys.modules["builtins"]
    main.update((name, value) for name, value in attributes.items() if name in ours or name != "__cached__")   # (up to 3.14)
    return main


def _search_first(folder, always=False):
    """Make `folder` the first place to import from: in place of the one that python put there for -m pyjit, if it did."""
    if not getattr(sys.flags, "safe_path", sys.flags.isolated):   # up to 3.10, -I alone keeps it away
        sys.path[0] = folder
    elif always:
        sys.path.insert(0, folder)


def _without_our_frames(hook):
    """An excepthook that leaves out the frames up to the last of this module and hands on to `hook`."""
    def print_from_the_program_on(kind, value, traceback):
        entry = traceback
        while entry:
            if entry.tb_frame.f_globals is globals():
                traceback = entry.tb_next
            entry = entry.tb_next
        value.__traceback__ = traceback
        try:
            hook(kind, value, traceback)
        except SystemExit:
            raise
        except BaseException as failed:   # (_PyErr_PrintEx, Python/pythonrun.c)
            failed.__context__, inside = None, failed.__traceback__.tb_next
            tell("Error in sys.excepthook:\n")
            sys.__excepthook__(type(failed), failed.with_traceback(inside), inside)
            tell("\nOriginal exception was:\n")
            sys.__excepthook__(kind, value, traceback)
    return print_from_the_program_on


def _missing(kind, value, traceback):
    """What python does where the program has deleted sys.excepthook."""
    tell("sys.excepthook is missing\n")
    sys.__excepthook__(kind, value, traceback)


def _refuse(message):
    """End as python does when it cannot start."""
    tell("%s: %s\n" % (sys.executable, message))
    sys.exit(2)
