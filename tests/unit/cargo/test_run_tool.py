"""The environment and the result of a program."""

import sys
from pathlib import Path

import pytest

from cargo_nix.cargo.run_tool import run_tool

SHOW = "import os, sys; print(sorted(name for name in os.environ if name.startswith(('CARGO', 'RUST', 'DEP_', 'X_'))))"


def test_the_callers_variables_for_cargo_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CARGO_BUILD_TARGET", "RUSTFLAGS", "DEP_Z_ROOT", "CARGO_HOME", "RUSTUP_TOOLCHAIN", "X_OTHER"):
        monkeypatch.setenv(name, "1")
    monkeypatch.delenv("RUSTUP_HOME", raising=False)
    done = run_tool([sys.executable, "-c", SHOW], cwd=tmp_path, env={"CARGO_NET_OFFLINE": "true"})
    assert done.stdout.decode().strip() == str(["CARGO_HOME", "CARGO_NET_OFFLINE", "RUSTUP_TOOLCHAIN", "X_OTHER"])


def test_a_failure_is_the_callers_to_judge(tmp_path: Path) -> None:
    done = run_tool([sys.executable, "-c", "import sys; sys.exit('no')"], cwd=tmp_path, env={})
    assert (done.code, done.stdout, done.stderr) == (1, b"", "no\n")


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        run_tool(["no-such-program-here"], cwd=tmp_path, env={})
