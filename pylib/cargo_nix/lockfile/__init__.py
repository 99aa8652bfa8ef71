"""Cargo.lock, versions 1 to 4, as a checked model."""

from cargo_nix.lockfile.model import LockedPackage, Lockfile, PackageKey
from cargo_nix.lockfile.parse import parse_lockfile
from cargo_nix.lockfile.source_id import GitSource, RegistrySource, SourceId, parse_source_id

__all__ = [
    "GitSource",
    "LockedPackage",
    "Lockfile",
    "PackageKey",
    "RegistrySource",
    "SourceId",
    "parse_lockfile",
    "parse_source_id",
]
