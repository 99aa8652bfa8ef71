"""The variables with the files of artifact dependencies (docs/conformance.md, S35).

Cargo's unit graph does not mark the edges of artifact dependencies, so the manifests decide.
Source: core/compiler/artifact.rs, get_env; core/compiler/unit_dependencies.rs, calc_artifact_deps.
"""

from collections.abc import Callable, Iterator, Sequence

from cargo_nix.units.environment import envify
from cargo_nix.units.unit import Artifact, Edge, Package, Unit

__all__ = ["artifact_variables"]

_WITH_DEVELOPMENT = frozenset({"example", "test", "bench"})


def artifact_variables(
    unit: Unit, units: Sequence[Unit], packages: Sequence[Package], file_of: Callable[[int], str]
) -> dict[str, tuple[int, str]]:
    """Return the variables of the artifact dependencies of ``unit``, by name, each with a unit and a file.

    The unit is an index of ``units``; the file is a name in the unit's output, or "" for its directory. For a run of
    a build script, build-dependencies count. ``file_of`` returns the file of a unit by index.
    If several units have the same variable, the last unit wins, as in Cargo.
    """
    variables = {}
    for edge in unit.edges:
        dep, package = units[edge.unit], packages[units[edge.unit].package]
        kind = _artifact_kind(dep)
        name = _manifest_name(
            edge, kind, dep, package, list(_declared_artifacts(unit, packages[unit.package], package))
        )
        if name is None:
            continue
        file = (edge.unit, file_of(edge.unit))
        # Older versions of Cargo used the package's name for a library without `name`. Cargo still sets both variables
        # (artifact.rs, need_compat).
        target_names = [dep.target.name]
        target_names += [package.name] if dep.target.is_lib and not package.names_library else []
        prefix, suffix = f"CARGO_{kind.upper()}", envify(name)
        variables[f"{prefix}_DIR_{suffix}"] = (edge.unit, "")
        variables |= {f"{prefix}_FILE_{suffix}_{target}": file for target in target_names}
        variables |= {f"{prefix}_FILE_{suffix}": file} if name in target_names else {}
    return dict(sorted(variables.items()))


def _artifact_kind(dep: Unit) -> str:
    """Return the artifact kind of ``dep``, "" if ``dep`` cannot be an artifact. Each kind is a unit of its own."""
    if dep.mode != "build":
        return ""
    if dep.target.kind == "bin":
        return "bin"
    types = dep.target.crate_types
    return types[0] if dep.target.is_lib and types in {("cdylib",), ("staticlib",)} else ""


def _declared_artifacts(unit: Unit, package: Package, of: Package) -> Iterator[Artifact]:
    # Cargo sets no variables for the compilation of a build script (calc_artifact_deps).
    if unit.target.kind == "custom-build" and not unit.is_run:
        return
    with_development = unit.is_test or unit.mode == "doctest" or unit.target.kind in _WITH_DEVELOPMENT
    scopes = {"build"} if unit.is_run else {None, *(["dev"] if with_development else [])}
    yield from (artifact for artifact in package.artifacts if artifact.name == of.name and artifact.scope in scopes)


def _manifest_name(edge: Edge, kind: str, dep: Unit, package: Package, declared: Sequence[Artifact]) -> str | None:
    """Return the manifest's name for the dependency behind ``edge``, None if the dependency is not an artifact."""
    matching = [artifact for artifact in declared if {kind, f"{kind}:{dep.target.name}"}.intersection(artifact.kinds)]
    renames = (artifact.rename for artifact in matching if artifact.rename is not None)
    dependency_name = next((name for name in renames if name.replace("-", "_") == edge.extern_crate_name), package.name)
    return dependency_name if matching else None
