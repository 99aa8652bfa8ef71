"""Run a case with cargo-nix, before and after the edit."""

import re
from pathlib import Path

from beside_cargo.case import Answer, Case, Refused
from beside_cargo.harness_log import summarise_log
from support.nix import Failed, build, run, workspace

__all__ = ["ask_nix"]

_PREFIX = re.compile(r"^[^\s>]+> ", re.MULTILINE)


def ask_nix(case: Case, root: Path) -> tuple[Answer, Answer]:
    """Build and run ``case`` in ``root``, a copy of the project; return the answers before and after the edit."""
    before = _answer(case, root)
    for edit in case.edits:
        edit.apply(root)
    return before, _answer(case, root)


def _answer(case: Case, root: Path) -> Answer:
    outputs = workspace(root, f'workspace = true; profile = "{case.profile}"; {case.arguments}')
    try:
        if case.checks:
            read_log = _green_log if case.refusal else _log
            return summarise_log("".join(read_log(f'{outputs}.checks."{name}"') for name in case.checks))
        package = f'{outputs}.packages."{case.package}"'
        return _products(build(package)) if case.command == "build" else run(package)
    except Failed as failed:
        return Refused(text=failed.text)


def _log(check: str) -> str:
    """Return the log of ``check``, even if tests fail; raise ``Failed`` if no test ran."""
    try:
        return _green_log(check)
    except Failed as failed:
        log = _PREFIX.sub("", failed.text)
        if isinstance(summarise_log(log), Refused):
            raise
        return log


def _green_log(check: str) -> str:
    return build(check).read_text(encoding="utf-8")


def _products(output: Path) -> str:
    """Return the names of programs and libraries, and the paths of all other files of ``output``."""
    paths = (path.relative_to(output) for path in output.rglob("*") if path.is_file())
    names = (path.name if path.parts[0] in {"bin", "lib"} else path.as_posix() for path in paths)
    return "".join(f"{name}\n" for name in sorted(names))
