"""Run a case with cargo-nix, before and after its edit."""

import re
from pathlib import Path

from beside_cargo.case import PROJECTS, Answer, Case, Refused
from beside_cargo.harness_log import summarise_log
from conformance.recorder import copy_project
from support.nix import Failed, build, run, workspace

__all__ = ["ask_nix"]

_PREFIX = re.compile(r"^[^\s>]+> ", re.MULTILINE)


def ask_nix(case: Case, directory: Path) -> tuple[Answer, Answer]:
    """Build and run ``case`` in a copy below ``directory``; return the answers before and after the edit."""
    root = copy_project(PROJECTS / case.project, directory / case.project)
    before = _answer(case, root)
    for edit in case.edits:
        edit.apply(root)
    return before, _answer(case, root)


def _answer(case: Case, root: Path) -> Answer:
    built = workspace(root, f'workspace = true; profile = "{case.profile}"; {case.arguments}')
    try:
        if case.checks:
            return summarise_log("".join(_log(f'{built}.checks."{name}"') for name in case.checks))
        package = f'{built}.packages."{case.package}"'
        return _products(build(package)) if case.command == "build" else run(package)
    except Failed as failed:
        return Refused(text=failed.text)


def _log(check: str) -> str:
    """Return the log of ``check``, also of one whose tests fail; raise ``Failed`` where no test ran."""
    try:
        return build(check).read_text(encoding="utf-8")
    except Failed as failed:
        log = _PREFIX.sub("", failed.text)
        if isinstance(summarise_log(log), Refused):
            raise
        return log


def _products(output: Path) -> str:
    """Return the names of programs and libraries, and the paths of all other files of ``output``."""
    paths = (path.relative_to(output) for path in output.rglob("*") if path.is_file())
    names = (path.name if path.parts[0] in {"bin", "lib"} else path.as_posix() for path in paths)
    return "".join(f"{name}\n" for name in sorted(names))
