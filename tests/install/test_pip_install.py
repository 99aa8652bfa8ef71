"""``pip install .`` gives a command ``cargo-nix`` that runs: pyproject.toml names all libraries and all files."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from support.nix import CHECKOUT

pytestmark = pytest.mark.network

GENERATED = shutil.ignore_patterns("__pycache__", "*.egg-info")


def _run(argv: Sequence[str | Path]) -> str:
    result = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a virtual environment with this checkout installed; pip itself stays outside."""
    directory = tmp_path_factory.mktemp("pip")
    # setuptools writes beside the sources.
    source = directory / "cargo-nix"
    shutil.copytree(CHECKOUT / "pylib", source / "pylib", ignore=GENERATED)
    shutil.copy(CHECKOUT / "pyproject.toml", source)
    environment = directory / "environment"
    _run([sys.executable, "-m", "venv", "--without-pip", environment])
    _run([sys.executable, "-m", "pip", "--python", environment / "bin/python", "install", "--quiet", source])
    return environment


def test_the_command_prints_its_usage(environment: Path) -> None:
    assert _run([environment / "bin/cargo-nix", "--help"]).startswith("usage: cargo-nix [-h]")


def test_all_files_are_installed(environment: Path) -> None:
    (installed,) = environment.glob("lib/python3*/site-packages/cargo_nix")
    assert _files_below(installed) == _files_below(CHECKOUT / "pylib/cargo_nix")


def _files_below(directory: Path) -> set[str]:
    files = (path for path in directory.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(directory).as_posix() for path in files}
