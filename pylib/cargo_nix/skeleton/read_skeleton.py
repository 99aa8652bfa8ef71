"""Read the skeleton of a workspace. nixlib/skeleton/readSkeleton.nix follows the same rules, and a test compares both.

The skeleton has each manifest that Cargo reads: members, path dependencies, patches, and manifests in the search for
a workspace. Cargo decides which files are targets, so the skeleton names all files that may be targets.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cargo_nix.errors import LockfileError, SourceError
from cargo_nix.skeleton.cargo_configuration import find_configuration
from cargo_nix.skeleton.globs import expand_glob
from cargo_nix.skeleton.manifest_paths import ManifestPaths
from cargo_nix.skeleton.package_workspace import is_excluded, workspace_of
from cargo_nix.skeleton.path_text import is_utf8, join_path, normalise_path, parent_of
from cargo_nix.skeleton.source_directories import Directory, directory_at, read_utf8
from cargo_nix.skeleton.source_skeleton import Skeleton

__all__ = ["read_skeleton"]

_FILES = ("build.rs", "README", "README.md", "README.txt")
_FOLDERS = ("src", "src/bin", "examples", "tests", "benches")


def read_skeleton(root: Path, cargo_root: str = "") -> Skeleton:
    """Return the skeleton of the workspace in the directory ``cargo_root`` of ``root``; its paths start at ``root``.

    Raises ``SourceError`` without a Cargo.toml, if the workspace is in another directory, or if a file is not UTF-8.
    Raises ``LockfileError`` without a Cargo.lock.
    """
    tree = Directory("", root)
    _check_source(directory_at(tree, cargo_root) if root.is_dir() else None, root / cargo_root)
    _check_root(tree, cargo_root)
    configuration = find_configuration(tree, cargo_root)
    packages = [path for file in configuration for path in file.packages]
    manifests = _find_manifests(tree, cargo_root, packages)
    lockfile = join_path(cargo_root, "Cargo.lock")
    files = {lockfile: read_utf8(root / lockfile, lockfile)}
    files |= {file.path: file.text for file in configuration}
    files |= {join_path(path, "Cargo.toml"): manifest.text for path, (_directory, manifest) in manifests.items()}
    names = {name for directory, manifest in manifests.values() for name in _target_files(tree, directory, manifest)}
    return Skeleton(root=cargo_root, files=files, names=tuple(sorted(names)))


def _check_source(directory: Directory | None, location: Path) -> None:
    if directory is None or not directory.is_file("Cargo.toml"):
        raise SourceError(
            problem="there is no Cargo.toml",
            place=str(location),
            expected="the root of a Cargo workspace or package",
            ways_out=(
                "run the command in the directory with Cargo.toml and Cargo.lock",
                "name the directory of the workspace with `--cargo-root`",
            ),
        )
    if not directory.is_file("Cargo.lock"):
        raise LockfileError(
            problem="there is no Cargo.lock",
            place=str(location),
            expected="a lock file beside Cargo.toml, with the crates to fetch and their checksums",
            ways_out=("run `cargo generate-lockfile` and commit Cargo.lock",),
        )


def _check_root(tree: Directory, cargo_root: str) -> None:
    directory = directory_at(tree, cargo_root)
    workspace = None if directory is None else workspace_of(tree, directory).root
    if workspace is not None and workspace.path != cargo_root:
        raise SourceError(
            problem="the package belongs to a workspace in another directory",
            place="--cargo-root",
            expected=f"the root of a workspace in `{cargo_root or '.'}`",
            came=f"a package without `[workspace]`; Cargo takes the workspace in `{workspace.path or '.'}`",
            ways_out=(
                f'plan this workspace: `--cargo-root "{workspace.path}" --package …`',
                "make the package a workspace: add `[workspace]` to Cargo.toml",
            ),
        )


def _find_manifests(
    tree: Directory, cargo_root: str, packages: list[str]
) -> dict[str, tuple[Directory, ManifestPaths]]:
    """Return the directories whose manifests Cargo reads, by path, each with its manifest.

    ``packages`` are the directories of packages in Cargo's configuration. Path dependencies count for packages, but not
    for a manifest that Cargo only reads in the search for a workspace.
    """
    root = directory_at(tree, cargo_root)
    manifests: dict[str, tuple[Directory, ManifestPaths]] = {}
    followed: set[str] = set()
    waiting: list[tuple[Directory | None, bool]] = [(root, True)]
    waiting += [(directory_at(tree, path), True) for path in packages]
    if root is not None and root.manifest is not None:
        members = [member for pattern in root.manifest.members for member in expand_glob(tree, cargo_root, pattern)]
        waiting += [(member, True) for member in members if not is_excluded(root, member.path)]
        waiting += [(_directory_from(tree, root, path), True) for path in root.manifest.patches]
    while waiting:
        directory, is_package = waiting.pop()
        if directory is None or directory.manifest is None:
            continue
        if directory.path in followed or (directory.path in manifests and not is_package):
            continue
        manifests[directory.path] = directory, directory.manifest
        workspace = workspace_of(tree, directory)
        waiting += [(neighbour, False) for neighbour in workspace.directories]
        if is_package:
            followed.add(directory.path)
            waiting += [(_directory_from(tree, directory, path), True) for path in directory.manifest.dependencies]
            waiting += [(neighbour, True) for neighbour in _inherited(tree, directory.manifest, workspace.root)]
    return manifests


def _inherited(tree: Directory, manifest: ManifestPaths, root: Directory | None) -> Iterator[Directory | None]:
    if root is not None and root.manifest is not None:
        shared = root.manifest.shared
        yield from (_directory_from(tree, root, shared[name]) for name in manifest.inherited if name in shared)


def _directory_from(tree: Directory, directory: Directory, path: str) -> Directory | None:
    return directory_at(tree, normalise_path(directory.path, path))


def _target_files(tree: Directory, directory: Directory, manifest: ManifestPaths) -> Iterator[str]:
    """Yield existing files that the manifest names, and files from which Cargo infers targets: names in UTF-8."""
    for path in (normalise_path(directory.path, path) for path in manifest.targets):
        parent = None if path is None else directory_at(tree, parent_of(path))
        if path is not None and parent is not None and parent.is_file(PurePosixPath(path).name):
            yield path
    yield from (join_path(directory.path, path) for path in _inferred_files(directory) if is_utf8(path))


def _inferred_files(directory: Directory) -> Iterator[str]:
    # Source: util/toml/targets.rs.
    yield from filter(directory.is_file, _FILES)
    for folder in _FOLDERS:
        inner = directory_at(directory, folder)
        if inner is not None:
            yield from (f"{folder}/{name}" for name in inner.entries if name.endswith(".rs") and inner.is_file(name))
            if folder != "src":
                programs = (name for name in inner.entries if inner.file_in(name, "main.rs"))
                yield from (f"{folder}/{name}/main.rs" for name in programs)
