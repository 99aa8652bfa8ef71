"""Join Cargo's unit graph with metadata, manifests and configuration."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cargo_nix.cargo import Answers, Selection, WireUnit
from cargo_nix.errors import UnitError
from cargo_nix.units.checked_tests import checked_tests
from cargo_nix.units.closure import Closure, linkable_closures
from cargo_nix.units.crate_access import UnitAccess, find_access
from cargo_nix.units.identity import unit_identities
from cargo_nix.units.lto import lto_of_units
from cargo_nix.units.manifest import read_manifest
from cargo_nix.units.packages import join_packages, join_target, path_directories, profile_root
from cargo_nix.units.script_order import Scripts, scripts_of_units
from cargo_nix.units.topological_order import topological_order
from cargo_nix.units.unit import Edge, Lto, Package, Unit
from cargo_nix.units.unstable import refuse_profile_features, refuse_unstable_flags

__all__ = ["Joined", "join_units"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """The units of one selection, dependencies first, with their packages.

    ``lto``, ``identities``, ``scripts``, ``closures`` and ``access`` are parallel to ``units``.
    ``roots``: indices of ``units``.
    ``primary``: indices of the selected packages.
    ``profile_root``: ``debug`` or ``release``, the value of PROFILE.
    ``directories``: the directories of all path packages, with or without units.
    """

    packages: tuple[Package, ...]
    units: tuple[Unit, ...]
    roots: tuple[int, ...]
    primary: frozenset[int]
    lto: tuple[Lto, ...]
    identities: tuple[str, ...]
    scripts: tuple[Scripts, ...]
    closures: tuple[Closure, ...]
    access: UnitAccess
    profile_root: str
    directories: tuple[str, ...] = ()


def join_units(
    answers: Answers, selection: Selection, root: Path, package_cache: dict[str, Package] | None = None
) -> Joined:
    """Return the units of ``answers``: dependencies first, in an order that does not depend on the checkout.

    ``root`` is the root of the source in which cargo ran. ``package_cache`` has packages by Cargo's id.
    Raises ``UnitError`` if the answers contradict each other, if a build has no unit, or for an unsupported feature.
    """
    refuse_unstable_flags(answers.config)
    manifest = read_manifest(Path(answers.metadata.workspace_root) / "Cargo.toml", "Cargo.toml")
    refuse_profile_features(manifest)
    wire_units = answers.graph.units
    by_key = join_packages(
        answers.metadata, {unit.pkg_id for unit in wire_units}, root, {} if package_cache is None else package_cache
    )
    keys = sorted(by_key, key=lambda key: by_key[key].id)
    packages = tuple(by_key[key] for key in keys)
    number = {key: index for index, key in enumerate(keys)}
    tests = checked_tests(wire_units, answers.graph.roots, selection)
    unordered = [
        replace(_unit(unit, number[unit.pkg_id], by_key[unit.pkg_id]), checks_test=index in tests)
        for index, unit in enumerate(wire_units)
    ]
    # Only a build needs a unit: a workspace may have no tests and no documentation.
    if not answers.graph.roots and selection.command == "build":
        raise _nothing_selected(selection)

    lto = lto_of_units(unordered, answers.graph.roots)
    primary = frozenset(unordered[index].package for index in answers.graph.roots)
    order, identities = _order_units(unordered, packages, lto, primary)
    units = tuple(_renumber(unordered, order))
    roots = tuple(sorted(order.index(old) for old in answers.graph.roots))
    scripts = scripts_of_units(range(len(units)), units, packages)
    closures = tuple(linkable_closures(range(len(units)), units))
    return Joined(
        packages=packages,
        units=units,
        roots=roots,
        primary=primary,
        lto=tuple(lto[old] for old in order),
        identities=tuple(identities[old] for old in order),
        scripts=tuple(scripts),
        closures=closures,
        access=find_access(units, closures, packages),
        profile_root=profile_root(selection.profile, manifest, answers.config),
        directories=tuple(path_directories(answers.metadata, root)),
    )


def _order_units(
    units: Sequence[Unit], packages: Sequence[Package], lto: Sequence[Lto], primary: frozenset[int]
) -> tuple[list[int], list[str]]:
    """Return the indices of ``units`` in the final order, and the identities, parallel to ``units``."""

    def name(index: int) -> str:
        return f"{packages[units[index].package].id} ({units[index].mode})"

    dependencies = [[edge.unit for edge in unit.edges] for unit in units]
    any_order = topological_order(dependencies, lambda index: (str(index).zfill(8),), name)
    identities = unit_identities(any_order, units, packages, lto, primary)
    # Cargo's order depends on the path of the checkout, the order of identities does not.
    return topological_order(dependencies, lambda index: (name(index), identities[index]), name), identities


def _unit(unit: WireUnit, number: int, package: Package) -> Unit:
    return Unit(
        package=number,
        target=join_target(unit.target, Path(package.manifest_path).parent),
        profile=unit.profile,
        platform=unit.platform,
        mode=unit.mode,
        features=unit.features,
        edges=tuple(
            Edge(
                unit=edge.index, extern_crate_name=edge.extern_crate_name, noprelude=edge.noprelude, public=edge.public
            )
            for edge in unit.dependencies
        ),
    )


def _renumber(units: Sequence[Unit], order: Sequence[int]) -> Iterator[Unit]:
    position = {old: new for new, old in enumerate(order)}
    for old in order:
        # The edges of a unit stay in Cargo's order, the order of --extern.
        yield replace(units[old], edges=tuple(replace(edge, unit=position[edge.unit]) for edge in units[old].edges))


def _nothing_selected(selection: Selection) -> UnitError:
    return UnitError(
        problem="the selection contains nothing to build",
        place="buildCargoWorkspace: packages",
        expected="at least one library, program or other target",
        came=f"cargo {selection.command} {' '.join(selection.build_flags())}: no units",
        ways_out=(
            "name members with `packages = [ … ]`: the root package may have only examples",
            "build them all with `workspace = true`",
        ),
    )
