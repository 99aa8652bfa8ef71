"""Parse cargo's flags for a comparison, and write them for cargo."""

import argparse
from collections.abc import Sequence

from cargo_nix.cargo import Selection

__all__ = ["cargo_flags", "parse_flags"]

_COMMANDS = ("build", "test", "bench", "check", "doc")
_TARGETS = ("--lib", "--bins", "--tests", "--examples", "--benches", "--all-targets", "--doc")
_PAGES = ("--no-deps", "--document-private-items")
_NAMED = ("--bin", "--example", "--test", "--bench")


def parse_flags(flags: Sequence[str]) -> Selection:
    """Return the selection of ``flags``: an optional subcommand and the flags of ``cargo build``."""
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
    options = parser.parse_args(flags)
    named = [word for option in _NAMED for name in getattr(options, option) for word in (option, name)]
    return Selection(
        command=options.command,
        packages=tuple(options.package),
        workspace=options.workspace,
        exclude=tuple(options.exclude),
        features=tuple(name for names in options.features for name in names.replace(",", " ").split()),
        all_features=options.all_features,
        no_default_features=options.no_default_features,
        profile=options.profile or _default_profile(options.command, release=options.release),
        target=options.target,
        cargo_targets=(*options.targets, *named),
    )


def cargo_flags(selection: Selection) -> list[str]:
    """Return cargo's arguments for ``selection``."""
    # Benches have no wrapper; the wrappers of tests and doctests run no test.
    run_nothing = ["--no-run"] if selection.command == "bench" else []
    return [selection.command, *selection.build_flags(), *run_nothing]


def _default_profile(command: str, *, release: bool) -> str:
    if release:
        return "release"
    return {"test": "test", "bench": "bench"}.get(command, "dev")
