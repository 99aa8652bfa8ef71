"""Count what a cache of a project holds: units of cargo-nix, one archive, and one directory `target`.

    ./bench/caches NAME@VERSION …

The project is built with the dev profile. `units` is the closure of `roots` in a binary cache with gzip: a new machine
asks for each narinfo and each archive. `archive` is the same closure as one compressed export. `target` is
what crane stores in its two derivations: the directory `target` of the dependencies, as one archive of the same
compression, and the package. A fresh machine fetches both. After a change of Cargo.lock, it builds all dependencies.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT / "dev"), str(CHECKOUT / "tests")]

from published import CARGO_HOME, fetch_with_dependencies  # noqa: E402  -- found by the line above

from support.nix import build, workspace  # noqa: E402

_SETTINGS = 'profile = "dev";'
_MEBIBYTE = 1024 * 1024


def main(argv: Sequence[str]) -> int:
    """Print the table for the projects of ``argv``."""
    print("| project | cache | paths | files | requests of a new machine | size |")
    print("| --- | --- | --- | --- | --- | --- |")
    for spec in argv:
        root = fetch_with_dependencies(spec)
        with tempfile.TemporaryDirectory() as scratch:
            for row in _rows(root, Path(scratch)):
                print(f"| {root.name} | {row} |", flush=True)
    return 0


def _rows(root: Path, scratch: Path) -> list[str]:
    roots = build(workspace(root, _SETTINGS) + ".roots")
    closure = _output("nix-store", "--query", "--requisites", str(roots)).split()
    cache = scratch / "cache"
    _output("nix", "copy", "--to", f"file://{cache}?compression=gzip", str(roots))
    files = [path for path in cache.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    archive = scratch / "archive"
    _pipe(["nix-store", "--export", *closure], archive)
    target = scratch / "target"
    _output("cargo", "build", "--locked", "--offline", "--manifest-path", str(root / "Cargo.toml"), target=target)
    directory = scratch / "target.tar"
    _pipe(["tar", "-C", str(target), "-cf", "-", "."], directory)
    # The first request asks for the description of the cache.
    return [
        f"units | {len(closure)} | {len(files)} | {1 + 2 * len(closure)} | {_mebibytes(size)}",
        f"archive | {len(closure)} | 1 | 1 | {_mebibytes(archive.stat().st_size)}",
        f"target | 2 | 5 | 5 | {_mebibytes(directory.stat().st_size)}",
    ]


def _output(*argv: str, target: Path | None = None) -> str:
    variables = {"CARGO_HOME": str(CARGO_HOME)} | ({"CARGO_TARGET_DIR": str(target)} if target else {})
    process = subprocess.run(argv, stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, **variables})
    return process.stdout


def _pipe(argv: Sequence[str], file: Path) -> None:
    """Write the compressed output of ``argv`` to ``file``."""
    with file.open("wb") as out, subprocess.Popen(argv, stdout=subprocess.PIPE) as first:
        subprocess.run(["gzip", "-c"], stdin=first.stdout, stdout=out, check=True)
    if first.returncode != 0:
        sys.exit(f"{argv[0]} ended with {first.returncode}")


def _mebibytes(size: int) -> str:
    return f"{size / _MEBIBYTE:.0f} MiB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
