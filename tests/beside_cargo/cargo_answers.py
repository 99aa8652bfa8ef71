"""Run a case with real Cargo, before and after its edit."""

import fcntl
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from beside_cargo.case import PROJECTS, Answer, Case, Refused
from beside_cargo.harness_log import summarise_log
from conformance.recorder import cache_directory, cargo_environment, copy_project

__all__ = ["CargoAnswers", "ask_cargo"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CargoAnswers:
    """Cargo's answers: ``before`` the edit, ``again`` in a second build after it, ``after`` it from nothing."""

    before: Answer
    again: Answer
    after: Answer


def ask_cargo(case: Case, directory: Path) -> CargoAnswers:
    """Run ``case`` in a copy below ``directory``, which exists.

    Cases share a target directory that is kept from run to run, so that crates of a registry are compiled once. The
    members of a case are removed from it afterwards.
    """
    root = copy_project(PROJECTS / case.project, directory / case.project)
    with _target_directory(case, root) as target:
        try:
            before = _answer(case, root, target)
            for edit in case.edits:
                edit.apply(root)
            again = after = _answer(case, root, target)
            if again == before:
                _remove_members(case, root, target)
                after = _answer(case, root, target)
        finally:
            _remove_members(case, root, target)
    return CargoAnswers(before=before, again=again, after=after)


@contextmanager
def _target_directory(case: Case, root: Path) -> Iterator[Path]:
    inside = root / case.directory / "target"
    if case.target == "own":
        yield inside
        return
    shared = cache_directory() / "beside-cargo"
    shared.mkdir(parents=True, exist_ok=True)
    # Cargo's own lock is not held while a program runs.
    with shared.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if case.target == "linked":
            inside.symlink_to(shared)
            yield inside
        else:
            yield shared


def _remove_members(case: Case, root: Path, target: Path) -> None:
    if case.target == "own":
        shutil.rmtree(target, ignore_errors=True)
    else:
        _cargo(["clean", "--quiet", "--workspace"], root / case.directory, target)


def _answer(case: Case, root: Path, target: Path) -> Answer:
    before = _files(root)
    more = ["--no-fail-fast"] if case.command == "test" else ["--quiet"]
    done = _cargo([*case.cargo.split(), "--locked", *more], root / case.directory, target)
    if case.command == "test" and "test result:" in done.stdout:
        return summarise_log(done.stdout)
    if done.returncode != 0:
        return Refused(text=done.stderr)
    return _products(case, root, target, before) if case.command == "build" else done.stdout


def _cargo(words: list[str], root: Path, target: Path) -> subprocess.CompletedProcess[str]:
    env = {**cargo_environment(), "CARGO_INCREMENTAL": "0", "CARGO_TARGET_DIR": str(target)}
    return subprocess.run(["cargo", *words], cwd=root, env=env, capture_output=True, text=True, check=False)


def _products(case: Case, root: Path, target: Path, before: set[str]) -> str:
    """Return the names of the products, and the paths of files that the build wrote beside the sources."""
    folder = target / {"dev": "debug"}.get(case.profile, case.profile)
    products = {
        path.name
        for path in folder.iterdir()
        if path.is_file() and path.suffix not in {".d", ".rlib"} and not path.name.startswith(".")
    }
    written = {path for path in _files(root) - before if not path.startswith("target/")}
    return "".join(f"{name}\n" for name in sorted(products | written))


def _files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
