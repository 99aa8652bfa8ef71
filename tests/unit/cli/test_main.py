"""The command ``cargo-nix``: messages for errors of the system."""

from pathlib import Path

import pytest

from cargo_nix.cli import main

WAYS_OUT = """
  ways out:
    1. set `--root` to the directory with Cargo.toml and Cargo.lock
    2. set `--out` to a writable file
"""


def test_a_missing_lock_file_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["git-hashes", "--root", str(tmp_path)]) == 1
    message = (
        f"error: a file or a program cannot be used\n  at: {tmp_path}/Cargo.lock\n  got: No such file or directory"
    )
    assert capsys.readouterr().err == message + WAYS_OUT
