"""Cargo.lock -> Lockfile.

Follows ``EncodableResolve::into_resolve`` in Cargo's ``core/resolver/encode.rs``. One difference: a reference to a
package that is not locked is an error here, while Cargo drops it and resolves anew, which it cannot do under
``--locked``.
"""

import re
from dataclasses import dataclass

from cargo_nix.errors import LockfileError
from cargo_nix.lockfile.model import LockedPackage, Lockfile, PackageKey
from cargo_nix.lockfile.references import Index, parse_reference
from cargo_nix.lockfile.source_id import GitSource, SourceId, parse_source_id
from cargo_nix.lockfile.table import Table, parse_toml

__all__ = ["parse_lockfile"]

_NEWEST = 4
_CHECKSUM = "checksum "
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    """A ``[[package]]`` of which all is read but its references."""

    table: Table
    key: PackageKey
    source: SourceId | None


def parse_lockfile(text: str, *, file: str = "Cargo.lock") -> Lockfile:
    """Return the lock file whose content is ``text``; ``file`` is its name in errors.

    ``[[patch.unused]]`` is left out: Cargo keeps it to itself. Raises `LockfileError` if the text is not TOML or not
    of versions 1 to 4, or if an entry is malformed, stands twice or refers to a package that is not there.

    Source: The Cargo Book, "Cargo.toml vs Cargo.lock" and "Specifying Dependencies"; its format is told only by
    Cargo's own ``encode.rs``.
    """
    document = parse_toml(text, file)
    version = _parse_version(document)
    encoded = version == _NEWEST
    entries = _parse_entries(document, encoded=encoded)
    index = Index((entry.key, entry.source) for entry in entries)
    checksums = _parse_metadata_checksums(document, index)
    packages = [_parse_package(entry, index, checksums, encoded=encoded) for entry in entries]
    return Lockfile(version=version, packages=tuple(sorted(packages, key=lambda package: package.key)))


def _parse_version(document: Table) -> int:
    version = document.find("version", int)
    if version is None:
        return _guess_version(document)
    if version not in (3, _NEWEST):
        raise LockfileError(
            problem=f"the lock file is of version {version}, which is not known",
            place=document.place("version"),
            expected="3 or 4, or no such line, as in versions 1 and 2",
            came=str(version),
            ways_out=(
                "use a release of cargo-nix that knows this version",
                "remove the lock file and run `cargo generate-lockfile` with a stable cargo",
            ),
        )
    return version


def _guess_version(document: Table) -> int:
    # Versions 1 and 2 do not tell their number. Only 2 has checksums beside the packages and references that are
    # names alone.
    for table in document.tables("package"):
        if "checksum" in table.content or any(" " not in text for text in table.strings("dependencies")):
            return 2
    return 1


def _parse_entries(document: Table, *, encoded: bool) -> list[_Entry]:
    # `[root]` was the workspace's own package until 2017.
    root = document.table("root")
    entries: dict[PackageKey, _Entry] = {}
    for table in [*([root] if root else []), *document.tables("package")]:
        source = _parse_source(table, encoded=encoded)
        spelled = source.without_rev if source else ""
        key = PackageKey(table.get_str("name"), table.get_str("version"), spelled)
        if key in entries:
            raise LockfileError(
                problem=f"package `{key}` is specified twice in the lock file",
                place=f"{table.file}: {table.path}",
                ways_out=("if a merge mixed two lock files, take one side whole", "cargo generate-lockfile"),
            )
        entries[key] = _Entry(table=table, key=key, source=source)
    return list(entries.values())


def _parse_source(table: Table, *, encoded: bool) -> SourceId | None:
    raw = table.find("source", str)
    if raw is None:
        return None
    source = parse_source_id(raw, encoded=encoded)
    if source is None or (isinstance(source, GitSource) and not source.rev):
        raise LockfileError(
            problem="the source is none that a lock file may hold",
            place=table.place("source"),
            expected="`registry+URL`, `sparse+URL` or `git+URL?branch=NAME#COMMIT`, the commit in full",
            came=raw,
            ways_out=("cargo generate-lockfile",),
        )
    return source


def _parse_metadata_checksums(document: Table, index: Index) -> dict[PackageKey, tuple[str, str]]:
    """Return the checksums of version 1, each with its place; keys that match no package are ignored, as by Cargo."""
    metadata = document.table("metadata")
    checksums: dict[PackageKey, tuple[str, str]] = {}
    for name in metadata.content if metadata else ():
        if metadata is None or not name.startswith(_CHECKSUM):
            continue
        place = metadata.place(f'"{name}"')
        reference = parse_reference(name.removeprefix(_CHECKSUM), encoded=False)
        if reference is None:
            raise LockfileError(
                problem="invalid encoding of checksum in lock file",
                place=place,
                expected='"checksum NAME VERSION (SOURCE)"',
                ways_out=("cargo generate-lockfile",),
            )
        checksum = metadata.get_str(name)
        if checksum != "<none>":
            checksums |= dict.fromkeys(index.find(reference), (checksum, place))
    return checksums


def _parse_package(
    entry: _Entry, index: Index, checksums: dict[PackageKey, tuple[str, str]], *, encoded: bool
) -> LockedPackage:
    table = entry.table
    replace = table.find("replace", str)
    return LockedPackage(
        name=entry.key.name,
        version=entry.key.version,
        source=entry.source,
        checksum=_parse_checksum(entry, checksums),
        dependencies=tuple(
            sorted(
                index.get(text, table.place(f"dependencies[{position}]"), encoded=encoded)
                for position, text in enumerate(table.strings("dependencies"))
            )
        ),
        replace=None if replace is None else index.get(replace, table.place("replace"), encoded=encoded),
    )


def _parse_checksum(entry: _Entry, checksums: dict[PackageKey, tuple[str, str]]) -> str | None:
    checksum, place = entry.table.find("checksum", str), entry.table.place("checksum")
    if checksum is None:
        checksum, place = checksums.get(entry.key, (None, ""))
    if checksum is not None and _SHA256.fullmatch(checksum) is None:
        raise LockfileError(
            problem="the checksum is no sha256",
            place=place,
            expected="64 digits of 0-9 and a-f",
            came=checksum,
            ways_out=(
                f"remove the checksum; cargo fetches `{entry.key.name}` again and writes it",
                "cargo generate-lockfile",
            ),
        )
    return checksum
