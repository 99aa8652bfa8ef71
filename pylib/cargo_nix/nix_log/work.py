"""The work of a derivation, in Cargo's words: ``Compiling words v0.1.0 (lib)``."""

import re
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from cargo_nix.nix_log.derivation import Derivation, derivation_name

__all__ = ["Kind", "Work", "work_at", "work_of", "work_of_name"]

Kind: TypeAlias = Literal["unit", "script", "test", "lint", "check", "package", "crate", "helper", "other"]

_PLAN = "cargo-nix-plan"
_ARCHIVE = re.compile(r"crate-(?P<name>.+?)-(?P<version>\d+\.\d+\.\d+.*)\.tar\.gz")
# Derivations that only prepare the build; a line about each of them would hide the units.
_HELPERS = re.compile(r"cargo-nix-.*|manifests(-.*)?|.*-manifest|file-sets|python3(-.*)?")
_VERBS = {"document": "Documenting", "format": "Formatting", "plan": "Checking", "lint": "Checking"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """The work of one derivation.

    ``verb`` is the word of the status line, or "" for work without a line. ``label`` names the work as Cargo does:
    ``words (lib)``. ``title`` also has the version. ``short`` is the name in the line of progress. ``member`` says
    whether the package belongs to the workspace. ``rerun`` are the flags of ``cargo test`` for a test.
    """

    kind: Kind
    verb: str
    label: str
    title: str
    short: str
    member: bool = False
    rerun: str = ""


def work_of(derivation: Derivation) -> Work:
    """Return the work of ``derivation``, by the attributes that nixlib gives to units and checks."""
    attributes = derivation.attributes
    unit, job, package = attributes.get("unit"), attributes.get("job"), attributes.get("packageName")
    if isinstance(job, str) and "unitBuilder" in attributes:
        return _work_of_check(derivation, job, package if isinstance(package, str) else derivation.name)
    if isinstance(unit, dict) and isinstance(package, str):
        return _work_of_unit(derivation, unit, package)
    selection = attributes.get("selection")
    if derivation.name == _PLAN and isinstance(selection, dict):
        return replace(work_of_name(_PLAN), title=f"cargo {selection.get('command')}")
    # A package has files of units; an app for the browser is made by a program with the builder's modules.
    if ("scrub" in attributes and "files" in attributes) or "unitBuilder" in attributes:
        return _simple_work("package", "Packaging", derivation.name)
    return work_of_name(derivation.name)


def work_at(path: str, derivation: Derivation | None) -> Work:
    """Return the work of the ``derivation`` in the file ``path``. Without a derivation, the path has the name alone."""
    return work_of_name(derivation_name(path)) if derivation is None else work_of(derivation)


def work_of_name(name: str) -> Work:
    """Return the work of a derivation of which only the ``name`` is known."""
    if match := _ARCHIVE.fullmatch(name):
        title = f"{match['name']} v{match['version']}"
        return Work(kind="crate", verb="Downloading", label=match["name"], title=title, short=match["name"])
    if name == _PLAN:
        return Work(kind="helper", verb="Planning", label=name, title="units", short="plan")
    if name.endswith("-facts"):
        return _simple_work("helper", "Scanning", name.removesuffix("-facts"))
    if _HELPERS.fullmatch(name):
        return _simple_work("helper", "", name)
    return _simple_work("other", "Building", name)


def _simple_work(kind: Kind, verb: str, name: str) -> Work:
    return Work(kind=kind, verb=verb, label=name, title=name, short=name)


def _work_of_unit(derivation: Derivation, unit: dict[str, object], package: str) -> Work:
    version = derivation.attributes.get("packageVersion")
    is_run = unit.get("run") is not None
    target = _described_target(unit)
    return Work(
        kind="script" if is_run else "unit",
        verb="Running" if is_run else "Compiling",
        label=f"{package} ({target})",
        title=f"{package} v{version} ({'build script' if is_run else target})",
        short=f"{package}(build)" if is_run else _short_name(unit, package),
        member=derivation.attributes.get("member") is True,
    )


def _work_of_check(derivation: Derivation, job: str, package: str) -> Work:
    attributes = derivation.attributes
    version, unit = attributes.get("packageVersion"), attributes.get("unit")
    if job in {"test", "doctest"} and isinstance(unit, dict):
        doctest = job == "doctest"
        label = f"{package} ({'doc-tests' if doctest else _described_target(unit)})"
        return Work(
            kind="test",
            verb="Doc-tests" if doctest else "Testing",
            label=label,
            title=package if doctest else label,
            short=f"{package}(doctest)" if doctest else _short_name(unit, package),
            member=True,
            rerun=f"-p {package} {'--doc' if doctest else attributes.get('flags', '')}".strip(),
        )
    if job == "lint" and isinstance(unit, dict):
        target = _described_target(unit)
        return Work(
            kind="lint",
            verb=_VERBS[job],
            label=f"{package} ({target})",
            title=f"{package} v{version} ({target})",
            short=_short_name(unit, package),
            member=True,
        )
    name = derivation.name
    return Work(kind="check", verb=_VERBS.get(job, ""), label=name, title=package, short=name, member=True)


def _described_target(unit: dict[str, object]) -> str:
    """Return Cargo's description of the target of ``unit``.

    Source: Cargo's core/manifest.rs, ``Target::description_named``; core/compiler/job_queue/mod.rs adds ``test``.
    """
    kind, mode = unit.get("kind"), unit.get("mode")
    if kind == "custom-build":
        return "build script run" if unit.get("run") is not None else "build script"
    name = "lib" if kind in {"lib", "proc-macro"} else f'{kind} "{unit.get("target")}"'
    is_test_of = mode == "test" and kind not in {"test", "bench"}
    return f"{name} test" if is_test_of else name


def _short_name(unit: dict[str, object], package: str) -> str:
    """Return the name in Cargo's line of progress.

    Source: Cargo's core/compiler/job_queue/mod.rs, ``name_for_progress``.
    """
    kind, name = unit.get("kind"), str(unit.get("target"))
    if kind == "custom-build":
        return f"{package}(build.rs)"
    is_test = unit.get("mode") == "test"
    if kind in {"lib", "proc-macro"}:
        return f"{name}(test)" if is_test else package
    is_test_of = is_test and kind not in {"test", "bench"}
    return f"{name}({kind} test)" if is_test_of else f"{name}({kind})"
