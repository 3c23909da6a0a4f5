"""What gets installed: one wheel for every machine, with all of pyjit in it and nothing generic beside it; and the source
distribution, with all that the project's folder has."""
import configparser
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from email import message_from_string

import pytest

from user.processes import ROOT, python
from user.test_like_python import LOOK, RUNS, folder  # noqa: F401  (a fixture)
from user.test_other_interpreters import OTHERS, why_not

FOLDERS = {"pyjit": "pyjit", "backends": "pyjit/backends", "patterns": "pyjit/patterns"}  # in the project: in the wheel
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "SECURITY.md", "CHANGELOG.md", "LICENSE")
BESIDE = ("tests", "examples", "benchmarks", ".ci")   # folders that are part of the source distribution alone
IMPORT = """
import pyjit, pyjit.backends, pyjit.patterns.define, pyjit.patterns.float64
assert "float_add" in pyjit.patterns.define.MICRO_OPS
for module in pyjit, pyjit.backends, pyjit.patterns:
    print(module.__file__)
for arch in "x86_64", "aarch64":
    pyjit.backends.load(arch, lambda name: 0)
"""


def files_of_the_project():
    """Every module and data file: its path in the project and its path in the wheel."""
    for folder, installed in FOLDERS.items():
        for where, inside, names in os.walk(os.path.join(ROOT, folder)):
            inside[:] = [name for name in inside if name != "__pycache__"]
            for name in filter(lambda name: name.endswith((".py", ".txt")) or name == "py.typed", names):
                path = os.path.relpath(os.path.join(where, name), ROOT)
                yield path, installed + path[len(folder):]


def pip(*words, executable=sys.executable):
    subprocess.run([executable, "-m", "pip", "-q", "--disable-pip-version-check", *words], check=True)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project, so that building leaves nothing in its folder."""
    copy = tmp_path_factory.mktemp("project")
    for name in ("setup.cfg", "pyproject.toml", "MANIFEST.in", ".gitignore", ".python-version", *DOCUMENTS):
        shutil.copy(os.path.join(ROOT, name), copy)
    for folder in (*FOLDERS, *BESIDE):
        shutil.copytree(os.path.join(ROOT, folder), copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.fixture(scope="module")
def wheel(project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(project))
    path, = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def sdist(project, tmp_path_factory):
    """The source distribution, unpacked: its folder."""
    folder = tmp_path_factory.mktemp("sdist")
    pip("install", "--target", str(folder / "site"), "setuptools>=68")
    environment = {**os.environ, "PYTHONPATH": str(folder / "site")}
    source = "import sys, setuptools.build_meta as backend; backend.build_sdist(sys.argv[1])"
    subprocess.run([sys.executable, "-c", source, str(folder)], check=True, cwd=project, env=environment, capture_output=True)
    path, = folder.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")
    return folder / path.name.removesuffix(".tar.gz")


def test_the_source_distribution_holds_every_file_of_the_project(project, sdist):
    held, made = ({str(path.relative_to(top)) for path in top.rglob("*") if path.is_file()} for top in (sdist, project))
    made = {name for name in made if not name.startswith(("build/", "pyjit.egg-info/")) and not name.endswith(".pyc")}
    assert made - held == set()
    assert {name for name in held - made if not name.startswith("pyjit.egg-info/")} == {"PKG-INFO"}


def test_the_wheel_that_is_made_from_the_source_distribution_is_the_same(wheel, sdist, tmp_path):
    pip("wheel", "--no-deps", "--wheel-dir", str(tmp_path), str(sdist))
    path, = tmp_path.iterdir()
    with zipfile.ZipFile(path) as one, zipfile.ZipFile(wheel) as other:
        assert {name: one.read(name) for name in one.namelist()} == {name: other.read(name) for name in other.namelist()}


def test_an_example_runs_in_the_unpacked_source_distribution(sdist):
    ended = python("-m", "pyjit", "--compare", "--runs", "1", "examples/nbody.py", "100", cwd=sdist, PYTHONPATH=None, PYJIT=None)
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "same output"), ended


def test_the_wheel_is_for_every_machine_and_every_python_3(wheel):
    assert wheel.name.endswith("-py3-none-any.whl")


def test_the_wheel_holds_every_file_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == {installed for _, installed in files_of_the_project()}


def test_cffi_alone_is_needed_at_run_time_and_only_where_pyjit_works(wheel):
    with zipfile.ZipFile(wheel) as archive:
        name, = [name for name in archive.namelist() if name.endswith("/METADATA")]
        metadata = message_from_string(archive.read(name).decode())
    needed = metadata.get_all("Requires-Dist")
    assert [line for line in needed if "extra ==" not in line] == ['cffi; implementation_name == "cpython" and python_version == "3.13"']
    assert sorted(metadata.get_all("Provides-Extra")) == ["dis", "test"]
    assert metadata["Requires-Python"] == ">=3.9"
    assert metadata["License"] == "MIT"
    assert {line.partition(",")[0] for line in metadata.get_all("Project-URL")} == {"Source", "Documentation", "Changelog", "Issues"}


CALLS = ["look.py", "a script by a longer path", "a script behind a link", "a compiled script", "a folder", "an archive", "a module",
         "a module of a package", "a package", "a module that fails", "a module of the library", "a module that is not there",
         "code", "code that exits with a text", "standard input", "standard input by name", "fails.py", "exits_with_a_number.py",
         "is_interrupted.py", "imports_its_neighbour.py", "says_good_bye.py", "spawns.py"]


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The folder of a site that has the wheel."""
    site = tmp_path_factory.mktemp("site")
    pip("install", "--no-deps", "--target", str(site), str(wheel))
    return site


@pytest.mark.parametrize("case", CALLS)
def test_the_script_runs_a_program_as_python_does(installed, folder, case):  # noqa: F811
    script = str(installed / "bin" / "pyjit")
    stock, ours = (python(*first, *RUNS[case], cwd=folder, stdin=LOOK, PYTHONPATH=str(installed), PYJIT=None) for first in ([], [script]))
    assert ours == stock


def test_the_script_takes_the_options_of_the_command_line(installed, tmp_path):
    def run(*words):
        return python(*words, cwd=tmp_path, PYTHONPATH=str(installed), PYJIT=None)
    script = str(installed / "bin" / "pyjit")
    assert run(script, "--help") == run("-m", "pyjit", "--help")
    assert run(script, "--hot=many", "-c", "1") == run("-m", "pyjit", "--hot=many", "-c", "1")
    assert "1 traces" in run(script, "--stats", "--hot", "20", "-c", "for i in range(1000): pass").err


TYPED = """
import pyjit
on: bool = pyjit.enable(hot=5, compile_share=1)
line: str = pyjit.status()
count: int = pyjit.stats()["traces"]
text: str = pyjit.explain(print) + pyjit.explain((lambda: 1).__code__)
pyjit.disable()
"""
WRONG = ["pyjit.enable(hott=5)", "pyjit.enable(5)", "pyjit.enable(hot='many')", "pyjit.enable(hot=0.5)", "pyjit.explain(5)",
         "x: int = pyjit.status()", "pyjit.stats('traces')"]


@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is not installed")
def test_mypy_sees_the_hints_of_an_installed_pyjit(wheel, tmp_path):
    venv.create(tmp_path / "venv")
    site, = tmp_path.glob("venv/lib/*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    program = tmp_path / "program.py"
    program.write_text(TYPED + "\n".join(WRONG) + "\n")
    ended = python("-m", "mypy", "--strict", "--python-executable", str(tmp_path / "venv" / "bin" / "python"),
                   "--cache-dir", str(tmp_path / "cache"), str(program), cwd=tmp_path, PYTHONPATH=None)
    first = TYPED.count("\n") + 1
    errors = [line for line in ended.out.splitlines() if ": error: " in line]
    assert [int(line.split(":")[1]) for line in errors] == [*range(first, first + len(WRONG))], ended

def test_the_installed_wheel_finds_all_its_parts(wheel, tmp_path):
    pip("install", "--no-deps", "--target", str(tmp_path / "site"), str(wheel))
    ended = python("-c", IMPORT, cwd=tmp_path, PYTHONPATH=str(tmp_path / "site"))
    assert ended.code == 0, ended
    assert ended.out.split() == [str(tmp_path / "site" / part / "__init__.py") for part in FOLDERS.values()]
    assert not {"backends", "patterns", "tests"} & set(os.listdir(tmp_path / "site"))


@pytest.mark.parametrize("interpreter", OTHERS)
def test_the_wheel_installs_where_pyjit_does_nothing_and_says_so_there(wheel, tmp_path, interpreter):
    pip("install", "--no-deps", "--target", str(tmp_path / "site"), str(wheel))
    ended = python("-c", "import pyjit; print(pyjit.enable()); print(pyjit.status())", cwd=tmp_path, executable=OTHERS[interpreter],
                   PYTHONPATH=str(tmp_path / "site"))
    assert (ended.code, ended.err, ended.out) == (0, "", "False\n%s\n" % why_not(interpreter))


def test_an_editable_install_finds_all_its_parts(project, tmp_path):
    venv.create(tmp_path / "venv", with_pip=True)
    executable = str(tmp_path / "venv" / "bin" / "python")
    pip("install", "--no-deps", "--editable", str(project), executable=executable)
    ended = python("-c", IMPORT, cwd=tmp_path, executable=executable, PYTHONPATH=None)
    assert ended.code == 0, ended
    assert list(map(os.path.normpath, ended.out.split())) == [str(project / part / "__init__.py") for part in FOLDERS]


def test_the_project_folder_itself_finds_all_its_parts(project):
    ended = python("-c", IMPORT, cwd=project, PYTHONPATH=None)
    assert ended.code == 0, ended
    assert list(map(os.path.normpath, ended.out.split())) == [str(project / part / "__init__.py") for part in FOLDERS]


def test_setup_cfg_names_every_package():
    config = configparser.ConfigParser()
    config.read(os.path.join(ROOT, "setup.cfg"))
    packages = {os.path.dirname(installed).replace("/", ".") for _, installed in files_of_the_project()}
    assert set(config["options"]["packages"].split()) == packages
