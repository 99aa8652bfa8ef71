"""The checks of this repository: each is a command that succeeds or fails."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from checkout import CHECKOUT, NIXPKGS_URL, checkout_url, files_named

__all__ = ["FAST_MARKS", "UNIT_FOLDERS", "Check", "checks"]

FAST_MARKS = "not nix and not network and not long"
"""Marks of the tests that need neither Nix nor a network."""
UNIT_FOLDERS = ("tests/unit", "tests/dev", "tests/nix")
"""The folders of tests of single modules; the other folders build projects."""

_NIX = ("--override-input", "nixpkgs", NIXPKGS_URL, "--no-write-lock-file")

# Folders whose programs run without the package, and the folders in which their imports are found.
_SCRIPTS = {
    "pylib/cargo_nix/builder": "pylib/cargo_nix/builder",
    "pylib/cargo_nix/checks": "pylib/cargo_nix/checks:pylib/cargo_nix/builder",
    "pylib/cargo_nix/web": "pylib/cargo_nix/web:pylib/cargo_nix/builder",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One check.

    ``argv`` is its command and ``env`` its additional environment. ``nix`` says that the command builds in the
    Nix sandbox. ``tests`` says that the command is pytest, which takes the user's own arguments. ``lint`` marks a
    command that only reads the sources.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    nix: bool = False
    tests: bool = False
    lint: bool = False


def checks() -> Iterator[Check]:
    """Yield all checks, the quick ones first."""
    yield Check(name="unit", argv=UNIT_FOLDERS, tests=True)
    yield Check(name="ruff", argv=("ruff", "check", "--output-format", "concise", "."), lint=True)
    yield Check(name="ruff-format", argv=("ruff", "format", "--check", "--output-format", "concise", "."), lint=True)
    yield from _mypy()
    yield Check(name="prose", argv=("./dev/prose", "--check"), lint=True)
    formatter = f"{checkout_url()}#formatter.x86_64-linux"
    argv = ("nix", "run", *_NIX, formatter, "--", "--check", *files_named(".nix"))
    yield Check(name="nix-format", argv=argv, nix=True)
    yield Check(name="tests", argv=("tests", *(f"--ignore={folder}" for folder in UNIT_FOLDERS)), tests=True)
    yield Check(name="flake-check", argv=("nix", "flake", "check", *_NIX, checkout_url()), nix=True)


def _mypy() -> Iterator[Check]:
    folders = tuple(name for name in ("pylib", "tests", "dev", "bench") if any((CHECKOUT / name).rglob("*.py")))
    exclude = "|".join(f"{path}/" for path in _SCRIPTS)
    yield _mypy_of("mypy", (*folders, "--exclude", exclude), ":".join([*folders, *_test_folders()]))
    for folder, path in _SCRIPTS.items():
        yield _mypy_of(f"mypy-{Path(folder).name}", (folder, "--exclude", "__init__"), path)


def _mypy_of(name: str, args: tuple[str, ...], path: str) -> Check:
    # Module names differ from search path to search path, so each check has its own cache.
    options = ("--strict", "--explicit-package-bases", "--follow-imports=silent", f"--cache-dir=.mypy_cache/{name}")
    return Check(name=name, argv=(sys.executable, "-m", "mypy", *options, *args), env={"MYPYPATH": path}, lint=True)


def _test_folders() -> list[str]:
    """Return the folders of tests whose modules import each other by plain names, as pytest lets them."""
    folders = {path.parent for path in (CHECKOUT / "tests").rglob("test_*.py")}
    return sorted(str(path.relative_to(CHECKOUT)) for path in folders if not (path / "__main__.py").exists())
