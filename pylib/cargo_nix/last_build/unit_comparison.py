"""The reason why a unit is not the unit of the last build: a file, a variable, an argument or a dependency."""

import filecmp
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cargo_nix.nix_log.derivation import Derivation, derivation_name
from cargo_nix.nix_log.work import work_of

__all__ = ["Comparison", "changed_files", "find_units", "unit_label"]

# Inputs tell about other store paths, and a new version of a dependency changes their names.
_STORE_NAME = re.compile(r"(?<=/)[a-z0-9]{32}-[^/\"\\\s:]*")
_MOST_FILES = 5
_MOST_REASONS = 10
_NEW = "not in the last build"
# Inputs that only an update of cargo-nix changes.
_OWN_INPUTS = {"cargo-nix-builder"}
# Attributes with variables by name.
_VARIABLES = ("packageEnv", "configEnv", "dependencyEnv")
# Attributes that change together with others: names of results.
_CONSEQUENCES = {"name", "identity", "files", "products", "scrub", "outputs", "packageVersion", "remap", "program"}
_VERSION = "CARGO_PKG_VERSION"
# Cargo's name for an identity in arguments; a changed feature changes it as well.
_IDENTITY = re.compile(r"-C (metadata|extra-filename)=.*")
# Options of rustc with the value in the next argument.
_OPTIONS = {"-C", "-Z", "--cfg", "--check-cfg", "--crate-type"}


def unit_label(derivation: Derivation) -> str:
    """Return Cargo's name of a unit, or the name of a check: a test is compiled, and then run."""
    work = work_of(derivation)
    return work.label if work.kind in {"unit", "script"} else derivation.name


def find_units(name: str, graph: Mapping[str, Derivation]) -> list[Derivation]:
    """Return the derivations of ``graph`` with ``name``: a package, a label, or the name of a derivation."""
    by_package = [drv for drv in graph.values() if drv.attributes.get("packageName") == name]
    by_label = [drv for drv in graph.values() if name in {unit_label(drv), drv.name}]
    return sorted(by_package or by_label, key=unit_label)


class Comparison:
    """Two graphs of derivations by path: of the ``last`` build, and of the sources ``now``."""

    def __init__(self, last: Mapping[str, Derivation], now: Mapping[str, Derivation]) -> None:
        """Compare ``now`` with ``last``."""
        self._last = last
        self._now = now
        self._own: dict[str, list[str]] = {}

    def changes_of(self, unit: Derivation) -> list[str]:
        """Return the reasons why ``unit``, a derivation of now, is not in the last build, or [] if it is.

        A changed dependency is a reason, with its own change. Of a chain of dependencies, the line names the end.
        """
        if unit.path in self._last:
            return []
        changes_of_unit = self._own_changes(unit)
        reasons = list(changes_of_unit)
        for dependency in self._changed_dependencies(unit):
            label = unit_label(dependency)
            changes = [change for change in self._own_changes(dependency) if change not in changes_of_unit]
            reasons += [f"depends on {label}, {_relative(change)}" for change in changes]
        reasons = list(dict.fromkeys(reasons)) or ["another derivation with equal inputs"]
        more = len(reasons) - _MOST_REASONS
        return [*reasons[:_MOST_REASONS], f"{more} more reasons"] if more > 1 else reasons

    def _changed_dependencies(self, unit: Derivation) -> list[Derivation]:
        """Return the direct and indirect dependencies of ``unit`` with own differences."""
        pending, visited, changed = list(unit.inputs), set[str](), list[Derivation]()
        while pending:
            path = pending.pop()
            if path in visited or path in self._last or path not in self._now:
                continue
            visited.add(path)
            pending += self._now[path].inputs
            if self._own_changes(self._now[path]):
                changed.append(self._now[path])
        return sorted(changed, key=lambda derivation: derivation.name)

    def _own_changes(self, unit: Derivation) -> list[str]:
        """Return the differences of ``unit`` from its counterpart, without those of its dependencies."""
        if unit.path not in self._own:
            before = _counterpart(unit, self._last)
            self._own[unit.path] = [_NEW] if before is None else self._differences(before, unit)
        return self._own[unit.path]

    def _differences(self, old: Derivation, new: Derivation) -> list[str]:
        files = changed_files(old, new)
        more = [f"{len(files) - _MOST_FILES} more files changed"] if len(files) > _MOST_FILES else []
        reasons = [*files[:_MOST_FILES], *more, *_attribute_changes(old.attributes, new.attributes)]
        reasons += self._input_changes(old, new)
        if not reasons and _plain([old.builder, *old.arguments]) != _plain([new.builder, *new.arguments]):
            reasons.append("the builder's arguments changed")
        return reasons

    def _input_changes(self, old: Derivation, new: Derivation) -> Iterator[str]:
        """Yield the inputs that are no units and differ: programs, libraries, and cargo-nix itself."""
        before = {derivation_name(path): path for path in old.inputs if path not in self._last}
        after = {derivation_name(path): path for path in new.inputs if path not in self._now}
        for name in sorted(before.keys() | after.keys()):
            subject = "cargo-nix itself" if name in _OWN_INPUTS else f"input {name}"
            if name not in after:
                yield f"{subject} removed"
            elif name not in before:
                yield f"{subject} added"
            elif before[name] != after[name]:
                yield f"{subject} changed"


def _counterpart(unit: Derivation, graph: Mapping[str, Derivation]) -> Derivation | None:
    """Return the derivation of ``graph`` that ``unit`` replaces: of the same name, and of the same identity if any."""
    label = work_of(unit).label
    named = [derivation for derivation in graph.values() if derivation.name == unit.name]
    named = named or [derivation for derivation in graph.values() if work_of(derivation).label == label]
    equal = [derivation for derivation in named if _identity(derivation) == _identity(unit)]
    return next(iter(equal or named), None)


def _identity(derivation: Derivation) -> object:
    unit = derivation.attributes.get("unit")
    return unit.get("identity") if isinstance(unit, dict) else None


def changed_files(old: Derivation, new: Derivation) -> list[str]:
    """Return the files that differ in the sources of two derivations, each with what happened to it."""
    changes: dict[str, None] = {}
    for before, after in _source_pairs(old, new):
        if not (Path(before).exists() and Path(after).exists()):
            changes["its sources changed (the garbage collector took those of the last build)"] = None
            continue
        old_files, new_files = _files_below(before), _files_below(after)
        for path in sorted(old_files | new_files):
            if path not in new_files:
                changes[f"{path} removed"] = None
            elif path not in old_files:
                changes[f"{path} added"] = None
            elif not _equal_files(Path(before, path), Path(after, path)):
                changes[f"{path} changed"] = None
    return list(changes)


def _source_pairs(old: Derivation, new: Derivation) -> Iterator[tuple[str, str]]:
    """Yield the sources that differ, in pairs: by attribute, and the others by name."""
    removed, added = set(old.sources) - set(new.sources), set(new.sources) - set(old.sources)
    pairs = {
        (value, new.attributes[name])
        for name, value in old.attributes.items()
        if isinstance(value, str) and value in removed and new.attributes.get(name) in added
    }
    yield from sorted(pairs)
    unpaired = sorted(added - {after for _before, after in pairs})
    for before in sorted(removed - {before for before, _after in pairs}):
        same = [path for path in unpaired if derivation_name(path) == derivation_name(before)]
        yield from ((before, after) for after in same[:1])


def _files_below(root: str) -> set[str]:
    if not Path(root).is_dir():
        return {""}
    return {
        os.path.relpath(Path(directory, name), root)
        for directory, folders, names in os.walk(root)
        for name in (*names, *(folder for folder in folders if Path(directory, folder).is_symlink()))
    }


def _equal_files(before: Path, after: Path) -> bool:
    if before.is_symlink() or after.is_symlink():
        return before.is_symlink() and after.is_symlink() and before.readlink() == after.readlink()
    modes = [os.access(path, os.X_OK) for path in (before, after)]
    return modes[0] == modes[1] and filecmp.cmp(before, after, shallow=False)


def _attribute_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    reasons = [reason for name in _VARIABLES for reason in _variable_changes(old.get(name), new.get(name))]
    old_unit, new_unit = old.get("unit"), new.get("unit")
    if isinstance(old_unit, dict) and isinstance(new_unit, dict):
        reasons += _variable_changes(old_unit.get("env"), new_unit.get("env"))
        reasons += _unit_changes(old_unit, new_unit)
    skipped = {*_VARIABLES, *_CONSEQUENCES, "unit"}
    reasons += [
        f"{name} changed{_values(old.get(name), new.get(name))}"
        for name in sorted(old.keys() | new.keys())
        if name not in skipped and _plain(old.get(name)) != _plain(new.get(name))
    ]
    return reasons


def _variable_changes(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Iterator[str]:
    old, new = old or {}, new or {}
    same_version = old.get(_VERSION) == new.get(_VERSION)
    for name in sorted(old.keys() | new.keys()):
        if name.startswith(f"{_VERSION}_") and not same_version:
            continue  # Parts of the version.
        if name not in new:
            yield f"variable {name} removed"
        elif name not in old:
            yield f"variable {name} added"
        elif _plain(old[name]) != _plain(new[name]):
            yield f"variable {name} changed{_values(old[name], new[name])}"


def _unit_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if name in {"env", *_CONSEQUENCES} or _plain(before) == _plain(after):
            continue
        if isinstance(before, list) and isinstance(after, list):
            old_words, new_words = _words(before), _words(after)
            yield from (f"argument `{word}` removed" for word in old_words if word not in new_words)
            yield from (f"argument `{word}` added" for word in new_words if word not in old_words)
        else:
            yield f"{name} changed{_values(before, after)}"


def _words(arguments: Iterable[Any]) -> list[str]:
    """Return arguments, each with the option before it, without those that contain an identity."""
    words: list[str] = []
    for argument in arguments:
        text = argument if isinstance(argument, str) else json.dumps(argument, sort_keys=True)
        if words and words[-1] in _OPTIONS:
            text = f"{words.pop()} {text}"
        words.append(text)
    return [word for word in words if _IDENTITY.fullmatch(word) is None]


def _plain(value: object) -> str:
    """Return ``value`` as a text without the names of store paths, which follow from other differences."""
    return _STORE_NAME.sub("", json.dumps(value, sort_keys=True, default=str))


def _values(old: object, new: object) -> str:
    """Return both values, if they are short."""
    if isinstance(old, str | bool | None) and isinstance(new, str | bool | None):
        before, after = (json.dumps(value, ensure_ascii=False) for value in (old, new))
        if len(before) + len(after) < 80:  # noqa: PLR2004 -- one line of a terminal
            return f" from {before} to {after}"
    return ""


def _relative(change: str) -> str:
    return f"which is {change}" if change == _NEW else f"whose {change.removeprefix('its ')}"
