"""The manifests of a git repository, and the workspace of each package.

Source: core/workspace.rs, ``find_workspace_root_with_loader`` and ``is_excluded``.
"""

import os
from functools import cache

import tomli

from cargo_nix.crates.inheritance import Table, table_of

__all__ = ["GitRepository", "UnreadManifestError"]


class UnreadManifestError(Exception):
    """Cargo would refuse a manifest. ``path`` is the path of the file in the repository, ``reason`` the cause."""

    def __init__(self, path: str, reason: str) -> None:
        """Keep ``path`` and ``reason``."""
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


class GitRepository:
    """A checkout of a repository. Directories are paths from its root, and "" is the root."""

    def __init__(self, checkout: str) -> None:
        """Open the checkout at the path ``checkout``."""
        self.checkout = checkout
        self._parse = cache(self._parse_manifest)

    def location(self, directory: str) -> str:
        """Return the path of ``directory`` on disk."""
        return os.path.join(self.checkout, directory) if directory else self.checkout

    def has_manifest(self, directory: str) -> bool:
        """Return whether ``directory`` has a file Cargo.toml."""
        return os.path.exists(os.path.join(self.location(directory), "Cargo.toml"))

    def manifest(self, directory: str) -> Table:
        """Return the manifest in ``directory``. Raises UnreadManifestError if it is missing or does not parse."""
        return self._parse(directory)

    def workspace_of(self, directory: str) -> tuple[str, Table]:
        """Return the directory and the table `[workspace]` of the workspace of the package in ``directory``.

        Without a workspace, the table is empty. Raises UnreadManifestError if a manifest in the search does not parse.
        """
        manifest = self.manifest(directory)
        if "workspace" in manifest:
            return directory, table_of(manifest, "workspace")
        pointer = _pointer(manifest)
        if pointer is not None:
            return self._workspace_at(directory, pointer)
        above = directory
        while above:
            above = os.path.dirname(above)
            if not self.has_manifest(above):
                continue
            manifest = self.manifest(above)
            workspace = table_of(manifest, "workspace")
            if "workspace" in manifest and not _is_excluded(above, workspace, directory):
                return above, workspace
            pointer = _pointer(manifest)
            if pointer is not None:
                return self._workspace_at(above, pointer)
        return "", {}

    def _workspace_at(self, directory: str, pointer: str) -> tuple[str, Table]:
        root = os.path.normpath(os.path.join(directory, pointer))
        root = "" if root == "." else root
        return root, table_of(self.manifest(root), "workspace")

    def _parse_manifest(self, directory: str) -> Table:
        path = os.path.join(directory, "Cargo.toml")
        if directory.split(os.sep, maxsplit=1)[0] == "..":
            raise UnreadManifestError(path, "the path leads out of the repository")
        try:
            # Cargo accepts a byte order mark.
            with open(os.path.join(self.checkout, path), encoding="utf-8-sig", newline="") as file:
                return tomli.loads(file.read())
        # Nested brackets end in a RecursionError.
        except (OSError, ValueError, RecursionError) as error:
            raise UnreadManifestError(path, str(error)) from error


def _pointer(manifest: Table) -> str | None:
    pointer = table_of(manifest, "package").get("workspace")
    return pointer if isinstance(pointer, str) else None


def _is_excluded(root: str, workspace: Table, directory: str) -> bool:
    manifest = os.path.join(directory, "Cargo.toml").split(os.sep)

    def leads(key: str) -> bool:
        names = workspace.get(key)
        starts = [
            os.path.normpath(os.path.join(root, name)).split(os.sep)
            for name in (names if isinstance(names, list) else [])
            if isinstance(name, str)
        ]
        return any(start == ["."] or manifest[: len(start)] == start for start in starts)

    return leads("exclude") and not leads("members")
