"""The command line: the arguments of all commands."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from cargo_nix import __version__
from cargo_nix.cli.build_command import BUILD_COMMANDS, run_build
from cargo_nix.cli.git_hashes import git_hashes
from cargo_nix.cli.timings_command import run_timings
from cargo_nix.cli.why_command import run_why
from cargo_nix.errors import CargoNixError

__all__ = ["main"]

_BUILDS = {
    "build": "run nix build with cargo's messages",
    "test": "build the flake's checks that run tests",
    "check": "build the flake's other checks: clippy, rustdoc, rustfmt and your own",
}
_OPERANDS = {
    "build": "[nix build arguments]",
    "test": "[FLAKE] [nix build options]",
    "check": "[FLAKE] [nix build options]",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in ``argv``, or in the arguments of the process for None; return the exit code.

    The exit code is 0, or 1 after a printed error. argparse exits with 2 for wrong arguments.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        if words[:1] and words[0] in BUILD_COMMANDS and not {"-h", "--help"}.intersection(words):
            return run_build(words[0], words[1:])
        arguments = _parser().parse_args(words)
        if arguments.command == "observe":
            # The plan derivation lacks these modules.
            from cargo_nix.cli.observe_command import run_observe  # noqa: PLC0415

            return run_observe(arguments)
        if arguments.command == "why":
            return run_why(arguments.unit)
        if arguments.command == "timings":
            return run_timings(arguments.out)
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
            "set `--out` to a writable file",
        ),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cargo-nix", description="Help with a Cargo workspace that Nix builds unit by unit."
    )
    parser.add_argument("--version", action="version", version=f"cargo-nix {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, effect in _BUILDS.items():
        build = commands.add_parser(name, help=effect, usage=f"cargo-nix {name} [--color WHEN] {_OPERANDS[name]}")
        build.add_argument("--color", help="auto, always or never, as cargo's option (auto)")
    why = commands.add_parser("why", help="say what makes a unit different from the last build")
    why.add_argument("unit", metavar="UNIT", help='a package, "words (lib)", or the name of a derivation')
    timings = commands.add_parser("timings", help="write a page with the times of the last build")
    timings.add_argument("--out", type=Path, help="the file to write (in the state directory)")
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


def _git_hashes(arguments: argparse.Namespace) -> int:
    out = arguments.out or arguments.root / "git-hashes.json"
    hashes = git_hashes(arguments.root)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(hashes, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"wrote {out}: {len(hashes)} git sources")
    return 0
