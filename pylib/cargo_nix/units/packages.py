"""Join the packages of ``cargo metadata`` with their manifests; the result has no path of the checkout."""

import os
from collections.abc import Mapping
from pathlib import Path

from cargo_nix.cargo import Metadata, WirePackage, WireTarget
from cargo_nix.errors import UnitError
from cargo_nix.units.environment import package_variables
from cargo_nix.units.lint_flags import lint_args
from cargo_nix.units.manifest import read_manifest
from cargo_nix.units.unit import Artifact, Package, Target
from cargo_nix.units.unstable import refuse_package_features

__all__ = ["join_packages", "join_target", "path_directories", "profile_root"]

_LIB_KINDS = frozenset({"lib", "rlib", "dylib", "cdylib", "staticlib"})


def join_packages(
    metadata: Metadata, used: set[str], root: Path, package_cache: dict[str, Package]
) -> dict[str, Package]:
    """Return the packages with Cargo's ids ``used``, by id.

    ``root`` is the root of the source. ``package_cache`` caches packages by id between calls.
    Raises ``UnitError`` for a package without metadata, a path package outside of ``root``, a manifest with a syntax
    error, or an unsupported unstable feature.
    """
    metadata_packages = {package.id: package for package in metadata.packages}
    missing = sorted(used - metadata_packages.keys())
    if missing:
        raise UnitError(
            problem="cargo's unit graph names a package that `cargo metadata` does not",
            expected="every package of the graph in the metadata",
            came=", ".join(missing),
        )
    members = set(metadata.workspace_members)
    workspace = Path(metadata.workspace_root) / "Cargo.toml"
    for key in sorted(used - package_cache.keys()):
        package_cache[key] = _join_package(metadata_packages[key], root, workspace if key in members else None)
    return {key: package_cache[key] for key in sorted(used)}


def path_directories(metadata: Metadata, root: Path) -> list[str]:
    """Return the directories of all path packages, with or without units: paths from ``root``, sorted."""
    manifests = (Path(package.manifest_path).parent for package in metadata.packages if package.source is None)
    relative_directories = (os.path.relpath(directory, root) for directory in manifests)
    return sorted({"" if path == "." else Path(path).as_posix() for path in relative_directories})


def join_target(target: WireTarget, package_dir: Path) -> Target:
    """Return ``target`` with its source relative to ``package_dir``; the path may start with ``..``."""
    return Target(
        kind=_target_kind(target),
        crate_types=target.crate_types,
        name=target.name,
        src_path=Path(os.path.relpath(target.src_path, package_dir)).as_posix(),
        edition=target.edition,
    )


def profile_root(profile: str, manifest: Mapping[str, object], config: Mapping[str, object]) -> str:
    """Return the value of PROFILE for ``profile``, by the last profile in the chain of ``inherits``.

    The value is ``debug`` or ``release``. ``config`` (Cargo's configuration) comes before the root ``manifest``.
    Source: core/profiles.rs, ProfileRoot.
    """
    visited_profiles: set[str] = set()
    while profile not in {"dev", "test", "doc", "debug", "release", "bench"} and profile not in visited_profiles:
        visited_profiles.add(profile)
        for source in (config, manifest):
            table = source.get("profile")
            entry = table.get(profile) if isinstance(table, Mapping) else None
            if isinstance(entry, Mapping) and isinstance(entry.get("inherits"), str):
                profile = str(entry["inherits"])
                break
    return "release" if profile in {"release", "bench"} else "debug"


def _join_package(package: WirePackage, root: Path, workspace_path: Path | None) -> Package:
    """Join ``package`` with its manifest; ``workspace_path`` is the root manifest of a member, else None."""
    manifest_path = Path(package.manifest_path)
    directory = _directory(package, root) if package.source is None else None
    display_name = package.name if directory is None else (Path(directory) / "Cargo.toml").as_posix()
    manifest = read_manifest(manifest_path, display_name)
    refuse_package_features(manifest, display_name)
    workspace: Mapping[str, object] = {}
    if workspace_path is not None:
        workspace = read_manifest(workspace_path, os.path.relpath(workspace_path, root))
    elif directory is not None:
        workspace = _own_workspace(manifest, directory, root)
    elif str(package.source).startswith("git+"):
        workspace = _git_workspace(manifest_path)
    origin = package.source if directory is None else f"path+{directory}"
    return Package(
        id=f"{origin}#{package.name}@{package.version}",
        name=package.name,
        version=package.version,
        source=package.source,
        directory=directory,
        subdirectory=_subdirectory(package, manifest_path.parent),
        manifest_path=package.manifest_path,
        links=package.links,
        rust_version=package.rust_version,
        member=workspace_path is not None,
        env=package_variables(package),
        lints=lint_args(manifest, workspace),
        declared_features=tuple(sorted(package.features)),
        targets=tuple(sorted((_target_kind(target), target.name) for target in package.targets)),
        sources=() if directory is None else tuple(sorted(_target_sources(package, manifest_path.parent))),
        has_cdylib=any("cdylib" in target.crate_types for target in package.targets),
        no_harness=tuple(sorted(_no_harness(manifest, package))),
        artifacts=tuple(
            Artifact(name=dep.name, rename=dep.rename, scope=dep.kind, kinds=dep.artifact.kinds)
            for dep in package.dependencies
            if dep.artifact is not None
        ),
        names_library=_names_library(manifest),
    )


def _target_sources(package: WirePackage, directory: Path) -> list[tuple[str, str, str]]:
    targets = (join_target(target, directory) for target in package.targets)
    return [(target.kind, target.name, target.src_path) for target in targets]


def _subdirectory(package: WirePackage, directory: Path) -> str:
    """Return the directory of a git package in its repository, "" for other packages.

    For a vendored package, a file has the directory (crates/git_manifest.py). Cargo's own checkouts are in
    `git/checkouts/REPOSITORY/REV`.
    """
    if package.source is None or not package.source.startswith("git+"):
        return ""
    directory_file = directory / ".cargo-nix-directory"
    if directory_file.is_file():
        return directory_file.read_text(encoding="utf-8")
    parts = directory.parts
    start = next((n for n in range(len(parts) - 1, 0, -1) if parts[n - 1 : n + 1] == ("git", "checkouts")), None)
    return "" if start is None else Path(*parts[start + 3 :]).as_posix().removeprefix(".")


def _git_workspace(manifest_path: Path) -> Mapping[str, object]:
    # In a vendored manifest, inheritance is resolved already, so the search ends at `vendor`.
    for directory in manifest_path.parents:
        if directory.name in {"checkouts", "vendor"}:
            break
        if (directory / "Cargo.toml").is_file():
            manifest = read_manifest(directory / "Cargo.toml", str(directory.name))
            if "workspace" in manifest:
                return manifest
    return {}


def _own_workspace(manifest: Mapping[str, object], directory: str, root: Path) -> Mapping[str, object]:
    """Return the root manifest of the workspace of a path dependency in ``directory``, empty without a workspace.

    ``package.workspace`` names the workspace, else the nearest parent directory with ``[workspace]`` counts.
    Source: core/workspace.rs, find_workspace_root.
    """
    package = manifest.get("package")
    workspace_path = package.get("workspace") if isinstance(package, Mapping) else None
    package_directory = Path(directory)
    candidates = (
        [package_directory / workspace_path]
        if isinstance(workspace_path, str)
        else [package_directory, *package_directory.parents]
    )
    for candidate in candidates:
        path = root / candidate / "Cargo.toml"
        if path.is_file():
            workspace_manifest = read_manifest(path, (candidate / "Cargo.toml").as_posix())
            if "workspace" in workspace_manifest:
                return workspace_manifest
    return {}


def _text(manifest_path: Path) -> str:
    return manifest_path.read_text(encoding="utf-8-sig")


def _target_kind(target: WireTarget) -> str:
    return "lib" if _LIB_KINDS.intersection(target.kind) else target.kind[0]


def _directory(package: WirePackage, root: Path) -> str:
    relative = os.path.relpath(Path(package.manifest_path).parent, root)
    if relative.startswith(".."):
        raise UnitError(
            problem=f"the path dependency `{package.name}` is outside of the source",
            place=Path(relative, "Cargo.toml").as_posix(),
            expected="all path dependencies below `src`",
            came=relative,
            ways_out=(
                "set `src` to a directory with all of them, and `cargoRoot` to the directory of the workspace",
                "depend on the package by git or by version",
            ),
        )
    return "" if relative == "." else Path(relative).as_posix()


def _names_library(manifest: Mapping[str, object]) -> bool:
    lib = manifest.get("lib")
    return isinstance(lib, Mapping) and "name" in lib


def _no_harness(manifest: Mapping[str, object], package: WirePackage) -> list[tuple[str, str]]:
    targets = []
    lib = manifest.get("lib")
    if isinstance(lib, Mapping) and lib.get("harness") is False:
        targets += [
            (_target_kind(target), target.name)
            for target in package.targets
            if _target_kind(target) in {"lib", "proc-macro"}
        ]
    for kind in ("bin", "test", "bench", "example"):
        entries = manifest.get(kind)
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, Mapping) and entry.get("harness") is False:
                targets.append((kind, str(entry.get("name"))))
    return targets
