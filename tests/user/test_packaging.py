"""What gets installed: one wheel for every machine, with all of pyjit in it and nothing generic beside it."""
import configparser
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from email import message_from_string

import pytest

from user.processes import ROOT, python
from user.test_other_interpreters import OTHERS, why_not

FOLDERS = {"pyjit": "pyjit", "backends": "pyjit/backends", "patterns": "pyjit/patterns"}  # in the project: in the wheel
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
            for name in filter(lambda name: name.endswith((".py", ".txt")), names):
                path = os.path.relpath(os.path.join(where, name), ROOT)
                yield path, installed + path[len(folder):]


def pip(*words, executable=sys.executable):
    subprocess.run([executable, "-m", "pip", "-q", "--disable-pip-version-check", *words], check=True)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of what the wheel is made from, so that building leaves nothing in the project's folder."""
    copy = tmp_path_factory.mktemp("project")
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(os.path.join(ROOT, name), copy)
    for folder in FOLDERS:
        shutil.copytree(os.path.join(ROOT, folder), copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.fixture(scope="module")
def wheel(project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(project))
    path, = folder.iterdir()
    return path


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
