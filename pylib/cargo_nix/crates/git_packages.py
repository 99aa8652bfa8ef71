"""The packages of a git repository, in the order in which Cargo finds them.

Of several packages with one name and version, Cargo takes the first. So the order decides about the source.
Source: sources/path.rs, ``read_packages``, ``walk`` and ``read_nested_packages``.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from cargo_nix.crates.git_repository import GitRepository, UnreadManifestError
from cargo_nix.crates.git_submodules import submodule_directories
from cargo_nix.crates.inheritance import Table, dependency_tables, resolve_inheritance, table_of

__all__ = ["GitPackage", "find_packages"]

_TARGET_FOLDERS = ("src/bin", "examples", "tests", "benches")


@dataclass(frozen=True, slots=True)
class GitPackage:
    """A package: its directory in the repository, and its manifest without inherited values."""

    directory: str
    manifest: Table

    @property
    def name(self) -> object:
        """The name in the manifest."""
        return table_of(self.manifest, "package").get("name")

    @property
    def version(self) -> object:
        """The version in the manifest. Cargo's default is 0.0.0."""
        return table_of(self.manifest, "package").get("version", "0.0.0")


def find_packages(repository: GitRepository, unread: dict[str, UnreadManifestError]) -> Iterator[GitPackage]:
    """Yield the packages of ``repository`` in Cargo's order, each directory once.

    Cargo looks neither into hidden directories, nor into submodules, nor into a directory `target` beside a manifest. A
    path dependency leads there nevertheless. Cargo skips manifests that it refuses: ``unread`` gets their errors by
    directory.
    """
    submodules = submodule_directories(repository.checkout)
    visited: set[str] = set()
    for directory in _walk(repository, "", submodules):
        if repository.has_manifest(directory):
            yield from _nested_packages(repository, directory, visited, unread)
    # `.gitmodules` may still list a directory that is no submodule any more. A checkout without `.git` does not tell.
    for submodule in sorted(submodules):
        for directory in _walk(repository, submodule, submodules - {submodule}):
            if repository.has_manifest(directory):
                yield from _nested_packages(repository, directory, visited, unread)


def _walk(repository: GitRepository, directory: str, submodules: set[str]) -> Iterator[str]:
    """Yield ``directory`` and the directories below it that Cargo visits."""
    yield directory
    location = repository.location(directory)
    if not os.path.isdir(location):
        return
    # Cargo follows no link to a directory, and sorts by bytes.
    names = [entry.name for entry in os.scandir(location) if entry.is_dir(follow_symlinks=False)]
    for name in sorted(names, key=os.fsencode):
        path = os.path.join(directory, name)
        is_output = name == "target" and repository.has_manifest(directory)
        if not (name.startswith(".") or is_output or path in submodules):
            yield from _walk(repository, path, submodules)


def _nested_packages(
    repository: GitRepository, directory: str, visited: set[str], unread: dict[str, UnreadManifestError]
) -> Iterator[GitPackage]:
    """Yield the package in ``directory`` and then its path dependencies, without the directories in ``visited``."""
    # A stack instead of recursion: chains of path dependencies may be long.
    waiting = [directory]
    while waiting:
        current = waiting.pop()
        if current in visited:
            continue
        visited.add(current)
        try:
            package = _read_package(repository, current)
        except UnreadManifestError as error:
            unread[current] = error
            continue
        if package is not None:
            yield package
            waiting += reversed(_dependency_directories(package))


def _read_package(repository: GitRepository, directory: str) -> GitPackage | None:
    """Return the package in ``directory``, or None for a manifest without a package.

    Raises UnreadManifestError if Cargo would refuse the manifest.
    """
    manifest = repository.manifest(directory)
    if "package" not in manifest:
        return None
    root, workspace = "", Table()
    if _inherits(manifest):
        root, workspace = repository.workspace_of(directory)
    package = GitPackage(
        directory, resolve_inheritance(manifest, workspace, repository.location(root), repository.location(directory))
    )
    path = os.path.join(directory, "Cargo.toml")
    if not isinstance(package.name, str) or not isinstance(package.version, str):
        raise UnreadManifestError(path, "the package has no name, or a version that is no string")
    if not _has_target(repository.location(directory), manifest):
        raise UnreadManifestError(path, "the package has no target")
    return package


def _inherits(value: object) -> bool:
    """Return whether a table in ``value`` inherits from a workspace."""
    if not isinstance(value, dict):
        return False
    return value.get("workspace") is True or any(_inherits(inner) for inner in value.values())


def _has_target(location: str, manifest: Table) -> bool:
    # Source: util/toml/targets.rs, "no targets specified in the manifest".
    if any(manifest.get(key) for key in ("lib", "bin", "example", "test", "bench")):
        return True
    if any(os.path.isfile(os.path.join(location, "src", name)) for name in ("lib.rs", "main.rs")):
        return True
    for folder in _TARGET_FOLDERS:
        path = os.path.join(location, folder)
        names = os.listdir(path) if os.path.isdir(path) else []
        if any(name.endswith(".rs") or os.path.isfile(os.path.join(path, name, "main.rs")) for name in names):
            return True
    return False


def _dependency_directories(package: GitPackage) -> list[str]:
    directories = []
    for table in dependency_tables(package.manifest):
        for _name, entry in sorted(table.items()):
            path = entry.get("path") if isinstance(entry, dict) else None
            if isinstance(path, str):
                directory = os.path.normpath(os.path.join(package.directory, path))
                directories.append("" if directory == "." else directory)
    return directories
