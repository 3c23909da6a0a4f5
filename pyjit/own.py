"""pyjit's modules see the builtins that there were when it was imported: what the program makes of len() is its own affair.

    use(folder)         modules of pyjit that are imported from this folder from now on get them"""
import sys

importing = sys.modules["_frozen_importlib_external"]
BUILTINS = dict(vars(sys.modules["builtins"]))
LOADERS = (
    (importing.ExtensionFileLoader, sys.modules["_imp"].extension_suffixes()),
    (importing.SourcelessFileLoader, importing.BYTECODE_SUFFIXES),
)


class Loader(importing.SourceFileLoader):
    """Loads a module as ever; one of pyjit's finds its builtins there already, and its functions take those."""

    def exec_module(self, module):
        if module.__name__.startswith("pyjit."):
            vars(module)["__builtins__"] = BUILTINS
            for folder in getattr(module, "__path__", ()):
                use(folder)
        super().exec_module(module)


def use(folder):
    """Let the import system's own finder for this folder use Loader. An archive has a finder of another kind: it stays."""
    if type(sys.path_importer_cache.get(folder)) in (type(None), importing.FileFinder):
        compiled, bytecode = LOADERS
        finder = importing.FileFinder(folder, compiled, (Loader, importing.SOURCE_SUFFIXES), bytecode)
        sys.path_importer_cache[folder] = finder
