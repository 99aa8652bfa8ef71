"""What is said of a refusal that has no case of its own: no more than is known."""

from pathlib import Path

from cargo_nix.cargo.refusal import refusal

WAYS_OUT = """
  ways out:
    1. run `cargo build --locked` in the project: if it stops there too, its words say what to correct
    2. if it does not, please report it with this message: Nix lays the locked crates out in directories for cargo"""
ARGS = ["build", "--locked", "--offline"]


def test_a_refusal_of_no_known_kind() -> None:
    stderr = "warning: unused\nerror: the moon is full\n\nCaused by:\n  it is night in /base/workspace/src\n"
    assert str(refusal(stderr, Path("/base/workspace"), ARGS)) == (
        "error: `cargo build` stopped\n  at: the project's manifests\n  got: the moon is full\n"
        "  | Caused by:\n  |   it is night in src" + WAYS_OUT
    )


def test_the_manifest_of_a_locked_crate() -> None:
    place = "../cargo-home/vendor/0a/dep-1.0.0/Cargo.toml:1:2"
    stderr = f"error: invalid value\n --> {place}\n"
    assert str(refusal(stderr, Path("/base/workspace"), ARGS)) == (
        f"error: a manifest does not parse\n  at: {place}\n  expected: a manifest that this cargo reads\n"
        f"  got: invalid value\n  |  --> {place}" + WAYS_OUT
    )
