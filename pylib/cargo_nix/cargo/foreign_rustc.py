"""A rustc that answers questions as the rustc of another host, for plans of other systems.

Cargo knows the host only from rustc: the line ``host`` of ``rustc -vV``, and the answers of calls without ``--target``
(util/rustc.rs, Rustc::new; core/compiler/build_context/target_info.rs, TargetInfo::new). rustc describes each of its
targets without a standard library. So a program in front of rustc suffices: the program changes the line ``host`` and
adds ``--target``.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from cargo_nix.cargo.run_tool import Toolchain, run_tool
from cargo_nix.errors import CargoError

__all__ = ["ForeignHost", "foreign_toolchain"]

# `-I -S`: Python reads no variables and no packages.
_PROGRAM = """#!{python} -IS
import os, sys
RUSTC, HOST, VERSION = {rustc!r}, {host!r}, {version!r}
words = sys.argv[1:]
if words in (["-vV"], ["-Vv"], ["--version", "--verbose"], ["--verbose", "--version"]):
    sys.stdout.write(VERSION)
    sys.exit(0)
if not any(word == "--target" or word.startswith("--target=") for word in words):
    words += ["--target", HOST]
os.execvp(RUSTC, [RUSTC, *words])
"""
_HOST = re.compile(r"^host: .*$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeignHost:
    """Another host: its ``triple``, and the ``python`` that runs the program in front of rustc."""

    triple: str
    python: str


def foreign_toolchain(toolchain: Toolchain, host: ForeignHost, directory: Path) -> Toolchain:
    """Return ``toolchain`` with a rustc that answers as on ``host``; write this program to ``directory``.

    The toolchain is for questions: the standard library of the other host may be absent.
    Raises ``CargoError`` if rustc does not run.
    """
    rustc = toolchain.rustc
    done = run_tool([rustc, "-vV"], cwd=directory, env={})
    if done.code != 0:
        raise CargoError(problem=f"`{rustc} -vV` prints no host", came=done.stderr.strip())
    version = _HOST.sub(f"host: {host.triple}", done.stdout.decode())
    program = directory / "rustc"
    text = _PROGRAM.format(python=host.python, rustc=rustc, host=host.triple, version=version)
    program.write_text(text, encoding="utf-8")
    program.chmod(0o755)
    return replace(toolchain, rustc=str(program))
