"""The folders are what ARCHITECTURE says, and import only from those that stand above them in its table."""
import ast
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = re.findall(r"^\| `([\w/]+)/` \|", ROOT.joinpath("ARCHITECTURE.md").read_text().partition("| folder |")[2], re.M)
EVERYWHERE = {"pyjit." + name for name in ("own", "options", "tell")}


def folder_of(module):
    """The folder of a module, by its dotted name."""
    name = re.sub(r"^pyjit\.(?=(patterns|backends)\b)", "", module).replace(".", "/")
    return max((folder for folder in FOLDERS if (name + "/").startswith(folder + "/")), key=len)


def sources(folder):
    """The folder's modules, and those of its own folders that the table does not name."""
    for path in sorted(ROOT.joinpath(folder).rglob("*.py")):
        if folder_of(".".join(path.relative_to(ROOT).with_suffix("").parts)) == folder:
            yield path


def imported(path):
    """The modules of pyjit from which a module imports, by their dotted names."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").partition(".")[0] == "pyjit":
            for alias in node.names:
                whole = "%s.%s" % (node.module, alias.name)
                inner = ROOT.joinpath(*whole.split("."))
                is_module = inner.is_dir() or inner.with_suffix(".py").exists() or folder_of(whole) != folder_of(node.module)
                yield whole if is_module else node.module


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_imports_only_from_those_above_it(folder):
    above = FOLDERS[:FOLDERS.index(folder) + 1]
    wrong = ["%s: %s" % (path.relative_to(ROOT), name) for path in sources(folder) for name in imported(path)
             if folder_of(name) not in above and name not in EVERYWHERE and path.name != "__main__.py"]
    assert not wrong


def test_every_folder_of_modules_stands_in_the_table():
    packages = {path.parent.relative_to(ROOT).parts[:2] for path in ROOT.joinpath("pyjit").rglob("__init__.py")}
    assert {"/".join(parts) for parts in packages} | {"patterns", "backends"} == set(FOLDERS)
