"""Read real manifests with Nix and with Python, and compare the results.

    ./bench/manifests [NAME@VERSION …]
    ./bench/manifests --sources NAME@VERSION …
    ./bench/manifests --members N

The manifests are those of all crates that Cargo has unpacked, both as published and as written by the author. The
command first downloads the dependencies of the named crates. For a crate with a Cargo.lock, the whole skeleton is
compared. With --sources, each crate is a source with a new lock file, and the command makes a plan. With --members, the
command measures the time for reading the skeleton of a generated workspace with N packages: the median of nine runs, in
processor seconds beyond the start of Nix.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT / "pylib"), str(CHECKOUT / "dev"), str(CHECKOUT / "tests")]

from published import CARGO_HOME, cargo, fetch, fetch_with_dependencies  # noqa: E402

from cargo_nix.skeleton import Skeleton, read_skeleton  # noqa: E402
from cargo_nix.skeleton.manifest_paths import read_manifest_paths  # noqa: E402
from support.nix import Failed, evaluate, workspace  # noqa: E402
from support.projects import lock, package, write_project  # noqa: E402
from support.skeleton import map_in_nix  # noqa: E402

_MANIFESTS = ("Cargo.toml", "Cargo.toml.orig")
_DEPENDENCIES = ("serde", "tokio", "anyhow", "tracing", "clap", "regex", "rand", "log", "futures", "bytes")


def main(argv: Sequence[str]) -> int:
    """Run the comparison of ``argv``; return 1 if a manifest is not read, or read differently."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", action="store_true")
    parser.add_argument("--members", type=int)
    parser.add_argument("crates", nargs="*", metavar="NAME@VERSION")
    arguments = parser.parse_args(argv)
    if arguments.members:
        return _time(arguments.members)
    if arguments.sources:
        planned = [_plan(name) for name in arguments.crates]
        return int(not all(planned))
    for name in arguments.crates:
        fetch_with_dependencies(name)
    crates = sorted(path for path in CARGO_HOME.glob("registry/src/*/*") if path.is_dir())
    return int(_compare_manifests(crates) + _compare_skeletons(crates) > 0)


def _compare_manifests(crates: Iterable[Path]) -> int:
    """Print the number of manifests with equal results; return the number of differences."""
    paths = [path for crate in crates for path in crate.glob("**/*") if path.name in _MANIFESTS and path.is_file()]
    start = time.monotonic()
    python_results = [_paths(path.read_bytes()) for path in paths]
    python_end = time.monotonic()
    function = (
        "path: let text = builtins.readFile path; line = table.lineNotUtf8 text; in"
        ' if line != null then "line ${toString line}" else table.manifestPaths text'
    )
    nix_results = map_in_nix(function, [str(path) for path in paths])
    nix_end = time.monotonic()
    different = [
        path
        for path, python_result, nix_result in zip(paths, python_results, nix_results, strict=True)
        if python_result != _sorted(nix_result)
    ]
    for path in different:
        print(f"read differently: {path}")
    size = sum(path.stat().st_size for path in paths)
    print(
        f"{len(paths)} manifests of {size / 1e6:.1f} MB, {len(different)} read differently:"
        f" {python_end - start:.1f} s in Python, {nix_end - python_end:.1f} s in Nix"
    )
    return len(different)


def _paths(content: bytes) -> object:
    """Return the expected result of Nix for a manifest."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return f"line {content[: error.start].count(10) + 1}"
    fields: dict[str, Any] = json.loads(json.dumps(asdict(read_manifest_paths(text))))
    del fields["text"]
    fields["isWorkspace"] = fields.pop("is_workspace")
    return _sorted(fields)


def _sorted(fields: object) -> object:
    # A manifest may open a table twice, so the order of values may differ.
    if not isinstance(fields, dict):
        return fields
    return {key: sorted(value) if isinstance(value, list) else value for key, value in fields.items()}


def _compare_skeletons(crates: Iterable[Path]) -> int:
    """Print the number of crates with equal skeletons; return the number of differences."""
    roots = [crate for crate in crates if (crate / "Cargo.lock").is_file()]
    function = 'root: table.readSkeleton { root = /. + root; cargoRoot = ""; }'
    nix_results = map_in_nix(function, [str(root) for root in roots])
    different = [
        root
        for root, skeleton in zip(roots, nix_results, strict=True)
        if Skeleton(root="", files=skeleton["files"], names=tuple(skeleton["names"])) != read_skeleton(root)
    ]
    for root in different:
        print(f"another skeleton: {root}")
    print(f"{len(roots)} skeletons, {len(different)} read differently")
    return len(different)


def _plan(name: str) -> bool:
    """Print the number of units of crate ``name`` as a source; return whether the plan succeeds."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(shutil.copytree(fetch(name).root, Path(scratch) / "source"))
        cargo("generate-lockfile", "--quiet", "--manifest-path", str(root / "Cargo.toml"))
        start = time.monotonic()
        plan = f"builtins.fromJSON (builtins.unsafeDiscardStringContext (builtins.readFile {workspace(root)}.plan))"
        try:
            units = evaluate(f"builtins.length ({plan}).units")
        except Failed as stopped:
            print(f"{name}: {stopped.text}")
            return False
        print(f"{name}: {units} units, planned in {time.monotonic() - start:.0f} s", flush=True)
    return True


def _time(count: int) -> int:
    """Print the seconds in which Nix and Python read the skeleton of a workspace with ``count`` members."""
    with tempfile.TemporaryDirectory() as scratch:
        root = write_project(Path(scratch) / "workspace", _workspace(count))
        expression = (
            f'let skeleton = (import {CHECKOUT}/nixlib/skeleton).readSkeleton {{ root = {root}; cargoRoot = ""; }};'
            " in builtins.stringLength (builtins.toJSON skeleton)"
        )
        times = [_seconds(expression) - _seconds("0") for _ in range(9)]
        start = time.monotonic()
        files = len(read_skeleton(root).files)
        print(
            f"{count} members, {files} files: {statistics.median(times):.2f} s in Nix,"
            f" {time.monotonic() - start:.2f} s in Python"
        )
    return 0


def _seconds(expression: str) -> float:
    argv = ["nix", "eval", "--impure", "--expr", expression]
    process = subprocess.run(
        argv, env={**os.environ, "NIX_SHOW_STATS": "1"}, capture_output=True, text=True, check=True
    )
    return float(json.loads(process.stderr)["cpuTime"])


def _workspace(count: int) -> dict[str, str]:
    needs = [sorted({n - 1, n // 2, n // 3} - {n, -1}) for n in range(count)]
    table = "".join(f'{name} = {{ version = "1", features = ["std"] }}\n' for name in _DEPENDENCIES)
    table += "".join(f'm{n} = {{ path = "crates/m{n}" }}\n' for n in range(count))
    files = {
        "Cargo.toml": f'[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n\n[workspace.dependencies]\n{table}',
        "Cargo.lock": lock(*(" ".join([f"m{n}", *(f"m{dep}" for dep in needs[n])]) for n in range(count))),
    }
    for n in range(count):
        described = f'description = "Member {n} of the workspace, for which [brackets] and it\'s kind are text."\n'
        deps = "".join(
            f"m{dep}.workspace = true\n" if dep % 2 else f'm{dep} = {{ path = "../m{dep}" }}\n' for dep in needs[n]
        )
        tables = f"\n[features]\ndefault = []\n\n[dependencies]\n{deps}\n# What documentation is made of.\n"
        tables += '[package.metadata.docs.rs]\nall-features = true\nrustdoc-args = ["--cfg", "docsrs"]\n'
        files |= {f"crates/m{n}/Cargo.toml": package(f"m{n}", described + tables)}
        files |= dict.fromkeys((f"crates/m{n}/src/lib.rs", f"crates/m{n}/tests/it.rs"), "")
    return files


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
