"""Run Nix on the nixlib of this checkout, with tests/debian as ``pkgs``."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

__all__ = ["CHECKOUT", "Failed", "build", "commit_plan", "drv_paths", "evaluate", "needs_nix", "run", "workspace"]

CHECKOUT = Path(__file__).resolve().parents[2]

needs_nix = pytest.mark.skipif(shutil.which("nix") is None, reason="Nix is not installed")


@dataclass
class Failed(Exception):  # noqa: N818 -- read as `pytest.raises(Failed)`
    """Nix failed; ``text`` is the output of Nix."""

    text: str


def workspace(src: Path | str, arguments: str = "") -> str:
    """Return the Nix expression that builds ``src`` (a path, or Nix text) with ``arguments`` (Nix text, each ending in ``;``)."""
    return (
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace"
        f" {{ pkgs = import {CHECKOUT}/tests/debian {{ }}; src = {src}; {arguments} }})"
    )


def evaluate(expression: str, *options: str) -> object:
    """Return the value of ``expression``; raise ``Failed`` if evaluation fails."""
    return json.loads(_run(["nix", "eval", "--impure", "--json", *options, "--expr", expression]))


def drv_paths(expression: str) -> list[str]:
    """Return the .drv paths of ``expression``, a list or a set of derivations, in order."""
    drv_list = f"(let drvs = {expression}; in if builtins.isAttrs drvs then builtins.attrValues drvs else drvs)"
    paths = evaluate(f"map (drv: drv.drvPath) {drv_list}")
    assert isinstance(paths, list)
    return [str(path) for path in paths]


def build(expression: str, *options: str) -> Path:
    """Build ``expression``, one derivation, and return its output path; raise ``Failed`` with the whole log."""
    text = _run(["nix", "build", "--impure", "--no-link", "--print-out-paths", "-L", *options, "--expr", expression])
    return Path(text.strip())


def run(expression: str) -> str:
    """Build ``expression``, one derivation, and return the output of its main program, as ``nix run`` starts it.

    Raises ``Failed`` with the whole log if the build or the program fails.
    """
    return _run(["nix", "run", "--impure", "-L", "--expr", expression])


def commit_plan(src: Path, file: Path, arguments: str = "") -> Path:
    """Write the committed plan of ``src`` with ``arguments`` to ``file``, as ``nix run .#update-plan`` does."""
    run(workspace(src, f"committedPlan = {file}; {arguments}") + ".updatePlan")
    return file


def _run(argv: list[str]) -> str:
    process = subprocess.run(argv, capture_output=True, text=True, check=False)
    if process.returncode != 0:
        raise Failed(process.stderr)
    return process.stdout
