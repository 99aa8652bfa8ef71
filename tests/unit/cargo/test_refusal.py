"""Messages for errors of cargo: the location in the source, without guesses."""

from pathlib import Path

import pytest

from cargo_nix.cargo import Request, Selection, Toolchain
from cargo_nix.cargo.refusal import read_refusal

WAYS_OUT = """
  ways out:
    1. run `cargo build --locked` in the project: if it stops there too, its words say what to correct
    2. otherwise, please report this message: cargo-nix gives cargo the locked crates in directories"""
ARGS = ["build", "--locked", "--offline"]


def _request(cargo_root: str = "") -> Request:
    toolchain = Toolchain(cargo="cargo", rustc="rustc")
    return Request(root=Path("/base/workspace"), selection=Selection(), toolchain=toolchain, cargo_root=cargo_root)


def test_an_unknown_error_of_cargo() -> None:
    stderr = "warning: unused\nerror: the moon is full\n\nCaused by:\n  it is night in /base/workspace/src\n"
    assert str(read_refusal(stderr, _request(), ARGS)) == (
        "error: `cargo build` stopped\n  at: the project's manifests\n  got: the moon is full\n"
        "  | Caused by:\n  |   it is night in src" + WAYS_OUT
    )


def test_an_invalid_manifest_of_a_locked_crate() -> None:
    place = "../cargo-home/vendor/0a/dep-1.0.0/Cargo.toml:1:2"
    stderr = f"error: invalid value\n --> {place}\n"
    assert str(read_refusal(stderr, _request(), ARGS)) == (
        f"error: a manifest does not parse\n  at: {place}\n  expected: a manifest that this cargo reads\n"
        f"  got: invalid value\n  |  --> {place}" + WAYS_OUT
    )


@pytest.mark.parametrize(
    ("cargo_root", "cargo_path", "place"),
    [
        ("", "a/Cargo.toml:1:2", "a/Cargo.toml:1:2"),
        ("front", "Cargo.toml:1:2", "front/Cargo.toml:1:2"),
        ("front", "../lib/Cargo.toml:1:2", "lib/Cargo.toml:1:2"),
    ],
)
def test_locations_are_relative_to_the_source(cargo_root: str, cargo_path: str, place: str) -> None:
    error = read_refusal(f"error: invalid value\n --> {cargo_path}\n", _request(cargo_root), ARGS)
    assert error.place == place
    assert error.ways_out == ("correct the manifest: `cargo metadata` in the project shows the same error",)


def _missing(path: str) -> str:
    return str(
        read_refusal(
            "error: failed to get `x` as a dependency of package `a v0.1.0 (/base/workspace)`\n\nCaused by:\n"
            f"  failed to read `{path}`\n\nCaused by:\n  No such file or directory (os error 2)\n",
            _request(),
            ARGS,
        )
    )


def _without_file(path: str) -> str:
    stderr = f"error: can't find integration-test `t` at path `{path}`\n --> /base/workspace/a/Cargo.toml\n"
    end = "error: could not compile due to 1 previous target resolution error\n"
    return str(read_refusal(stderr + end, _request(), ARGS))


def test_a_missing_file_of_a_target() -> None:
    assert _without_file("/base/workspace/a/tests/t.rs") == "\n".join(
        [
            "error: the file of a target is missing",
            "  at: a/tests/t.rs",
            "  expected: a file at the `path` of each target",
            "  got: can't find integration-test `t` at path `a/tests/t.rs`",
            "  ways out:",
            "    1. in a git checkout: git add the file (Nix sees only tracked files)",
            "    2. correct the `path`: `cargo check --all-targets` in the project shows the same error",
        ]
    )


def test_a_file_of_a_target_outside_of_the_source() -> None:
    assert _without_file("/base/workspace/a/../../t.rs") == "\n".join(
        [
            "error: the file of a target is outside of the source",
            "  at: ../t.rs",
            "  expected: the files of all targets below `src`",
            "  got: can't find integration-test `t` at path `a/../../t.rs`",
            "  ways out:",
            "    1. set `src` to a directory with the file, and `cargoRoot` to the directory of the workspace",
            "    2. move the file into the package",
        ]
    )


def test_a_missing_manifest() -> None:
    assert _missing("/base/workspace/x/Cargo.toml") == "\n".join(
        [
            "error: a manifest is missing",
            "  at: x/Cargo.toml",
            "  expected: a Cargo.toml at each path of `members` and of dependencies",
            "  got: failed to get `x` as a dependency of package `a v0.1.0 (.)`",
            "  ways out:",
            "    1. in a git checkout: git add the file (Nix sees only tracked files)",
            "    2. correct the path: `cargo metadata` in the project shows the same error",
        ]
    )


@pytest.mark.parametrize(("path", "place"), [("/base/x", "../x"), ("/elsewhere/x", "/elsewhere/x")])
def test_a_path_outside_the_source(path: str, place: str) -> None:
    assert _missing(f"{path}/Cargo.toml") == "\n".join(
        [
            "error: a path in a manifest is outside of the source",
            f"  at: {place}/Cargo.toml",
            "  expected: all members and path dependencies below `src`",
            "  got: failed to get `x` as a dependency of package `a v0.1.0 (.)`",
            "  ways out:",
            "    1. set `src` to a directory with all of them, and `cargoRoot` to the directory of the workspace",
            "    2. depend on the package by git or by version",
        ]
    )


def test_a_missing_manifest_of_a_locked_crate() -> None:
    error = read_refusal(
        "error: cannot\n\nCaused by:\n  failed to read `/base/cargo-home/vendor/0a/Cargo.toml`\n\n"
        "Caused by:\n  No such file or directory (os error 2)\n",
        _request(),
        ARGS,
    )
    assert error.place == "../cargo-home/vendor/0a/Cargo.toml"
    assert "please report" in error.ways_out[1]


def test_a_long_line_is_shortened() -> None:
    error = read_refusal(f"error: no\n  {'[' * 10_000}\n", _request(), ARGS)
    assert error.excerpt == f"  {'[' * 298}…"


def test_a_configuration_that_does_not_parse() -> None:
    error = read_refusal(
        "error: could not load Cargo configuration\n\nCaused by:\n"
        "  could not parse TOML configuration in `/base/workspace/.cargo/config.toml`\n\nCaused by:\n  TOML parse error\n",
        _request(),
        ARGS,
    )
    assert str(error) == "\n".join(
        [
            "error: Cargo's configuration does not parse",
            "  at: .cargo/config.toml",
            "  expected: a configuration file that this cargo reads",
            "  got: could not load Cargo configuration",
            "  | Caused by:",
            "  |   could not parse TOML configuration in `.cargo/config.toml`",
            "  | ",
            "  | Caused by:",
            "  |   TOML parse error",
            "  ways out:",
            "    1. correct the file: `cargo metadata` in the project shows the same error",
        ]
    )
