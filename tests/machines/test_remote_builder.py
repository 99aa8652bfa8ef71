"""Units on a remote builder over ssh-ng: the result, and what is lost if the builder, the network or its disk fails."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from machine_project import PROGRAM, write_workspace
from remote import Builder, Finished, build, built_by_name, start_build, start_builder

from support.sshd import missing_programs

pytestmark = [pytest.mark.nix, pytest.mark.skipif(missing_programs() != "", reason=missing_programs())]

_SLEEP = 20


@pytest.fixture
def builder(tmp_path: Path) -> Iterator[Builder]:
    with start_builder(tmp_path, tmp_path / "far-store") as started:
        yield started


def _build(src: Path, store: Path, builder: Builder) -> Finished:
    return build(src, store, _options(builder), builder.environment)


def _options(builder: Builder) -> dict[str, str]:
    # No build slots here: all derivations are built on the builder.
    return {"max-jobs": "0", "builders": builder.option}


def _answer(store: Path, finished: Finished) -> str:
    program = store / finished.path.removeprefix("/") / "bin" / PROGRAM
    return subprocess.run([program], check=True, capture_output=True, text=True).stdout


def test_all_units_are_built_on_the_builder(tmp_path: Path, builder: Builder) -> None:
    src, store = write_workspace(tmp_path / "src", note=str(tmp_path)), tmp_path / "store"
    finished = _build(src, store, builder)
    assert finished.code == 0, finished.log
    for unit in ("base-0.1.0", "slow-0.1.0", "slow-0.1.0-build-script-run", "far-0.1.0-bin-far"):
        (line,) = [line for line in built_by_name(finished.log, f"-{unit}.drv") if " on 'ssh-ng://" in line]
        assert line
        assert any(path.endswith(f"-{unit}") for path in builder.paths())
    assert _answer(store, finished) == "42\n"


def _interrupt(src: Path, store: Path, builder: Builder, stop: Callable[[], None]) -> str:
    """Build until the slow script runs, then call ``stop``; return the log of the failed build."""
    process = start_build(src, store, _options(builder), builder.environment)
    assert process.stderr is not None
    lines = []
    for line in process.stderr:
        lines.append(line)
        if line.startswith("building '") and "slow-0.1.0-build-script-run" in line and " on " not in line:
            time.sleep(1)
            stop()
            break
    _printed, rest = process.communicate(timeout=300)
    assert process.returncode != 0
    return "".join(lines) + rest


def _continues(src: Path, store: Path, builder: Builder, log: str) -> None:
    """Check that ``log`` names the interrupted derivation, and that a second build only continues."""
    assert "error: Nix daemon disconnected unexpectedly" in log, log
    assert [line for line in log.splitlines() if "Cannot build" in line and "-slow-0.1.0-build-script-run.drv" in line]
    assert built_by_name(log, "-base-0.1.0.drv")
    finished = _build(src, store, builder)
    assert finished.code == 0, finished.log
    assert built_by_name(finished.log, "-base-0.1.0.drv") == []
    assert _answer(store, finished) == "42\n"


def test_a_killed_builder_loses_only_the_running_unit(tmp_path: Path, builder: Builder) -> None:
    src, store = write_workspace(tmp_path / "src", seconds=_SLEEP, note=str(tmp_path)), tmp_path / "store"

    def kill() -> None:
        for pid in builder.nix_processes():
            os.kill(pid, signal.SIGKILL)

    log = _interrupt(src, store, builder, kill)
    _continues(src, store, builder, log)


def test_a_cut_connection_loses_only_the_running_unit(tmp_path: Path, builder: Builder) -> None:
    src, store = write_workspace(tmp_path / "src", seconds=_SLEEP, note=str(tmp_path)), tmp_path / "store"

    def cut() -> None:
        for pid in builder.sessions():
            os.kill(pid, signal.SIGKILL)

    log = _interrupt(src, store, builder, cut)
    _continues(src, store, builder, log)


def test_a_full_disk_of_the_builder_is_an_error_and_no_wrong_result(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], check=False)
    if mounted.returncode != 0:
        pytest.skip("this machine cannot mount a tmpfs")
    try:
        with start_builder(tmp_path, disk / "far-store") as builder:
            src, store = write_workspace(tmp_path / "src", note=str(tmp_path)), tmp_path / "store"
            failed = _build(src, store, builder)
            assert failed.code != 0
            assert "No space left on device" in failed.log or "database or disk is full" in failed.log, failed.log
            assert failed.path == ""
            subprocess.run(["mount", "-o", "remount,size=400m", disk], check=True)
            finished = _build(src, store, builder)
            assert finished.code == 0, finished.log
            assert _answer(store, finished) == "42\n"
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
