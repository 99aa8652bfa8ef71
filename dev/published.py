"""Published crates, fetched by cargo itself and kept in the cache beside the box."""

import os
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CACHE", "CARGO_HOME", "FetchError", "Published", "fetch", "unpacked"]

CACHE = Path(os.environ.get("CARGO_NIX_CACHE") or Path.home().parent)
CARGO_HOME = CACHE / "cargo"


class FetchError(Exception):
    """Cargo does not know the crate or could not download it; its own words are on standard error."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """A crate with its files in ``root``, as they were published."""

    name: str
    version: str
    root: Path


def fetch(asked: str) -> Published:
    """Return the crate NAME or NAME@VERSION, downloaded unless it is there."""
    name, _, version = asked.partition("@")
    archive = _archive(name, version) if version else None
    if archive is None:
        version = _download(asked)
        archive = _archive(name, version)
    if archive is None:
        raise FetchError(f"cargo fetched {name} {version}, but its archive is not in {CARGO_HOME}")
    return Published(name=name, version=version, root=_unpack(archive))


def unpacked(asked: str) -> Path:
    """Return the files of NAME@VERSION, for use with cargo: the crates that it locks are in CARGO_HOME too."""
    root = fetch(asked).root
    cargo("fetch", "--quiet", "--locked", "--manifest-path", str(root / "Cargo.toml"))
    return root


def cargo(*args: str) -> str:
    """Run cargo with our CARGO_HOME and return what it prints; its errors and downloads show as they come."""
    CARGO_HOME.mkdir(parents=True, exist_ok=True)
    # In a folder of its own: in a workspace cargo would answer with the workspace's crates.
    answer = subprocess.run(
        ["cargo", *args],
        cwd=CARGO_HOME,
        env={**os.environ, "CARGO_HOME": str(CARGO_HOME)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if answer.returncode != 0:
        raise FetchError(f"`cargo {' '.join(args)}` failed (see above)")
    return answer.stdout


def _archive(name: str, version: str) -> Path | None:
    return next(CARGO_HOME.glob(f"registry/cache/*/{name}-{version}.crate"), None)


def _download(asked: str) -> str:
    print(f"fetching {asked}", file=sys.stderr, flush=True)
    found = re.search(r"^version: (\S+)", cargo("info", "--color=never", asked), re.MULTILINE)
    if found is None:
        raise FetchError(f"`cargo info {asked}` names no version")
    return found[1]


def _unpack(archive: Path) -> Path:
    root = CACHE / "published" / archive.stem
    if not root.exists():
        root.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=root.parent) as scratch, tarfile.open(archive) as files:
            files.extractall(scratch, filter="data")
            (Path(scratch) / root.name).rename(root)
    return root
