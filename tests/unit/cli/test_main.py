"""The command ``cargo-nix``: messages for errors of the system."""

from pathlib import Path

import pytest

from cargo_nix.cli import main
from support.projects import lock, package, write_project

WAYS_OUT = """
  ways out:
    1. set `--root` to the directory with Cargo.toml and Cargo.lock
    2. set `--cargo` and `--rustc` to existing programs
    3. set `--out` to a writable file
"""


def test_a_missing_program_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"Cargo.toml": package("app"), "Cargo.lock": lock("app"), "src/lib.rs": ""}
    root = write_project(tmp_path, files)
    assert main(["plan", "--root", str(root), "--cargo", "no-such-cargo", "--rustc", "no-such-rustc"]) == 1
    message = "error: a file or a program cannot be used\n  at: no-such-rustc\n  got: No such file or directory"
    assert capsys.readouterr().err == message + WAYS_OUT


def test_a_missing_lock_file_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["git-hashes", "--root", str(tmp_path)]) == 1
    message = (
        f"error: a file or a program cannot be used\n  at: {tmp_path}/Cargo.lock\n  got: No such file or directory"
    )
    assert capsys.readouterr().err == message + WAYS_OUT
