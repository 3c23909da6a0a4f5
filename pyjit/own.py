"""pyjit's modules see the builtins that there were when it was imported: what the program makes of len() is its own affair.

    use(folder)         modules of pyjit that are imported from this folder from now on get them"""
import sys

importing = sys.modules["_frozen_importlib_external"]
BUILTINS = dict(vars(sys.modules["builtins"]))
LOADERS = (
    (importing.ExtensionFileLoader, sys.modules["_imp"].extension_suffixes()),
    (importing.SourceFileLoader, importing.SOURCE_SUFFIXES),
    (importing.SourcelessFileLoader, importing.BYTECODE_SUFFIXES),
)


class Loader(importing.SourceFileLoader):
    """Loads one of pyjit's modules: it finds its builtins there already, and its functions take those."""

    def exec_module(self, module):
        vars(module)["__builtins__"] = BUILTINS
        for folder in getattr(module, "__path__", ()):
            use(folder)
        super().exec_module(module)


class Finder(importing.FileFinder):
    """Finds the modules of a folder as ever; those of pyjit, which are not always alone there, are loaded by Loader."""

    def find_spec(self, fullname, target=None):
        spec = super().find_spec(fullname, target)
        if spec is not None and fullname.startswith("pyjit.") and type(spec.loader) is importing.SourceFileLoader:
            spec.loader = Loader(spec.loader.name, spec.loader.path)
        return spec


def use(folder):
    """Let the import system look for modules in this folder with a Finder. An archive has a finder of another kind: it stays."""
    if type(sys.path_importer_cache.get(folder)) in (type(None), importing.FileFinder):
        sys.path_importer_cache[folder] = Finder(folder, *LOADERS)
