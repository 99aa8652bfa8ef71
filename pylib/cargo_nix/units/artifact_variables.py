"""Artifact dependencies: which edges are some, and the variables that name their files (reference S35).

Cargo's unit graph does not say which edges these are, so the manifests do. Source: core/compiler/artifact.rs;
unit_dependencies.rs, calc_artifact_deps.
"""

from collections.abc import Callable, Iterator, Sequence

from cargo_nix.units.environment import envify
from cargo_nix.units.unit import Artifact, Edge, Package, Unit

__all__ = ["artifact_variables"]

_WITH_DEVELOPMENT = frozenset({"example", "test", "bench"})


def artifact_variables(
    unit: Unit, units: Sequence[Unit], packages: Sequence[Package], file_of: Callable[[int], str]
) -> dict[str, tuple[int, str]]:
    """Return the variables of artifact dependencies of ``unit``: each with a unit and its file, "" for its directory.

    rustc sees them, and the run of a build script those of build-dependencies. ``file_of`` is the file that rustc
    writes for the unit of a number. Where one name stands for several units the last counts, as it does in Cargo.
    """
    found = {}
    for edge in unit.edges:
        dep, package = units[edge.unit], packages[units[edge.unit].package]
        kind = _kind(dep)
        name = _name(edge, kind, dep, package, list(_declared(unit, packages[unit.package], package)))
        if name is None:
            continue
        file = (edge.unit, file_of(edge.unit))
        # A library without a name of its own has had its package's: Cargo sets both, of old (artifact.rs, need_compat).
        called = [dep.target.name]
        called += [package.name] if dep.target.is_lib and not package.names_library else []
        start, end = f"CARGO_{kind.upper()}", envify(name)
        found[f"{start}_DIR_{end}"] = (edge.unit, "")
        found |= {f"{start}_FILE_{end}_{target}": file for target in called}
        found |= {f"{start}_FILE_{end}": file} if name in called else {}
    return dict(sorted(found.items()))


def _kind(dep: Unit) -> str:
    """Return what ``dep`` would be as an artifact, "" for what is none: Cargo builds each kind in a unit of its own."""
    if dep.mode != "build":
        return ""
    if dep.target.kind == "bin":
        return "bin"
    types = dep.target.crate_types
    return types[0] if dep.target.is_lib and types in {("cdylib",), ("staticlib",)} else ""


def _declared(unit: Unit, package: Package, of: Package) -> Iterator[Artifact]:
    # Compiling a build script sees none of them (calc_artifact_deps).
    if unit.target.kind == "custom-build" and not unit.is_run:
        return
    with_development = unit.is_test or unit.mode == "doctest" or unit.target.kind in _WITH_DEVELOPMENT
    scopes = {"build"} if unit.is_run else {None, *(["dev"] if with_development else [])}
    yield from (artifact for artifact in package.artifacts if artifact.name == of.name and artifact.scope in scopes)


def _name(edge: Edge, kind: str, dep: Unit, package: Package, declared: Sequence[Artifact]) -> str | None:
    """Return what the manifest calls the dependency behind ``edge``, None where it is no artifact."""
    wanted = [artifact for artifact in declared if {kind, f"{kind}:{dep.target.name}"}.intersection(artifact.kinds)]
    renames = (artifact.rename for artifact in wanted if artifact.rename is not None)
    own = next((name for name in renames if name.replace("-", "_") == edge.extern_crate_name), package.name)
    return own if wanted else None
