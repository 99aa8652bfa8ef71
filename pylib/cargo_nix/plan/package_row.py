"""A package of the graph -> its row, with what the lock file says of its source."""

from collections.abc import Mapping

from cargo_nix.errors import PlanError
from cargo_nix.lockfile import Lockfile
from cargo_nix.plan.schema import AskedVariables, PathOrigin, PlanPackage, PlanTarget
from cargo_nix.units import Package
from cargo_nix.units.macros import Asks, Reading
from cargo_nix.vendor import crate_key

__all__ = ["ByMode", "Sources", "locked_sources", "package_row"]

# Who may read files for the targets of a package, and ask for variables: by kind and name, then by the mode of a scan.
ByMode = dict[tuple[str, str], dict[str, tuple[Reading, Asks]]]
# The sources of Cargo.lock by name, version and the text that Cargo's metadata has for them.
Sources = Mapping[tuple[str, str, str], str]


def locked_sources(lockfile: Lockfile) -> Sources:
    """Return the sources of the packages of ``lockfile``."""
    return {
        (locked.name, locked.version, locked.source.metadata_source): locked.source.raw
        for locked in lockfile.packages
        if locked.source is not None
    }


def package_row(package: Package, sources: Sources, reading: ByMode) -> PlanPackage:
    """Return the row of ``package``; ``reading`` is what is known of its targets.

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
                may_read_files={
                    mode: list(reads) if isinstance(reads, tuple) else reads
                    for mode, (reads, _asks) in sorted(reading.get((kind, name), {}).items())
                },
                asks={
                    mode: AskedVariables(names=sorted(asks.names), members=sorted(asks.members))
                    for mode, (_reads, asks) in sorted(reading.get((kind, name), {}).items())
                },
            )
            for kind, name, path in package.sources
        ],
        manifest=package.reduced_manifest,
    )


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
