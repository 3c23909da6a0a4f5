"""pyjit's modules are its own: what the program makes of the builtins, the standard library or the import system does not reach them.

Their builtins are those that there were when pyjit was imported, with an __import__ of their own (IMPORT). That loads modules of
pyjit from their files, by no finder of the program's and for nobody else to see: they stand in MODULES, and get into sys.modules only
if somebody else imports them. A module from outside is private, too: a new instance, or a copy of what was bound here at first.

    use(folder)         modules of pyjit that others import from this folder are the same ones, or are loaded in the same way
    variable(name)      a variable of the environment, whatever is put in place of os.environ
    variables(start)    the names of those that begin so"""
import os
import sys

BUILTINS = dict(vars(sys.modules["builtins"]))
__builtins__ = BUILTINS   # for the functions below

importing, machinery = sys.modules["_frozen_importlib_external"], sys.modules["_imp"]
ordinary, Spec, Module = BUILTINS["__import__"], type(__spec__), type(sys)
Namespace, environment = type(sys.implementation), getattr(os.environ, "_data", {})

PACKAGE = __name__.rpartition(".")[0]
ORDINARY = PACKAGE + ".commandline"   # it runs the program, in the program's surroundings
COPIED = "opcode", "_opcode_metadata", "operator", "struct", "types"   # in Python, small, and without any state
MODULES = {PACKAGE: sys.modules[PACKAGE], __name__: sys.modules[__name__]}
LOADED = {PACKAGE, __name__}           # those that are complete
OUTSIDE = {}                          # modules of others: {name: a snapshot of one, or a copy of one of Python's own}
LIBRARY = os.__file__.rpartition("/")[0]   # where the standard library is
FOLDERS = tuple(folder for folder in sys.path if type(folder) is str and folder)
SUFFIXES = tuple(machinery.extension_suffixes())
MAGIC, TAG, keep_caches = importing.MAGIC_NUMBER, sys.implementation.cache_tag, not sys.dont_write_bytecode
OPTIMIZED = ".opt-%d" % sys.flags.optimize if sys.flags.optimize else ""
CACHES = getattr(sys, "pycache_prefix", None)
PARTS, finders = frozenset(sys.builtin_module_names), sys.path_importer_cache
del os   # there are tools that replace it in every module that has it

TIMED, HEAD = b"\0" * 4, 16           # what a .pyc says that goes by the time of its source; where its code begins


def variable(name):
    """A variable of the environment as it is now; empty if there is none. (os.environ without its methods in Python)"""
    return environment.get(name.encode(), b"").decode(errors="surrogateescape")


def variables(start):
    """The names of the variables that begin with `start`, in the order of the alphabet."""
    names = [name.decode(errors="surrogateescape") for name in list(environment) if type(name) is bytes]
    return sorted([name for name in names if name.startswith(start)])


def snapshot(module):
    """What is in a module now, as a module of a name of its own: there are tools that look for modules by name."""
    name = "%s.%s" % (PACKAGE, module.__name__)
    made = Module(name)
    vars(made).update(vars(module), __name__=name)
    return made


def bind():
    """Bind what there is only once, or is costly to make anew."""
    for name in ("sys", "builtins", "posix", "_io", "marshal"):
        OUTSIDE[name] = snapshot(sys.modules[name])
    watching = getattr(sys, "monitoring", None)
    if watching is not None:
        OUTSIDE["sys"].monitoring = snapshot(watching)
        OUTSIDE["sys"].monitoring.events = Namespace(**vars(watching.events))


def call(function, argument):
    """The function's result; `ordinarily` is this one with the builtins of the program."""
    return function(argument)


def builtin(name):
    """A new instance of a module that is part of the interpreter."""
    module = ordinarily(machinery.create_builtin, Spec(name, None))
    ordinarily(machinery.exec_builtin, module)
    return module


def extension(name, path):
    """A new instance of a module in machine code. Under a name of ours, it is new even if it is of the kind that there is once."""
    ours = "%s.%s" % (PACKAGE, name)
    try:
        module = ordinarily(machinery.create_dynamic, Spec(ours, None, origin=path))
        ordinarily(machinery.exec_dynamic, module)
    except ImportError as failed:
        raise ImportError(failed.msg.replace(ours, name), name=name, path=path) from None
    finally:
        sys.modules.pop(ours, None)
    return module


def outside(name):
    """A module that is not pyjit's, or None if it is neither in machine code nor one of COPIED: it is what it is for everybody."""
    found = OUTSIDE.get(name)
    if found is not None or "." in name:
        return found
    with LOCK:
        if name in PARTS:
            return OUTSIDE.setdefault(name, snapshot(builtin(name)))
        for folder in FOLDERS:
            for suffix in SUFFIXES:
                path = "%s/%s%s" % (folder, name, suffix)
                if exists(path):
                    return OUTSIDE.setdefault(name, snapshot(extension(name, path)))
        path = "%s/%s.py" % (LIBRARY, name)
        if name not in COPIED or not exists(path):
            return None
        found = OUTSIDE[name] = Module(name)   # modules that import each other find what there is
        try:
            execute(found, path)
        except BaseException:
            del OUTSIDE[name]
            raise
        return found


def exists(path):
    """Is there a file or folder?"""
    try:
        OUTSIDE["posix"].stat(path) if IS_POSSIBLE else importing._path_stat(path)
    except OSError:
        return False
    return True


# -- modules of pyjit ------------------------------------------------------------------------------------------------------------


def own(name):
    """A module of pyjit, loaded if it is not yet."""
    if name in LOADED:
        return MODULES[name]
    parent = name.rpartition(".")[0]
    with LOCK:
        folders = own(parent).__path__
        if "__builtins__" in vars(new(name)):
            return MODULES[name]   # its package has loaded it, or this thread is about to
        for folder in folders:
            for path, inside in files(folder, name):
                if exists(path):
                    return load(name, path, inside)
        del MODULES[name]
    ordinary(name)   # from an archive, for one
    return sys.modules[name]


def files(folder, name):
    """Where a module may be in a folder: (path, folders of the package or None). (Most are no packages.)"""
    start = "%s/%s" % (folder, name.rpartition(".")[2])
    return (start + ".py", None), (start + "/__init__.py", [start])


def spec_of(name, path, inside):
    """What the import system says of a module."""
    spec = Spec(name, Loader(name, path), origin=path)
    spec.submodule_search_locations = inside
    spec._set_fileattr = True   # (has_location, without asking bool())
    return spec


def new(name):
    """The module of this name, which may be empty yet."""
    return MODULES.setdefault(name, Module(name))


def load(name, path, inside):
    """Load one of pyjit's modules from its file; `inside`: the folders of a package."""
    module = new(name)
    known = vars(module)
    parent, _, last = name.rpartition(".")
    spec = known["__spec__"] = spec_of(name, path, inside)
    known["__loader__"], known["__package__"] = spec.loader, parent if inside is None else name
    if inside is not None:
        known["__path__"] = inside
        use(*inside)
    try:
        execute(module, path, OF_THE_PROGRAM if name.startswith(ORDINARY) else BUILTINS)
    except BaseException:
        MODULES.pop(name, None)
        raise
    LOADED.add(name)
    setattr(MODULES[parent], last, module)
    return module


def execute(module, path, builtins=BUILTINS):
    """Run the source file of a module."""
    known = vars(module)
    known["__file__"], known["__builtins__"] = path, builtins
    BUILTINS["exec"](code_of(path), known)


def code_of(path):
    """The code of a source file: from Python's cache of it, if that is up to date."""
    posix, marshal, cache = OUTSIDE["posix"], OUTSIDE["marshal"], cache_of(path)
    status = posix.stat(path)
    head = MAGIC + TIMED + (int(status.st_mtime) & 0xFFFFFFFF).to_bytes(4, "little") + (status.st_size & 0xFFFFFFFF).to_bytes(4, "little")
    try:
        cached = read(cache)
    except FileNotFoundError:
        cached = b""
    if cached.startswith(head):
        return marshal.loads(memoryview(cached)[HEAD:])
    code = compile(read(path), path, "exec", dont_inherit=True)
    if keep_caches:
        keep(cache, head + marshal.dumps(code))
    return code


def cache_of(path):
    """Where Python keeps the code of a source file. (importlib.util.cache_from_source)"""
    folder, _, name = path.rpartition("/")
    return "%s/%s.%s%s.pyc" % (CACHES + folder if CACHES else folder + "/__pycache__", name.rpartition(".")[0], TAG, OPTIMIZED)


def read(path):
    """What is in a file."""
    posix = OUTSIDE["posix"]
    file = posix.open(path, posix.O_RDONLY | posix.O_CLOEXEC)
    try:
        size, parts = posix.fstat(file).st_size, []
        while part := posix.read(file, size + 1):
            parts.append(part)
            if len(part) == size:   # that is all of an ordinary file
                break
        return b"".join(parts)
    finally:
        posix.close(file)


def keep(path, content):
    """Write a file as a whole, if that is possible."""
    posix = OUTSIDE["posix"]
    folder, unfinished = path.rpartition("/")[0], "%s.%d" % (path, id(content))
    try:
        if not exists(folder):
            posix.mkdir(folder)
        file = posix.open(unfinished, posix.O_WRONLY | posix.O_CREAT | posix.O_EXCL | posix.O_CLOEXEC, 0o644)
        try:
            whole = posix.write(file, content) == len(content)
        finally:
            posix.close(file)
        if whole:
            posix.replace(unfinished, path)
        else:
            posix.unlink(unfinished)
    except OSError:
        pass   # then it is compiled again next time


def absolute(name, package, level):
    """What `from ..name import` means in a module of this package."""
    if level:
        base = package.rsplit(".", level - 1)[0]
        return "%s.%s" % (base, name) if name else base
    return name


def private_import(name, globals=None, locals=None, fromlist=(), level=0):
    """The __import__ of pyjit's modules."""
    name = absolute(name, level and globals["__package__"], level)
    top = name.partition(".")[0]
    if top != PACKAGE:
        return outside(name) or ordinary(name, globals, locals, fromlist)
    module = own(name)
    if not fromlist:
        return MODULES[PACKAGE]
    for part in fromlist:
        if not hasattr(module, part) and "__path__" in vars(module):
            own("%s.%s" % (name, part))
    return module


def after_fork():
    """In a forked child no other thread is in the middle of an import."""
    global LOCK
    LOCK = OUTSIDE["_thread"].RLock()


# -- for others that import modules of pyjit --------------------------------------------------------------------------------------


class Loader(importing.SourceFileLoader):
    """Gives the import system the module that pyjit itself has, or would have."""

    def create_module(self, spec):
        return new(spec.name)

    def exec_module(self, module):
        with LOCK:
            if module.__name__ not in LOADED and "__builtins__" not in vars(module):
                load(module.__name__, self.path, getattr(module, "__path__", None))


class Finder(importing.FileFinder):
    """Finds modules of pyjit in a folder, for the import system."""

    def __init__(self, folder):
        self.path = folder

    def find_spec(self, name, target=None):
        for path, inside in files(self.path, name):
            if exists(path):
                return spec_of(name, path, inside)
        sourceless = importing.SourcelessFileLoader, importing.BYTECODE_SUFFIXES
        return importing.FileFinder(self.path, sourceless).find_spec(name, target)

    def invalidate_caches(self):
        pass


def use(*folders):
    """Let the import system find the modules of these folders with Finder. An archive has one of another kind: it stays."""
    for folder in folders if IS_POSSIBLE else ():
        if type(finders.get(folder)) in (type(None), importing.FileFinder):
            finders[folder] = Finder(folder)


# Where there is not what this is made of, modules are imported as everybody does it; pyjit works on no such system.
IS_POSSIBLE = sys.implementation.name == "cpython" and "posix" in sys.modules
OF_THE_PROGRAM = dict(BUILTINS)
# What machine code imports has to be in sys.modules afterwards: it calls the __import__ of whoever runs it. (PyImport_Import,
# Python/import.c)
ordinarily = type(call)(call.__code__, {"__builtins__": OF_THE_PROGRAM})
if IS_POSSIBLE:
    bind()
    OUTSIDE["_thread"] = snapshot(builtin("_thread"))
    after_fork()
    BUILTINS["__import__"] = private_import
