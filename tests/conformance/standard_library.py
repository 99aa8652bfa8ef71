"""A rustc with the standard library of a target that the rustc on PATH lacks."""

import os
import subprocess
from pathlib import Path

from conformance.recorder import cache_directory

__all__ = ["add_standard_library"]

_TOOLCHAIN = Path(__file__).parents[1] / "debian/std.nix"


def add_standard_library(target: str | None) -> None:
    """Put a rustc with the library of ``target`` first on PATH, if rustc knows the triple and lacks the library.

    Nix builds the library once, in some minutes. Raises ``CalledProcessError`` if the build fails.
    """
    if target is None:
        return
    asked = subprocess.run(
        ["rustc", "--target", target, "--print", "target-libdir"], capture_output=True, text=True, check=False
    )
    if asked.returncode != 0 or any(Path(asked.stdout.strip()).glob("libcore-*.rlib")):
        return
    expression = f'import {_TOOLCHAIN} {{ triples = [ "{target}" ]; }}'
    argv = ["nix", "build", "--impure", "--no-link", "--print-out-paths", "--expr", expression]
    toolchain = Path(subprocess.run(argv, stdout=subprocess.PIPE, text=True, check=True).stdout.strip())
    # Without the toolchain's link to cargo: cargo tells its own path, in which links are resolved.
    directory = cache_directory() / "conformance" / toolchain.name
    directory.mkdir(parents=True, exist_ok=True)
    for name in ("rustc", "rustdoc"):
        link = directory / name
        link.unlink(missing_ok=True)
        link.symlink_to(toolchain / "bin" / name)
    os.environ["PATH"] = f"{directory}:{os.environ['PATH']}"
