"""The command line: ``plan``, ``observe`` and ``git-hashes``."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from cargo_nix import __version__
from cargo_nix.cargo import Selection, Toolchain
from cargo_nix.cli.git_hashes import git_hashes
from cargo_nix.cli.target_flags import add_target_flags, target_flags
from cargo_nix.errors import CargoNixError
from cargo_nix.pipeline import plan_checkout
from cargo_nix.plan import Plan, write_plan
from cargo_nix.plan.schema import PlanFileSet
from cargo_nix.skeleton import normalise_path

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in ``argv``, or in the arguments of the process for None; return the exit code.

    The exit code is 0, or 1 after a printed error. argparse exits with 2 for wrong arguments.
    """
    arguments = _parser().parse_args(argv)
    try:
        if arguments.command == "plan":
            return _plan(arguments)
        if arguments.command == "observe":
            # The plan derivation lacks these modules.
            from cargo_nix.cli.observe_command import run_observe  # noqa: PLC0415

            return run_observe(arguments)
        return _git_hashes(arguments)
    except CargoNixError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(_system_error(error), file=sys.stderr)
    return 1


def _system_error(error: OSError) -> CargoNixError:
    return CargoNixError(
        problem="a file or a program cannot be used",
        place=str(error.filename or ""),
        came=error.strerror or str(error),
        ways_out=(
            "set `--root` to the directory with Cargo.toml and Cargo.lock",
            "set `--cargo` and `--rustc` to existing programs",
            "set `--out` to a writable file",
        ),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cargo-nix", description="Plan a Cargo workspace for Nix, unit by unit.")
    parser.add_argument("--version", action="version", version=f"cargo-nix {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    plan = commands.add_parser("plan", help="write cargo-nix.json, for builds without import-from-derivation")
    plan.add_argument("--root", type=Path, default=Path(), help="the directory with Cargo.toml and Cargo.lock (.)")
    plan.add_argument("--cargo-root", default="", help="the directory of ROOT in which the workspace lies")
    plan.add_argument("--out", type=Path, help="the file to write (ROOT/cargo-nix.json)")
    plan.add_argument("--cargo", default="cargo", help="the cargo to ask")
    plan.add_argument("--rustc", default="rustc", help="the rustc to ask")
    plan.add_argument("-p", "--package", action="append", default=[], help="as cargo build --package")
    plan.add_argument("--workspace", action="store_true", help="as cargo build --workspace")
    plan.add_argument("--exclude", action="append", default=[], help="as cargo build --exclude")
    plan.add_argument("--features", action="append", default=[], help="as cargo build --features")
    plan.add_argument("--all-features", action="store_true", help="as cargo build --all-features")
    plan.add_argument("--no-default-features", action="store_true", help="as cargo build --no-default-features")
    plan.add_argument("--profile", default="release", help="as cargo build --profile (release)")
    plan.add_argument("--target", help="as cargo build --target")
    add_target_flags(plan)
    plan.add_argument("--for", dest="for_command", default="build", help="build, test, bench, check or doc (build)")
    plan.add_argument(
        "--no-files", action="store_true", help="leave file sets out: each unit then sees the whole workspace"
    )
    observe = commands.add_parser("observe", help="build under a tracer, and print what narrows the file sets")
    observe.add_argument("--root", type=Path, default=Path(), help="the directory with Cargo.toml and Cargo.lock (.)")
    observe.add_argument("--workspace", action="store_true", help="as cargo build --workspace")
    observe.add_argument("--all-features", action="store_true", help="as cargo build --all-features")
    observe.add_argument("--profile", default="dev", help="as cargo build --profile (dev)")
    observe.add_argument("--tests", action="store_true", help="compile and run the tests as well")
    hashes = commands.add_parser("git-hashes", help="write git-hashes.json, for git dependencies without fetchGit")
    hashes.add_argument("--root", type=Path, default=Path(), help="the directory with Cargo.lock (.)")
    hashes.add_argument("--out", type=Path, help="the file to write (ROOT/git-hashes.json)")
    return parser


def _plan(arguments: argparse.Namespace) -> int:
    selection = Selection(
        command=arguments.for_command,
        packages=tuple(arguments.package),
        workspace=arguments.workspace,
        features=tuple(name for names in arguments.features for name in names.replace(",", " ").split()),
        all_features=arguments.all_features,
        no_default_features=arguments.no_default_features,
        profile=arguments.profile,
        target=arguments.target,
        cargo_targets=target_flags(arguments),
        exclude=tuple(arguments.exclude),
    )
    out = arguments.out or arguments.root / "cargo-nix.json"
    plan = plan_checkout(
        arguments.root,
        selection,
        Toolchain(cargo=arguments.cargo, rustc=arguments.rustc),
        members=True,
        cargo_root=_cargo_root(arguments),
    )
    if not arguments.no_files:
        plan = with_files(plan, arguments.root, out, _cargo_root(arguments))
    write_plan(plan, out)
    print(f"wrote {out}: {len(plan.units)} units of {len(plan.packages)} packages")
    return 0


def _cargo_root(arguments: argparse.Namespace) -> str:
    root = normalise_path("", arguments.cargo_root)
    if root is None:
        raise CargoNixError(
            problem="`--cargo-root` is outside of the source",
            place="--cargo-root",
            expected="a directory below `--root`, as `frontend`",
            came=arguments.cargo_root,
            ways_out=("set `--root` to a directory with the workspace and all of its path dependencies",),
        )
    return root


def with_files(plan: Plan, root: Path, out: Path, cargo_root: str = "") -> Plan:
    """Return ``plan`` with the file sets of the members in the checkout ``root``.

    ``out`` is the file of the committed plan, which no file set contains. ``cargo_root`` is the directory of the
    workspace, as a path from ``root``. Raises ``SourceError`` if a file cannot be read or assigned.
    """
    # The plan derivation lacks the parser of Rust.
    from cargo_nix.checkout_sets import checkout_file_sets  # noqa: PLC0415
    from cargo_nix.filesets.file_set import encode_set  # noqa: PLC0415

    plan_file = Path(os.path.relpath(out, root)).as_posix()
    sets = checkout_file_sets(plan, root, plan_file, cargo_root)
    files = {
        directory: {key: PlanFileSet(**encode_set(file_set)) for key, file_set in by_key.items()}
        for directory, by_key in sets.items()
    }
    return plan.model_copy(update={"files": files})


def _git_hashes(arguments: argparse.Namespace) -> int:
    out = arguments.out or arguments.root / "git-hashes.json"
    hashes = git_hashes(arguments.root)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(hashes, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"wrote {out}: {len(hashes)} git sources")
    return 0
