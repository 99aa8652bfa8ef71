"""Run a case with real Cargo, before and after the edit."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from beside_cargo.case import Answer, Case, Refused
from beside_cargo.harness_log import summarise_log
from conformance.recorder import cargo_environment
from rebuild.shared_target import remove_members, shared_target

__all__ = ["CargoAnswers", "ask_cargo"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CargoAnswers:
    """Cargo's answers: ``before`` the edit, ``again`` (second build after the edit), ``after`` (clean build of the edit)."""

    before: Answer
    again: Answer
    after: Answer


def ask_cargo(case: Case, root: Path) -> CargoAnswers:
    """Run ``case`` in ``root``, a copy of the project.

    All cases share a persistent target directory, so crates from a registry compile once. The members of the case are
    removed from the directory afterwards.
    """
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
    with shared_target() as shared:
        if case.target == "linked":
            inside.symlink_to(shared)
            yield inside
        else:
            yield shared


def _remove_members(case: Case, root: Path, target: Path) -> None:
    if case.target == "own":
        shutil.rmtree(target, ignore_errors=True)
    else:
        remove_members(root / case.directory, target)


def _answer(case: Case, root: Path, target: Path) -> Answer:
    before = _files(root)
    flags = ["--no-fail-fast"] if case.command == "test" else ["--quiet"]
    process = _cargo([*case.cargo.split(), "--locked", *flags], root / case.directory, target)
    if case.command == "test" and "test result:" in process.stdout:
        return summarise_log(process.stdout)
    if process.returncode != 0:
        return Refused(text=process.stderr)
    return _products(case, root, target, before) if case.command == "build" else process.stdout


def _cargo(words: list[str], root: Path, target: Path) -> subprocess.CompletedProcess[str]:
    env = {**cargo_environment(), "CARGO_INCREMENTAL": "0", "CARGO_TARGET_DIR": str(target)}
    return subprocess.run(["cargo", *words], cwd=root, env=env, capture_output=True, text=True, check=False)


def _products(case: Case, root: Path, target: Path, before: set[str]) -> str:
    """Return the names of the products, and the paths of files written beside the sources."""
    folder = target / {"dev": "debug"}.get(case.profile, case.profile)
    products = {
        path.name
        for path in folder.iterdir()
        if path.is_file() and path.suffix not in {".d", ".rlib"} and not path.name.startswith(".")
    }
    generated = {path for path in _files(root) - before if not path.startswith("target/")}
    return "".join(f"{name}\n" for name in sorted(products | generated))


def _files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
