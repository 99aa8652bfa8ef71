"""A rustc that answers as on another host."""

import shutil
import sys
from pathlib import Path

import pytest

from cargo_nix.cargo.foreign_rustc import ForeignHost, foreign_toolchain
from cargo_nix.cargo.run_tool import Toolchain, run_tool
from cargo_nix.errors import CargoError

pytestmark = pytest.mark.skipif(shutil.which("rustc") is None, reason="rustc is not installed")
HOST = "aarch64-apple-darwin"


@pytest.fixture
def rustc(tmp_path: Path) -> str:
    host = ForeignHost(triple=HOST, python=sys.executable)
    return foreign_toolchain(Toolchain(cargo="cargo", rustc="rustc"), host, tmp_path).rustc


def _answer(rustc: str, *words: str) -> str:
    done = run_tool([rustc, *words], cwd=Path("/"), env={})
    assert done.code == 0, done.stderr
    return done.stdout.decode()


def test_only_the_line_of_the_host_changes(rustc: str) -> None:
    own = _answer("rustc", "-vV").splitlines()
    lines = _answer(rustc, "-vV").splitlines()
    assert [line for line in lines if line not in own] == [f"host: {HOST}"]
    assert len(lines) == len(own)
    assert _answer(rustc, "--version", "--verbose") == _answer(rustc, "-vV")


def test_questions_are_about_the_host(rustc: str) -> None:
    # The question of Cargo (core/compiler/build_context/target_info.rs, TargetInfo::new).
    types = [
        word
        for name in ("bin", "rlib", "dylib", "cdylib", "staticlib", "proc-macro")
        for word in ("--crate-type", name)
    ]
    prints = ["--print=file-names", "--print=sysroot", "--print=split-debuginfo", "--print=crate-name", "--print=cfg"]
    lines = _answer(rustc, "-", "--crate-name", "___", *prints[:1], *types, *prints[1:], "-Wwarnings").splitlines()
    assert lines[:6] == ["___", "lib___.rlib", "lib___.dylib", "lib___.dylib", "lib___.a", "lib___.dylib"]
    assert {'target_os="macos"', 'target_arch="aarch64"', "unix"} <= set(lines)


def test_another_target_stays(rustc: str) -> None:
    target = ["--target", "x86_64-unknown-linux-gnu"]
    assert _answer(rustc, "--print", "cfg", *target) == _answer("rustc", "--print", "cfg", *target)
    assert 'target_os="linux"' in _answer(rustc, "--print", "cfg", "--target=x86_64-unknown-linux-gnu")


def test_a_missing_answer_is_an_error(tmp_path: Path) -> None:
    host = ForeignHost(triple=HOST, python=sys.executable)
    with pytest.raises(CargoError, match="prints no host"):
        foreign_toolchain(Toolchain(cargo="cargo", rustc="/bin/false"), host, tmp_path)
