"""``cargo-nix observe``: build the project under a tracer, and print the arguments that narrow its file sets."""

import argparse
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from cargo_nix.cargo import Selection, Toolchain
from cargo_nix.cargo.run_tool import run_tool
from cargo_nix.checkout_sets import checkout_file_sets
from cargo_nix.errors import ObserveError
from cargo_nix.filesets.file_set import FileSet
from cargo_nix.narrow import narrow_sets, render_entries
from cargo_nix.observe import copy_workspace, merge_observations, observe_copy
from cargo_nix.pipeline import plan_checkout

__all__ = ["run_observe"]


def run_observe(arguments: argparse.Namespace) -> int:
    """Print the entries that narrow the units of the project in ``arguments.root``; return 0.

    Raises ``ObserveError`` if the directory has no project, or cargo does not fetch or build it.
    """
    _check_root(arguments.root)
    commands = ["build", "test"] if arguments.tests else ["build"]
    flags = [
        *(["--workspace"] if arguments.workspace else []),
        *(["--all-features"] if arguments.all_features else []),
        *(["--profile", arguments.profile] if arguments.profile != "dev" else []),
    ]
    with tempfile.TemporaryDirectory(prefix="cargo-nix-observe-") as scratch:
        copy = Path(os.path.realpath(scratch)) / "workspace"
        copy_workspace(arguments.root, copy)
        _fetch_crates(copy, arguments.root)
        plans = [
            plan_checkout(
                copy,
                Selection(
                    command=command,
                    workspace=arguments.workspace,
                    all_features=arguments.all_features,
                    profile=arguments.profile,
                ),
                Toolchain(cargo="cargo", rustc="rustc"),
            )
            for command in commands
        ]
        names = {
            package.origin.directory: package.name
            for plan in plans
            for package in plan.packages
            if package.origin.directory is not None
        }
        # The plan of the tests contains the same libraries as the plan of the build.
        sets = _join(checkout_file_sets(plan, copy) for plan in plans)
        narrowed = _join(checkout_file_sets(plan, copy, macro_inputs=frozenset(names.values())) for plan in plans)
        observation = merge_observations(*(observe_copy(copy, command, [*flags, "--locked"]) for command in commands))
    print(render_entries(narrow_sets(observation, sets, narrowed, names)), end="")
    return 0


def _check_root(root: Path) -> None:
    # Before the copy: without a project, the directory may be a whole home directory.
    missing = next((name for name in ("Cargo.toml", "Cargo.lock") if not (root / name).is_file()), None)
    if missing is not None:
        raise ObserveError(
            problem="there is no Cargo.toml" if missing == "Cargo.toml" else "there is no Cargo.lock",
            place=str(root),
            expected="the root of a Cargo workspace or package",
            ways_out=("set `--root` to the directory with Cargo.toml and Cargo.lock",),
        )


def _fetch_crates(copy: Path, root: Path) -> None:
    """Download the locked crates of the project in ``copy``; ``root`` is the project's own directory, for errors."""
    fetched = run_tool(["cargo", "fetch", "--quiet", "--locked"], cwd=copy, env={})
    if fetched.code != 0:
        raise ObserveError(
            problem="`cargo fetch --locked` failed",
            place=str(root),
            came=fetched.stderr.strip(),
            ways_out=("run the command yourself, and correct the error",),
        )


def _join(parts: Iterable[dict[str, dict[str, FileSet]]]) -> dict[str, dict[str, FileSet]]:
    joined: dict[str, dict[str, FileSet]] = {}
    for sets in parts:
        for directory, by_key in sets.items():
            joined.setdefault(directory, {}).update(by_key)
    return joined
