"""Make the row of a package, with its source from the lock file."""

from collections.abc import Iterable, Mapping

from cargo_nix.crates.vendored_home import crate_key
from cargo_nix.errors import PlanError
from cargo_nix.lockfile import LockedPackage
from cargo_nix.plan.schema import PathOrigin, PlanAccess, PlanPackage, PlanTarget
from cargo_nix.units import Package
from cargo_nix.units.crate_access import Access

__all__ = ["Sources", "TargetAccess", "locked_sources", "package_row"]

# The access of the proc-macros and of the libraries of a target: by kind and name of the target, then by mode.
TargetAccess = Mapping[tuple[str, str], Mapping[str, tuple[Access, Access]]]
# The sources in the spelling of Cargo.lock, by name, version, and source in the spelling of `cargo metadata`.
Sources = Mapping[tuple[str, str, str], str]


def locked_sources(lockfile: Iterable[LockedPackage]) -> Sources:
    """Return the sources of the locked crates in ``lockfile``."""
    return {
        (locked.name, locked.version, locked.source.metadata_source): locked.source.raw
        for locked in lockfile
        if locked.source is not None
    }


def package_row(package: Package, sources: Sources, access: TargetAccess) -> PlanPackage:
    """Return the row of ``package``; ``access`` has the access for each of its targets.

    Raises ``PlanError`` if ``sources`` lacks the source of the package.
    """
    return PlanPackage(
        id=package.id,
        name=package.name,
        version=package.version,
        links=package.links,
        member=package.directory is not None,
        has_script=any(kind == "custom-build" for kind, _name in package.targets),
        origin=PathOrigin(
            directory=package.directory, crate=_crate(package, sources), subdirectory=package.subdirectory
        ),
        env=dict(package.env),
        targets=[
            PlanTarget(
                kind=kind,
                name=name,
                src_path=path,
                expands={
                    mode: _access(expands) for mode, (expands, _links) in sorted(access.get((kind, name), {}).items())
                },
                links={
                    mode: _access(links) for mode, (_expands, links) in sorted(access.get((kind, name), {}).items())
                },
            )
            for kind, name, path in package.sources
        ],
    )


def _access(access: Access) -> PlanAccess:
    return PlanAccess(words=sorted(access.words), macros=sorted(access.macros), members=sorted(access.members))


def _crate(package: Package, sources: Sources) -> str | None:
    if package.source is None:
        return None
    # Cargo.lock and `cargo metadata` spell a git source differently.
    raw = sources.get((package.name, package.version, package.source))
    if raw is None:
        raise PlanError(
            problem=f"cargo uses `{package.name} {package.version}`, but Cargo.lock does not contain the package",
            place="Cargo.lock",
            expected="every package of the graph in the lock file",
            came=package.source,
            ways_out=("run `cargo update --workspace` and commit Cargo.lock",),
        )
    return crate_key(package.name, package.version, raw)
