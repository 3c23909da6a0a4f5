"""pyjit's modules see the builtins that there were when it was imported: what the program makes of len() is its own affair.

    use(folder)         modules of pyjit that are imported from this folder from now on get them"""
import sys

importing = sys.modules["_frozen_importlib_external"]
BUILTINS = dict(vars(sys.modules["builtins"]))


class Loader(importing.SourceFileLoader):
    """Loads one of pyjit's modules: it finds its builtins there already, and its functions take those."""

    def exec_module(self, module):
        vars(module)["__builtins__"] = BUILTINS
        for folder in getattr(module, "__path__", ()):
            use(folder)
        super().exec_module(module)


LOADERS = (
    (importing.ExtensionFileLoader, sys.modules["_imp"].extension_suffixes()),
    (Loader, importing.SOURCE_SUFFIXES),
    (importing.SourcelessFileLoader, importing.BYTECODE_SUFFIXES),
)


def use(folder):
    """Let the import system load the modules of this folder with Loader. An archive has a finder of another kind: it stays."""
    if type(sys.path_importer_cache.get(folder)) in (type(None), importing.FileFinder):
        sys.path_importer_cache[folder] = importing.FileFinder(folder, *LOADERS)
