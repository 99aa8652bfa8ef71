"""A target directory of Cargo that is kept from run to run, so that crates of a registry are compiled once."""

import fcntl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conformance.recorder import cache_directory, cargo_environment

__all__ = ["remove_members", "shared_target"]


@contextmanager
def shared_target() -> Iterator[Path]:
    """Yield the directory, which belongs to the caller until it is done; other processes wait."""
    target = cache_directory() / "cargo-target"
    target.mkdir(parents=True, exist_ok=True)
    # Cargo's own lock ends before a program runs that lies in the directory.
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield target


def remove_members(root: Path, target: Path) -> None:
    """Remove what Cargo made in ``target`` of the members of the workspace at ``root``."""
    env = {**cargo_environment(), "CARGO_TARGET_DIR": str(target)}
    subprocess.run(["cargo", "clean", "--quiet", "--workspace"], cwd=root, env=env, check=True)
