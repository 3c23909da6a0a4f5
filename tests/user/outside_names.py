"""What pyjit's modules take from outside themselves, computed from their sources: {module: names in it}."""
import ast
import builtins
import pathlib

from user.processes import ROOT

# What is loaded for no program: the command line, which is one itself, and what builds the tables.
LEFT_OUT = ("pyjit/commandline", "pyjit/host/generate.py", "backends/generate.py", "backends/learn.py", "/encode.py", "/assembler.py",
            "backends/aarch64/", "backends/x86_64/shapes.py", "__main__.py")


def sources():
    """The trees of pyjit's modules."""
    for folder in "pyjit", "backends", "patterns":
        for path in sorted(pathlib.Path(ROOT, folder).rglob("*.py")):
            if not any(part in str(path.relative_to(ROOT)) for part in LEFT_OUT):
                yield ast.parse(path.read_text())


def is_ours(node):
    return isinstance(node, ast.ImportFrom) and (node.level or node.module.partition(".")[0] in ("pyjit", "backends", "patterns"))


def outside_names():
    """Imported modules with what is imported from them, or read from them under the name that they have in the module. builtins: every
    one that is named anywhere."""
    found = {"builtins": set(), "sys.monitoring": set()}
    for tree in sources():
        modules = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    modules[alias.asname or alias.name] = alias.name
                    found.setdefault(alias.name, set())
            elif isinstance(node, ast.ImportFrom) and not is_ours(node):
                found.setdefault(node.module, set()).update(alias.name for alias in node.names)
            elif isinstance(node, ast.Name) and hasattr(builtins, node.id):
                found["builtins"].add(node.id)
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
                found[modules[node.value.id]].add(node.attr)
            elif isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("sys.monitoring", "m", "monitoring", "self.monitoring"):
                found["sys.monitoring"].add(node.attr)
    return {module: sorted(names) for module, names in found.items() if not module.startswith("pyjit")}
