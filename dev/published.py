"""Published crates, downloaded by cargo and kept in the cache beside the box."""

import os
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CACHE", "CARGO_HOME", "FetchError", "Published", "fetch", "fetch_with_dependencies"]

CACHE = Path(os.environ.get("CARGO_NIX_CACHE") or Path.home().parent)
CARGO_HOME = CACHE / "cargo"


class FetchError(Exception):
    """Cargo does not know the crate, or the download failed; cargo prints the reason."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """A crate; ``root`` has the published files."""

    name: str
    version: str
    root: Path


def fetch(crate_spec: str) -> Published:
    """Return the crate NAME or NAME@VERSION; download the archive if necessary."""
    name, _, version = crate_spec.partition("@")
    archive = _archive(name, version) if version else None
    if archive is None:
        version = _download(crate_spec)
        archive = _archive(name, version)
    if archive is None:
        raise FetchError(f"cargo fetched {name} {version}, but the archive is not in {CARGO_HOME}")
    return Published(name=name, version=version, root=_unpack(archive))


def fetch_with_dependencies(crate_spec: str) -> Path:
    """Return the files of NAME@VERSION, and download the locked dependencies into CARGO_HOME."""
    root = fetch(crate_spec).root
    cargo("fetch", "--quiet", "--locked", "--manifest-path", str(root / "Cargo.toml"))
    return root


def cargo(*args: str) -> str:
    """Run cargo with our CARGO_HOME and return the standard output; errors and progress go to the terminal."""
    CARGO_HOME.mkdir(parents=True, exist_ok=True)
    # In the directory of a workspace, cargo would use the workspace's crates.
    process = subprocess.run(
        ["cargo", *args],
        cwd=CARGO_HOME,
        env={**os.environ, "CARGO_HOME": str(CARGO_HOME)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if process.returncode != 0:
        raise FetchError(f"`cargo {' '.join(args)}` failed (see above)")
    return process.stdout


def _archive(name: str, version: str) -> Path | None:
    return next(CARGO_HOME.glob(f"registry/cache/*/{name}-{version}.crate"), None)


def _download(crate_spec: str) -> str:
    print(f"fetching {crate_spec}", file=sys.stderr, flush=True)
    match = re.search(r"^version: (\S+)", cargo("info", "--color=never", crate_spec), re.MULTILINE)
    if match is None:
        raise FetchError(f"`cargo info {crate_spec}` prints no version")
    return match[1]


def _unpack(archive: Path) -> Path:
    root = CACHE / "published" / archive.stem
    if not root.exists():
        root.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=root.parent) as scratch, tarfile.open(archive) as files:
            files.extractall(scratch, filter="data")
            (Path(scratch) / root.name).rename(root)
    return root
