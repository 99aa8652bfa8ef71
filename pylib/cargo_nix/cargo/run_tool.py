"""Start other programs: cargo, rustc and nix-prefetch-git."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Finished", "Toolchain", "run_tool"]

# Variables of the user's shell that could change cargo's answer. Only files and arguments are inputs of a plan.
_LEAKS = ("CARGO", "RUST", "DEP_")
_KEEP = ("CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN")


@dataclass(frozen=True, kw_only=True, slots=True)
class Toolchain:
    """The programs ``cargo`` and ``rustc``, each as an absolute path or a name on PATH."""

    cargo: str
    rustc: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Finished:
    """The exit code and the output of a program."""

    code: int
    stdout: bytes
    stderr: str


def run_tool(argv: Sequence[str], *, cwd: Path, env: Mapping[str, str]) -> Finished:
    """Run ``argv`` in ``cwd``; return exit code and output, also after a failure.

    The program gets the caller's environment and ``env``, but no ``CARGO*``, ``RUST*`` and ``DEP_*`` of the caller:
    only CARGO_HOME, RUSTUP_HOME and RUSTUP_TOOLCHAIN stay. Raises ``OSError`` if the program does not exist.
    """
    clean = {key: value for key, value in os.environ.items() if key in _KEEP or not key.startswith(_LEAKS)}
    done = subprocess.run(list(argv), cwd=cwd, env={**clean, **env}, capture_output=True, check=False)
    return Finished(code=done.returncode, stdout=done.stdout, stderr=done.stderr.decode(errors="replace"))
