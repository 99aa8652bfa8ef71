"""A persistent target directory of Cargo, so crates from a registry compile once."""

import fcntl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conformance.recorder import cache_directory, cargo_environment

__all__ = ["remove_members", "shared_target"]


@contextmanager
def shared_target() -> Iterator[Path]:
    """Yield the directory, with a lock against other processes."""
    target = cache_directory() / "cargo-target"
    target.mkdir(parents=True, exist_ok=True)
    # Cargo drops the lock of the directory before `cargo run` starts the program.
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield target


def remove_members(root: Path, target: Path) -> None:
    """Remove the members of the workspace at ``root`` from ``target``."""
    env = {**cargo_environment(), "CARGO_TARGET_DIR": str(target)}
    subprocess.run(["cargo", "clean", "--quiet", "--workspace"], cwd=root, env=env, check=True)
