"""The runs of build scripts that affect a unit, in Cargo's order (core/compiler/custom_build.rs, build_map)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cargo_nix.units.unit import Package, Unit

__all__ = ["Scripts", "scripts_of_units", "version_key"]

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:-([^+]*))?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Scripts:
    """The runs that affect a unit, as indices of units.

    ``own``: the run of the unit's own package.
    ``to_link``: runs whose ``-L``, ``-l`` and linker arguments the unit gets.
    ``plugins``: runs for proc-macros of the unit, for rustc's library path.
    """

    own: int | None
    to_link: tuple[int, ...]
    plugins: tuple[int, ...]


def version_key(version: str) -> tuple[int, int, int, bool, tuple[tuple[bool, int, str], ...]]:
    """Return a sort key for ``version`` with the order of semver.

    A pre-release comes before its release, and in a pre-release, numbers come before words.
    """
    match = _VERSION.match(version)
    if match is None:
        return (0, 0, 0, False, ())
    words = match[4].split(".") if match[4] else []
    pre = tuple((not word.isdigit(), int(word) if word.isdigit() else 0, word) for word in words)
    return (int(match[1]), int(match[2]), int(match[3]), not words, pre)


def scripts_of_units(order: Sequence[int], units: Sequence[Unit], packages: Sequence[Package]) -> list[Scripts]:
    """Return the runs for each unit, in the order of ``units``; ``order`` has all indices, dependencies first.

    Cargo visits dependencies by package id and keeps the first mention of each run. The linker sees the libraries in
    this order. Source: core/compiler/custom_build.rs, build_map (docs/conformance.md, S30).
    """
    scripts: list[Scripts] = [Scripts(own=None, to_link=(), plugins=())] * len(units)
    for index in order:
        unit = units[index]
        own_run = next(
            (e.unit for e in unit.edges if units[e.unit].is_run and units[e.unit].package == unit.package), None
        )
        if unit.target.kind == "custom-build":
            own_run = None
        to_link = {} if own_run is None else {own_run: None}
        plugins: dict[int, None] = {}
        for dep in sorted(
            (edge.unit for edge in unit.edges), key=lambda dep: _package_key(packages[units[dep].package])
        ):
            if units[dep].target.for_host:
                plugins |= dict.fromkeys(scripts[dep].to_link)
            elif units[dep].target.is_linkable:
                to_link |= dict.fromkeys(scripts[dep].to_link)
        # In Cargo, this is a sorted set (core/compiler/custom_build.rs, BuildScripts).
        sorted_plugins = sorted(plugins, key=lambda run: _package_key(packages[units[run].package]))
        scripts[index] = Scripts(own=own_run, to_link=tuple(to_link), plugins=tuple(sorted_plugins))
    return scripts


def _package_key(package: Package) -> tuple[object, ...]:
    """Return a sort key with the order of Cargo's package ids: git after registries (core/package_id.rs)."""
    source = package.source or ""
    return (package.name, version_key(package.version), source.startswith("git+"), source)
