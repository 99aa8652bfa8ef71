"""Which build-script runs reach a unit, and in which order (core/compiler/custom_build.rs, build_map)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cargo_nix.units.unit import Package, Unit

__all__ = ["Scripts", "scripts_of_units", "version_key"]

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:-([^+]*))?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Scripts:
    """Run units: ``own`` of the unit's package, ``to_link`` whose -L reach it, ``plugins`` of its proc-macros."""

    own: int | None
    to_link: tuple[int, ...]
    plugins: tuple[int, ...]


def version_key(version: str) -> tuple[int, int, int, bool, tuple[tuple[bool, int, str], ...]]:
    """Return a key that sorts as semver does: a pre-release before its release, numbers before words in it."""
    match = _VERSION.match(version)
    if match is None:
        return (0, 0, 0, False, ())
    words = match[4].split(".") if match[4] else []
    pre = tuple((not word.isdigit(), int(word) if word.isdigit() else 0, word) for word in words)
    return (int(match[1]), int(match[2]), int(match[3]), not words, pre)


def scripts_of_units(order: Sequence[int], units: Sequence[Unit], packages: Sequence[Package]) -> list[Scripts]:
    """Return the run units that reach each unit; ``order`` has dependencies first.

    Cargo visits the dependencies sorted by package id and keeps the first mention of each run: the linker sees
    libraries in that order.
    """
    found: list[Scripts] = [Scripts(own=None, to_link=(), plugins=())] * len(units)
    for index in order:
        unit = units[index]
        own = next((e.unit for e in unit.edges if units[e.unit].is_run and units[e.unit].package == unit.package), None)
        if unit.target.kind == "custom-build":
            own = None
        to_link = {} if own is None else {own: None}
        plugins: dict[int, None] = {}
        for dep in sorted(
            (edge.unit for edge in unit.edges), key=lambda dep: _package_key(packages[units[dep].package])
        ):
            if units[dep].target.for_host:
                plugins |= dict.fromkeys(found[dep].to_link)
            elif units[dep].target.is_linkable:
                to_link |= dict.fromkeys(found[dep].to_link)
        # A sorted set in Cargo (core/compiler/custom_build.rs, BuildScripts).
        sorted_plugins = sorted(plugins, key=lambda run: _package_key(packages[units[run].package]))
        found[index] = Scripts(own=own, to_link=tuple(to_link), plugins=tuple(sorted_plugins))
    return found


def _package_key(package: Package) -> tuple[object, ...]:
    """Return a key that sorts as Cargo's package ids do (core/package_id.rs): git's come after registries'."""
    source = package.source or ""
    return (package.name, version_key(package.version), source.startswith("git+"), source)
