"""Call Nix on this checkout's nixlib with the Debian surface as ``pkgs``."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

__all__ = ["CHECKOUT", "Failed", "build", "drv_paths", "evaluate", "needs_nix", "run", "workspace"]

CHECKOUT = Path(__file__).resolve().parents[2]

needs_nix = pytest.mark.skipif(shutil.which("nix") is None, reason="there is no Nix here")


@dataclass
class Failed(Exception):  # noqa: N818 -- read as `pytest.raises(Failed)`
    """Nix stopped; ``text`` is what it printed."""

    text: str


def workspace(src: Path, arguments: str = "") -> str:
    """Return the Nix expression that builds ``src`` with ``arguments`` (Nix text, each ending in ``;``)."""
    return (
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace"
        f" {{ pkgs = import {CHECKOUT}/tests/debian {{ }}; src = {src}; {arguments} }})"
    )


def evaluate(expression: str, *options: str) -> object:
    """Return the value of ``expression``; raise ``Failed`` where evaluation stops."""
    return json.loads(_run(["nix", "eval", "--impure", "--json", *options, "--expr", expression]))


def drv_paths(expression: str) -> list[str]:
    """Return the .drv paths of ``expression``, a list of derivations or a set of them, in order."""
    listed = f"(let found = {expression}; in if builtins.isAttrs found then builtins.attrValues found else found)"
    paths = evaluate(f"map (drv: drv.drvPath) {listed}")
    assert isinstance(paths, list)
    return [str(path) for path in paths]


def build(expression: str, *options: str) -> Path:
    """Build ``expression`` (one derivation) and return its output path; raise ``Failed`` with the whole log."""
    text = _run(["nix", "build", "--impure", "--no-link", "--print-out-paths", "-L", *options, "--expr", expression])
    return Path(text.strip())


def run(expression: str) -> str:
    """Build ``expression`` (one derivation) and return what its main program prints, as ``nix run`` starts it.

    Raises ``Failed`` with the whole log where the build or the program fails.
    """
    return _run(["nix", "run", "--impure", "-L", "--expr", expression])


def _run(argv: list[str]) -> str:
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(done.stderr)
    return done.stdout
