"""Start programs of other platforms on this machine."""

import os
import shutil
from pathlib import Path

__all__ = ["ARM", "MUSL", "WASI", "WASM", "WINDOWS", "command_for"]

CHECKOUT = Path(__file__).resolve().parent.parent
# ``./dev/emulators --make`` writes both directories.
_CACHE = Path(os.environ.get("CARGO_NIX_CACHE", "/nonexistent"))

MUSL = "x86_64-unknown-linux-musl"
ARM = "aarch64-unknown-linux-gnu"
WINDOWS = "x86_64-pc-windows-gnu"
WASI = "wasm32-wasip1"
WASM = "wasm32-unknown-unknown"


def command_for(triple: str) -> list[str] | None:
    """Return the words before a program of ``triple``; None if this machine has no emulator for the platform."""
    match triple:
        case _ if triple == MUSL:
            return []
        case _ if triple == ARM:
            # The loader and the libraries of Debian's cross compiler.
            return _with_program("qemu-aarch64", "-L", "/usr/aarch64-linux-gnu")
        case _ if triple == WINDOWS:
            return [str(CHECKOUT / "dev/emulators"), "wine"] if (_CACHE / "wine-trixie").is_dir() else None
        case _ if triple == WASI:
            return _with_program("node", "--no-warnings", str(CHECKOUT / "tests/projects/wasi/run.mjs"))
        case _:
            return None


def _with_program(name: str, *words: str) -> list[str] | None:
    path = shutil.which(name, path=f"{_CACHE}/emulators/bin:{os.environ['PATH']}")
    return None if path is None else [path, *words]
