"""Cargo's flags for the selection of targets, as arguments of ``cargo-nix plan``."""

import argparse

__all__ = ["add_target_flags", "target_flags"]

# nixlib/arguments/cargoTargetFlags.nix has the same order, which affects the hash of a plan.
_NAMED = ("bin", "example", "test", "bench")
_ALL = ("lib", "bins", "examples", "tests", "benches", "all-targets")


def add_target_flags(parser: argparse.ArgumentParser) -> None:
    """Add Cargo's flags (``--bins``, ``--bin NAME``, …) to ``parser``."""
    for name in _ALL:
        parser.add_argument(f"--{name}", dest=_key(name), action="store_true", help=f"as cargo build --{name}")
    for name in _NAMED:
        parser.add_argument(f"--{name}", dest=name, action="append", default=[], help=f"as cargo build --{name}")


def target_flags(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Return Cargo's flags for the parsed ``arguments``, in a fixed order."""
    flags = [f"--{name}" for name in _ALL if getattr(arguments, _key(name))]
    for name in _NAMED:
        for value in getattr(arguments, name):
            flags += [f"--{name}", value]
    return tuple(flags)


def _key(name: str) -> str:
    return "all_" + name.replace("-", "_")
