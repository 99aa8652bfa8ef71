"""The lock file's content: the packages that Cargo resolved, and the edges between them."""

from dataclasses import dataclass
from typing import NamedTuple

from cargo_nix.lockfile.source_id import SourceId

__all__ = ["LockedPackage", "Lockfile", "PackageKey"]


class PackageKey(NamedTuple):
    """What tells a package from all others of its lock file."""

    name: str
    version: str
    source: str
    """``SourceId.without_rev``; empty for a path package."""

    def __str__(self) -> str:
        """Return the spelling of the lock file."""
        return f"{self.name} {self.version}" + (f" ({self.source})" if self.source else "")


@dataclass(frozen=True, kw_only=True, slots=True)
class LockedPackage:
    """One ``[[package]]``."""

    name: str
    version: str
    source: SourceId | None
    """None for a path package, be it a member of the workspace or not."""
    checksum: str | None
    """The sha256 of the crate's archive in hex; git and path packages have none."""
    dependencies: tuple[PackageKey, ...]
    """Of all kinds and platforms, sorted."""
    replace: PackageKey | None
    """The package that takes this one's place under ``[replace]``."""

    @property
    def key(self) -> PackageKey:
        """The package's name in ``dependencies``."""
        return PackageKey(self.name, self.version, self.source.without_rev if self.source else "")

    @property
    def pkg_id(self) -> str | None:
        """The unit graph's ``pkg_id`` and cargo metadata's ``id``; None for a path package, where it holds the path.

        Source: The Cargo Book, "Package ID Specifications". The name is left out if the URL ends with it.
        """
        if self.source is None:
            return None
        same = self.source.url.rpartition("/")[2] == self.name
        return f"{self.source.spec}#{self.version}" if same else f"{self.source.spec}#{self.name}@{self.version}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Lockfile:
    """A Cargo.lock; each key in ``dependencies`` and ``replace`` is that of one of ``packages``."""

    version: int
    packages: tuple[LockedPackage, ...]
    """Sorted by key."""

    def by_key(self) -> dict[PackageKey, LockedPackage]:
        """Return the packages under their keys, in order."""
        return {package.key: package for package in self.packages}
