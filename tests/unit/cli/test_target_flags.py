"""Flags that select targets, in the order of nixlib/arguments/cargoTargetFlags.nix."""

import argparse

import pytest

from cargo_nix.cli.target_flags import add_target_flags, target_flags


@pytest.mark.parametrize(
    ("line", "flags"),
    [
        ("", ()),
        ("--bins --lib", ("--lib", "--bins")),
        ("--test b --bin z --bin a --all-targets", ("--all-targets", "--bin", "z", "--bin", "a", "--test", "b")),
    ],
)
def test_flags(line: str, flags: tuple[str, ...]) -> None:
    parser = argparse.ArgumentParser()
    add_target_flags(parser)
    assert target_flags(parser.parse_args(line.split())) == flags
