"""The one door to other programs: cargo, rustc and nix-prefetch-git."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Finished", "Toolchain", "run_tool"]

# What a caller's shell may hold that would change cargo's answer; the plan's inputs are files and arguments alone.
_LEAKS = ("CARGO", "RUST", "DEP_")
_KEEP = ("CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN")


@dataclass(frozen=True, kw_only=True, slots=True)
class Toolchain:
    """The programs that answer: ``cargo`` and ``rustc``, each an absolute path or a name on PATH."""

    cargo: str
    rustc: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Finished:
    """What a program left behind: its exit code and both streams."""

    code: int
    stdout: bytes
    stderr: str


def run_tool(argv: Sequence[str], *, cwd: Path, env: Mapping[str, str]) -> Finished:
    """Run ``argv`` in ``cwd`` with ``env`` laid over a cleaned environment; return what it left.

    The environment loses every ``CARGO*``, ``RUST*`` and ``DEP_*`` variable of the caller but the ones that say
    where a toolchain lies. The exit code is the caller's to judge; a program that is not there raises OSError.
    """
    clean = {key: value for key, value in os.environ.items() if key in _KEEP or not key.startswith(_LEAKS)}
    done = subprocess.run(list(argv), cwd=cwd, env={**clean, **env}, capture_output=True, check=False)
    return Finished(code=done.returncode, stdout=done.stdout, stderr=done.stderr.decode(errors="replace"))
