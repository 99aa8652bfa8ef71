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


def test_observe_copies_no_directory_without_a_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rest = (
        f"  at: {tmp_path}\n  expected: the root of a Cargo workspace or package\n"
        "  ways out:\n    1. set `--root` to the directory with Cargo.toml and Cargo.lock\n"
    )
    assert main(["observe", "--root", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"error: there is no Cargo.toml\n{rest}"
    (tmp_path / "Cargo.toml").write_text('[package]\nname = "app"\n', encoding="utf-8")
    assert main(["observe", "--root", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"error: there is no Cargo.lock\n{rest}"
