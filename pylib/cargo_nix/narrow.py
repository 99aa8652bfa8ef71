"""Compute the narrowest arguments for a workspace from an observed build and the file sets of its units."""

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cargo_nix.filesets.file_set import FileSet
from cargo_nix.filesets.workspace_files import is_below
from cargo_nix.observe import Observation, Reading

__all__ = ["NarrowEntry", "Sets", "narrow_sets", "render_entries"]

Sets = Mapping[str, Mapping[str, FileSet]]
_ARGUMENTS = ("buildScriptInputs", "macroInputs")


@dataclass(frozen=True, kw_only=True, slots=True)
class NarrowEntry:
    """An entry for the ``argument`` (``buildScriptInputs`` or ``macroInputs``) of ``package``.

    ``paths`` start at the package. ``level`` is the widest level among the narrowed units, and ``units`` are their
    keys.
    """

    argument: str
    package: str
    paths: tuple[str, ...]
    level: str
    units: tuple[str, ...]


def narrow_sets(observation: Observation, sets: Sets, narrowed: Sets, names: Mapping[str, str]) -> list[NarrowEntry]:
    """Return entries for units with a wider level than ``observation`` needs, sorted by package directory.

    - ``sets`` maps package directory and key to the file set of a unit.
    - ``narrowed`` has the file sets of a workspace with `macroInputs` for all packages.
    - ``names`` maps directories to names of packages.

    Units that did not run, and units that no argument can narrow, have no entry.
    """
    readings = {(unit.directory, unit.key): unit.readings for unit in observation.units}
    entries = []
    for directory, by_key in sorted(sets.items()):
        macros: dict[str, list[str]] = {}
        for key, file_set in sorted(by_key.items()):
            unit_readings = readings.get((directory, key))
            if file_set.level == "closed" or unit_readings is None or key == "run":
                continue
            if key.endswith(":run"):
                paths = _paths(unit_readings, directory, None)
                entries.append(_entry("buildScriptInputs", names[directory], {key: paths}, [file_set]))
            elif narrowed[directory][key].level == "closed":
                macros[key] = _paths(unit_readings, directory, narrowed[directory][key])
        if macros:
            entries.append(_entry("macroInputs", names[directory], macros, [by_key[key] for key in macros]))
    return entries


def render_entries(entries: Sequence[NarrowEntry]) -> str:
    """Return ``entries`` as arguments of buildCargoWorkspace in Nix, with comments about the saved rebuilds."""
    if not entries:
        return "# Each unit sees no more than it can read: there is nothing to narrow.\n"
    lines = []
    for argument in _ARGUMENTS:
        mine = [entry for entry in entries if entry.argument == argument]
        for entry in mine:
            today = "any file of the workspace" if entry.level == "workspace" else "any file of the package"
            units = ", ".join(entry.units)
            paths = " ".join(f'"{_escape(path)}"' for path in entry.paths)
            lines.append(f"# Today an edit of {today} builds again: {units}")
            lines.append(f'packageOverrides."{entry.package}".{argument} = [ {paths} ];'.replace("[  ]", "[ ]"))
    return "\n".join(lines) + "\n"


def _entry(argument: str, package: str, paths: Mapping[str, list[str]], sets: Iterable[FileSet]) -> NarrowEntry:
    levels = {file_set.level for file_set in sets}
    return NarrowEntry(
        argument=argument,
        package=package,
        paths=_without_nested({path for unit_paths in paths.values() for path in unit_paths}),
        level="workspace" if "workspace" in levels else "package",
        units=tuple(sorted(paths)),
    )


def _paths(readings: Sequence[Reading], directory: str, narrowed_set: FileSet | None) -> list[str]:
    """Return the paths in ``readings`` that the file set ``narrowed_set`` lacks, relative to the package.

    The result has files, and directories that a program listed.
    """
    paths = []
    for reading in readings:
        path = reading.path.removesuffix("/")
        is_directory = reading.path.endswith("/")
        if (is_directory and reading.how != "listed") or (narrowed_set is not None and narrowed_set.holds(path)):
            continue
        relative = posixpath.relpath(path or ".", directory or ".")
        if relative not in {".", "Cargo.toml"} or reading.how == "listed":
            paths.append(relative)
    return paths


def _without_nested(paths: Iterable[str]) -> tuple[str, ...]:
    """Return ``paths`` without paths below another path."""
    path_set = set(paths)
    if "." in path_set:
        return (".",)
    return tuple(sorted(path for path in path_set if not any(path != top and is_below(path, top) for top in path_set)))


def _escape(path: str) -> str:
    return path.replace("\\", "\\\\").replace('"', '\\"').replace("${", "\\${")
