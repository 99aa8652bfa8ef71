"""A package of the graph -> its row, with what the lock file says of its source."""

from collections.abc import Iterable, Mapping

from cargo_nix.crates.vendored_home import crate_key
from cargo_nix.errors import PlanError
from cargo_nix.lockfile import LockedPackage
from cargo_nix.plan.schema import PathOrigin, PlanAccess, PlanPackage, PlanTarget
from cargo_nix.units import Package
from cargo_nix.units.crate_access import Access

__all__ = ["Sources", "TargetAccess", "locked_sources", "package_row"]

# What expands in a target of a package and what it links: by kind and name of the target, then by mode.
TargetAccess = Mapping[tuple[str, str], Mapping[str, tuple[Access, Access]]]
# The sources of Cargo.lock by name, version and the text that Cargo's metadata has for them.
Sources = Mapping[tuple[str, str, str], str]


def locked_sources(lockfile: Iterable[LockedPackage]) -> Sources:
    """Return the sources of the packages of ``lockfile``."""
    return {
        (locked.name, locked.version, locked.source.metadata_source): locked.source.raw
        for locked in lockfile
        if locked.source is not None
    }


def package_row(package: Package, sources: Sources, access: TargetAccess) -> PlanPackage:
    """Return the row of ``package``; ``access`` is what crates do for its targets.

    Raises ``PlanError`` for a package whose source ``sources`` does not hold.
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
    # Cargo spells a git source in one way in the lock file and in another in its metadata.
    raw = sources.get((package.name, package.version, package.source))
    if raw is None:
        raise PlanError(
            problem=f"cargo uses `{package.name} {package.version}`, which Cargo.lock does not hold",
            place="Cargo.lock",
            expected="every package of the graph in the lock file",
            came=package.source,
            ways_out=("run `cargo update --workspace` and commit Cargo.lock",),
        )
    return crate_key(package.name, package.version, raw)
