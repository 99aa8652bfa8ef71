"""Cargo's flags of a comparison, once for cargo itself and once for our plan."""

import argparse
from collections.abc import Sequence

from cargo_nix.cargo import Selection

__all__ = ["cargo_flags", "parse_flags"]

_COMMANDS = ("build", "test", "bench", "check", "doc")
_TARGETS = ("--lib", "--bins", "--tests", "--examples", "--benches", "--all-targets", "--doc")
_PAGES = ("--no-deps", "--document-private-items")
_NAMED = ("--bin", "--example", "--test", "--bench")


def parse_flags(flags: Sequence[str]) -> Selection:
    """Return the selection that ``flags`` make: an optional subcommand and ``cargo build``'s own flags."""
    parser = argparse.ArgumentParser(prog="dev/conformance DIR|NAME@VERSION", description=__doc__)
    parser.add_argument("command", nargs="?", choices=_COMMANDS, default="build")
    parser.add_argument("-p", "--package", action="append", default=[])
    parser.add_argument("--workspace", action="store_true")
    parser.add_argument("--exclude", action="append", default=[])
    parser.add_argument("-F", "--features", action="append", default=[])
    parser.add_argument("--all-features", action="store_true")
    parser.add_argument("--no-default-features", action="store_true")
    profile = parser.add_mutually_exclusive_group()
    profile.add_argument("-r", "--release", action="store_true")
    profile.add_argument("--profile")
    parser.add_argument("--target")
    for option in (*_TARGETS, *_PAGES):
        parser.add_argument(option, dest="targets", action="append_const", const=option, default=[])
    for option in _NAMED:
        parser.add_argument(option, dest=option, action="append", default=[])
    found = parser.parse_args(flags)
    named = [word for option in _NAMED for name in getattr(found, option) for word in (option, name)]
    return Selection(
        command=found.command,
        packages=tuple(found.package),
        workspace=found.workspace,
        exclude=tuple(found.exclude),
        features=tuple(name for names in found.features for name in names.replace(",", " ").split()),
        all_features=found.all_features,
        no_default_features=found.no_default_features,
        profile=found.profile or _default_profile(found.command, release=found.release),
        target=found.target,
        cargo_targets=(*found.targets, *named),
    )


def cargo_flags(selection: Selection) -> list[str]:
    """Return the arguments of cargo for ``selection``."""
    # Tests and doctests have wrappers that run nothing.
    run_nothing = ["--no-run"] if selection.command == "bench" else []
    return [selection.command, *selection.build_flags(), *run_nothing]


def _default_profile(command: str, *, release: bool) -> str:
    if release:
        return "release"
    return {"test": "test", "bench": "bench"}.get(command, "dev")
