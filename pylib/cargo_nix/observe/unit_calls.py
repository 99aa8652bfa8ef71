"""Assign the programs that Cargo starts to units."""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cargo_nix.errors import ObserveError
from cargo_nix.observe.observation import Execution, Process

__all__ = ["Member", "MemberTarget", "ObservedUnit", "assign_units", "parse_members"]

_LIBRARIES = frozenset({"lib", "rlib", "dylib", "cdylib", "staticlib"})


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberTarget:
    """A target of a package.

    ``kind`` and ``name`` are Cargo's, with the kind ``lib`` for all libraries. ``source`` is an absolute path.
    """

    kind: str
    name: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A member or path dependency. ``directory`` is relative to the workspace root."""

    directory: str
    targets: tuple[MemberTarget, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ObservedUnit:
    """The unit of a process: the directory of the package, and the key of the unit.

    For a ``foreign`` package, outside of the workspace, ``directory`` is name and version.
    """

    directory: str
    key: str
    foreign: bool = False


def parse_members(metadata: Mapping[str, Any], root: str) -> dict[str, Member]:
    """Return the path packages below ``root`` by absolute directory.

    ``metadata`` is the output of ``cargo metadata``.
    """
    members = {}
    for package in metadata["packages"]:
        location = posixpath.dirname(package["manifest_path"])
        if package["source"] is None and (location == root or location.startswith(f"{root}/")):
            targets = tuple(
                MemberTarget(
                    kind=_target_kind(target["kind"]),
                    name=target["name"],
                    source=posixpath.normpath(target["src_path"]),
                )
                for target in package["targets"]
            )
            members[location] = Member(directory=location[len(root) + 1 :], targets=targets)
    return members


def assign_units(processes: Sequence[Process], members: Mapping[str, Member]) -> list[tuple[Process, ObservedUnit]]:
    """Return each process of a unit together with the unit.

    The first of ``processes`` is cargo. Cargo itself, and programs that answer questions of cargo, belong to no unit. A
    process that another process started belongs to the unit of its parent. ``members`` maps absolute directories to
    packages.

    Raises ``ObserveError`` if a call for a member fits no kind of unit.
    """
    units: dict[int, ObservedUnit | None] = {}
    assigned = []
    for process in processes:
        if process.parent is None:
            units[id(process)] = None
            continue
        if process.parent is processes[0]:
            units[id(process)] = _unit_of_call(process.executions[0], members) if process.executions else None
        else:
            units[id(process)] = units[id(process.parent)]
        unit = units[id(process)]
        if unit is not None:
            assigned.append((process, unit))
    return assigned


def _target_kind(kinds: Sequence[str]) -> str:
    return "lib" if _LIBRARIES.intersection(kinds) else kinds[0]


def _unit_of_call(call: Execution, members: Mapping[str, Member]) -> ObservedUnit | None:
    """Return the unit of a program that cargo started, or None if the program belongs to no unit.

    The source or the working directory determines the package. Variables do not, because a build script may set
    variables for rustc and tests, including CARGO_MANIFEST_DIR.
    """
    if "CARGO_MANIFEST_DIR" not in call.env:
        return None
    if _is_rustc(call) or _is_rustdoc(call):
        return _compiled_unit(call, members)
    if "CARGO_CRATE_NAME" in call.env and any(word.startswith("@") for word in call.argv[1:]):
        raise ObserveError(
            problem="cargo passed the arguments of rustc in a file that no longer exists",
            place=call.env["CARGO_MANIFEST_DIR"],
            came=" ".join(call.argv),
            ways_out=("make the arguments fewer, or shorter: less than 2 MiB",),
        )
    # Build scripts and tests run in the directory of the package, and rustdoc gets this directory as argument
    # (core/compiler/custom_build.rs, build_work; ops/cargo_test.rs, run_doc_tests).
    member = members.get(_option_value(call.argv, "--test-run-directory") or call.cwd)
    if member is None:
        return _foreign_unit(call)
    if _is_script_run(call):
        return ObservedUnit(directory=member.directory, key=f"custom-build:{_script_name(call, member)}:run")
    return ObservedUnit(directory=member.directory, key="run")


def _compiled_unit(call: Execution, members: Mapping[str, Member]) -> ObservedUnit:
    crate = _option_value(call.argv, "--crate-name")
    words = {posixpath.normpath(posixpath.join(call.cwd, word)) for word in call.argv}
    candidates = [
        (member, target)
        for member in members.values()
        for target in member.targets
        if target.name.replace("-", "_") == crate and target.source in words
    ]
    manifest_dir = posixpath.normpath(call.env["CARGO_MANIFEST_DIR"])
    if not candidates and manifest_dir in members:
        raise _unknown_call(call, members[manifest_dir])
    if not candidates:
        return _foreign_unit(call)
    candidates = [(member, target) for member, target in candidates if _may_be_of_target(call, target)] or candidates
    # Two packages may share a source.
    candidates = [
        (member, target) for member, target in candidates if members.get(manifest_dir) is member
    ] or candidates
    member, target = candidates[0]
    return ObservedUnit(directory=member.directory, key=f"{target.kind}:{target.name}:{_mode(call, target)}")


def _foreign_unit(call: Execution) -> ObservedUnit:
    name, version = (call.env.get(f"CARGO_PKG_{part}", "") for part in ("NAME", "VERSION"))
    return ObservedUnit(directory=f"{name} {version}", key=_foreign_key(call), foreign=True)


def _foreign_key(call: Execution) -> str:
    return "custom-build:run" if _is_script_run(call) else "compile" if _is_rustc(call) else "run"


def _is_script_run(call: Execution) -> bool:
    # Only build scripts get a description of the target (core/compiler/custom_build.rs, build_work).
    return "NUM_JOBS" in call.env and any(name.startswith("CARGO_CFG_") for name in call.env)


def _is_rustc(call: Execution) -> bool:
    # Each call of rustc has both flags, also behind a wrapper (core/compiler/mod.rs, rustc).
    return "--out-dir" in call.argv and any(word.startswith("--emit=") for word in call.argv)


def _is_rustdoc(call: Execution) -> bool:
    return "--crate-name" in call.argv and "--test-run-directory" not in call.argv and "-o" in call.argv


def _script_name(call: Execution, member: Member) -> str:
    names = [target.name for target in member.targets if target.kind == "custom-build"]
    name = posixpath.basename(call.program)
    if len(names) == 1:
        return names[0]
    if name in names:
        return name
    raise _unknown_call(call, member)


def _mode(call: Execution, target: MemberTarget) -> str:
    if _is_rustdoc(call) and not _is_rustc(call):
        return "doc"
    is_test = "--test" in call.argv or _has_pair(call.argv, "--cfg", "test") or target.kind in {"test", "bench"}
    return "test" if is_test else "plain"


def _may_be_of_target(call: Execution, target: MemberTarget) -> bool:
    """Tell whether the call can belong to the kind of ``target``, among targets with the same source and name."""
    types = {kind for word, kind in pairwise(call.argv) if word == "--crate-type"}
    out = posixpath.basename(_option_value(call.argv, "--out-dir") or "")
    is_program = "CARGO_BIN_NAME" in call.env
    match target.kind:
        case "lib":
            return not is_program and out != "examples" and types <= _LIBRARIES
        case "proc-macro":
            return types <= {"proc-macro"}
        case "example":
            return out == "examples"
        case "bin":
            return is_program and out != "examples"
        case _:
            return not is_program


def _option_value(argv: Sequence[str], name: str) -> str | None:
    return next((argv[index + 1] for index, word in enumerate(argv[:-1]) if word == name), None)


def _has_pair(argv: Sequence[str], first: str, second: str) -> bool:
    return any(pair == (first, second) for pair in pairwise(argv))


def _unknown_call(call: Execution, member: Member) -> ObserveError:
    return ObserveError(
        problem="a call of cargo belongs to no target of its package",
        place=member.directory or "the root package",
        expected=", ".join(f"{target.kind} {target.name}" for target in member.targets),
        came=" ".join(call.argv),
    )
