"""Find the workspace of a package. nixlib/skeleton/workspaceOf.nix follows the same rules.

Source: core/workspace.rs, find_workspace_root and is_excluded.
"""

from dataclasses import dataclass

from cargo_nix.skeleton.path_text import normalise_path, parent_of, parts_of
from cargo_nix.skeleton.source_directories import Directory, directory_at

__all__ = ["PackageWorkspace", "is_excluded", "workspace_of"]


@dataclass(frozen=True, slots=True)
class PackageWorkspace:
    """The workspace of a package.

    ``root``: the directory with the root manifest, None without a workspace.
    ``directories``: all directories whose manifests Cargo reads in the search.
    """

    root: Directory | None
    directories: tuple[Directory, ...]


def workspace_of(tree: Directory, directory: Directory) -> PackageWorkspace:
    """Return the workspace of the package in ``directory``.

    ``package.workspace`` names the workspace. Otherwise the search goes up through the parent directories, past
    workspaces that exclude the package. Raises ``SourceError`` if a manifest is not UTF-8.
    """
    manifest = directory.manifest
    if manifest is None or manifest.is_workspace:
        return PackageWorkspace(directory, ())
    if manifest.pointer is not None:
        return _workspace_at_pointer(tree, directory, manifest.pointer)
    passed: list[Directory] = []
    path = directory.path
    while path:
        path = parent_of(path)
        above = directory_at(tree, path)
        if above is None or above.manifest is None:
            continue
        passed.append(above)
        if above.manifest.is_workspace and not is_excluded(above, directory.path):
            return PackageWorkspace(above, tuple(passed))
        if above.manifest.pointer is not None:
            pointed = _workspace_at_pointer(tree, above, above.manifest.pointer)
            return PackageWorkspace(pointed.root, (*passed, *pointed.directories))
    return PackageWorkspace(None, tuple(passed))


def is_excluded(root: Directory, path: str) -> bool:
    """Return whether the workspace in ``root`` excludes the package at ``path``. ``exclude`` accepts no globs."""
    manifest = [*parts_of(path), "Cargo.toml"]

    def leads(name: str) -> bool:
        start = [*parts_of(root.path), *parts_of(name)]
        return not name.startswith("/") and manifest[: len(start)] == start

    paths = root.manifest
    return paths is not None and any(map(leads, paths.exclude)) and not any(map(leads, paths.members))


def _workspace_at_pointer(tree: Directory, directory: Directory, pointer: str) -> PackageWorkspace:
    root = directory_at(tree, normalise_path(directory.path, pointer))
    if root is None or root.manifest is None:
        return PackageWorkspace(None, ())
    return PackageWorkspace(root, (root,))
