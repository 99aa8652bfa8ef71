"""The join: cargo's unit graph, its metadata and configuration -> units with arguments and environment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cargo_nix.cargo import Answers, Selection, WireUnit
from cargo_nix.errors import UnitError
from cargo_nix.units.checked_tests import checked_tests
from cargo_nix.units.closure import Closure, linkable_closures
from cargo_nix.units.crate_access import UnitAccess, find_access
from cargo_nix.units.identity import unit_identities
from cargo_nix.units.lint_flags import read_manifest
from cargo_nix.units.lto import lto_of_units
from cargo_nix.units.packages import join_packages, join_target, path_directories, profile_root
from cargo_nix.units.script_order import Scripts, scripts_of_units
from cargo_nix.units.topological_order import topological_order
from cargo_nix.units.unit import Edge, Lto, Package, Unit
from cargo_nix.units.unstable import refuse_profile_features, refuse_unstable_flags

__all__ = ["Joined", "join_units"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """The whole graph; its tuples run parallel to ``units``, dependencies first.

    So do not ``packages``, ``roots``, and ``directories``: where all path packages lie, those without units too.
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


def join_units(answers: Answers, selection: Selection, root: Path, known: dict[str, Package] | None = None) -> Joined:
    """Return ``answers`` joined, with units sorted so that dependencies come first and the order is always the same.

    ``root`` is that of the source that cargo saw; ``known``, packages by cargo's id, gets those that it has not. Raises
    ``UnitError`` where the answers contradict each other, where a build selects no unit at all, and for what cargo-nix
    has not.
    """
    refuse_unstable_flags(answers.config)
    manifest = read_manifest(Path(answers.metadata.workspace_root) / "Cargo.toml", "Cargo.toml")
    refuse_profile_features(manifest)
    wire = answers.graph.units
    by_key = join_packages(answers.metadata, {unit.pkg_id for unit in wire}, root, {} if known is None else known)
    keys = sorted(by_key, key=lambda key: by_key[key].id)
    packages = tuple(by_key[key] for key in keys)
    number = {key: index for index, key in enumerate(keys)}
    tests = checked_tests(wire, answers.graph.roots, selection)
    found = [
        replace(_unit(unit, number[unit.pkg_id], by_key[unit.pkg_id]), checks_test=index in tests)
        for index, unit in enumerate(wire)
    ]
    # A workspace may have nothing to test or to document.
    if not answers.graph.roots and selection.command == "build":
        raise _nothing_selected(selection)

    def name(index: int) -> str:
        return f"{packages[found[index].package].id} ({found[index].mode})"

    # Cargo's numbering depends on where the checkout lies; identities do not, so they settle the final order.
    dependencies = [[edge.unit for edge in unit.edges] for unit in found]
    lto = lto_of_units(found, answers.graph.roots)
    any_order = topological_order(dependencies, lambda index: (str(index).zfill(8),), name)
    primary = frozenset(found[index].package for index in answers.graph.roots)
    identity = unit_identities(any_order, found, packages, lto, primary)
    order = topological_order(dependencies, lambda index: (name(index), identity[index]), name)
    units = tuple(_renumber(found, order))
    roots = tuple(sorted(order.index(old) for old in answers.graph.roots))
    scripts = scripts_of_units(range(len(units)), units, packages)
    reached = tuple(linkable_closures(range(len(units)), units))
    return Joined(
        packages=packages,
        units=units,
        roots=roots,
        primary=primary,
        lto=tuple(lto[old] for old in order),
        identities=tuple(identity[old] for old in order),
        scripts=tuple(scripts),
        closures=reached,
        access=find_access(units, reached, packages),
        profile_root=profile_root(selection.profile, manifest, answers.config),
        directories=tuple(path_directories(answers.metadata, root)),
    )


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
        # Cargo's order of a unit's edges is kept: it is the order of --extern.
        yield replace(units[old], edges=tuple(replace(edge, unit=position[edge.unit]) for edge in units[old].edges))


def _nothing_selected(selection: Selection) -> UnitError:
    return UnitError(
        problem="the selection holds nothing to build",
        place="buildCargoWorkspace: packages",
        expected="at least one library, program or other target",
        came=f"cargo {selection.command} {' '.join(selection.build_flags())}: no units",
        ways_out=(
            "name members with `packages = [ … ]`: the root package may have only examples",
            "build them all with `workspace = true`",
        ),
    )
