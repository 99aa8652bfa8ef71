"""Packages of ``cargo metadata`` joined with their manifests, without any path of the checkout."""

import os
from collections.abc import Mapping
from pathlib import Path

from cargo_nix.cargo import Metadata, WirePackage, WireTarget
from cargo_nix.errors import UnitError
from cargo_nix.units.environment import package_variables
from cargo_nix.units.lint_flags import lint_args, read_manifest
from cargo_nix.units.unit import Artifact, Package, Target
from cargo_nix.units.unstable import refuse_package_features

__all__ = ["join_packages", "join_target", "path_directories", "profile_root"]

_LIB_KINDS = frozenset({"lib", "rlib", "dylib", "cdylib", "staticlib"})


def join_packages(metadata: Metadata, used: set[str], root: Path, known: dict[str, Package]) -> dict[str, Package]:
    """Return the packages with the cargo ids ``used``, keyed by that id.

    ``root`` is that of the source; ``known`` is what earlier calls found, and gets what this one finds. Raises
    ``UnitError`` for a package that cargo's graph has and its metadata has not, for a path package outside ``root``,
    for a manifest that does not parse and for an unstable feature that cargo-nix has not.
    """
    found = {package.id: package for package in metadata.packages}
    missing = sorted(used - found.keys())
    if missing:
        raise UnitError(
            problem="cargo's unit graph names a package that `cargo metadata` does not",
            expected="every package of the graph in the metadata",
            came=", ".join(missing),
        )
    members = set(metadata.workspace_members)
    workspace = Path(metadata.workspace_root) / "Cargo.toml"
    for key in sorted(used - known.keys()):
        known[key] = _join_package(found[key], root, workspace if key in members else None)
    return {key: known[key] for key in sorted(used)}


def path_directories(metadata: Metadata, root: Path) -> list[str]:
    """Return where the path packages of the workspace lie, from ``root``, sorted; those that no unit is of too."""
    manifests = (Path(package.manifest_path).parent for package in metadata.packages if package.source is None)
    found = (os.path.relpath(directory, root) for directory in manifests)
    return sorted({"" if path == "." else Path(path).as_posix() for path in found})


def join_target(target: WireTarget, package_dir: Path) -> Target:
    """Return ``target`` with its source relative to the package (``..`` where it lies outside)."""
    kind = "lib" if _LIB_KINDS.intersection(target.kind) else target.kind[0]
    return Target(
        kind=kind,
        crate_types=target.crate_types,
        name=target.name,
        src_path=Path(os.path.relpath(target.src_path, package_dir)).as_posix(),
        edition=target.edition,
    )


def profile_root(profile: str, manifest: Mapping[str, object], config: Mapping[str, object]) -> str:
    """Return what PROFILE says for ``profile``: ``debug`` or ``release``, by what it inherits from in the end."""
    seen: set[str] = set()
    while profile not in {"dev", "test", "doc", "debug", "release", "bench"} and profile not in seen:
        seen.add(profile)
        for source in (config, manifest):
            table = source.get("profile")
            entry = table.get(profile) if isinstance(table, Mapping) else None
            if isinstance(entry, Mapping) and isinstance(entry.get("inherits"), str):
                profile = str(entry["inherits"])
                break
    return "release" if profile in {"release", "bench"} else "debug"


def _join_package(package: WirePackage, root: Path, workspace_path: Path | None) -> Package:
    """Return ``package`` joined; ``workspace_path`` is the manifest of the workspace if it is a member."""
    manifest_path = Path(package.manifest_path)
    directory = _directory(package, root) if package.source is None else None
    shown = package.name if directory is None else (Path(directory) / "Cargo.toml").as_posix()
    manifest = read_manifest(manifest_path, shown)
    refuse_package_features(manifest, shown)
    workspace: Mapping[str, object] = {}
    if directory is not None:
        workspace = (
            _own_workspace(manifest, directory, root)
            if workspace_path is None
            else read_manifest(workspace_path, os.path.relpath(workspace_path, root))
        )
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
        targets=tuple(sorted((_kind(target), target.name) for target in package.targets)),
        sources=() if directory is None else tuple(sorted(_sources(package, manifest_path.parent))),
        has_cdylib=any("cdylib" in target.crate_types for target in package.targets),
        no_harness=tuple(sorted(_no_harness(manifest, package))),
        artifacts=tuple(
            Artifact(name=dep.name, rename=dep.rename, scope=dep.kind, kinds=dep.artifact.kinds)
            for dep in package.dependencies
            if dep.artifact is not None
        ),
        names_library=_names_library(manifest),
    )


def _sources(package: WirePackage, directory: Path) -> list[tuple[str, str, str]]:
    found = (join_target(target, directory) for target in package.targets)
    return [(target.kind, target.name, target.src_path) for target in found]


def _subdirectory(package: WirePackage, directory: Path) -> str:
    """Return where a git package lies in its repository, "" for any other.

    In a vendored tree a file tells (crates/git_manifest.py); cargo's own checkouts are `git/checkouts/REPOSITORY/REV`.
    """
    if package.source is None or not package.source.startswith("git+"):
        return ""
    told = directory / ".cargo-nix-directory"
    if told.is_file():
        return told.read_text(encoding="utf-8")
    parts = directory.parts
    start = next((n for n in range(len(parts) - 1, 0, -1) if parts[n - 1 : n + 1] == ("git", "checkouts")), None)
    return "" if start is None else Path(*parts[start + 3 :]).as_posix().removeprefix(".")


def _git_workspace(manifest_path: Path) -> Mapping[str, object]:
    # A vendored manifest has its inheritance resolved, and no workspace above it.
    for directory in manifest_path.parents:
        if directory.name in {"checkouts", "vendor"}:
            break
        if (directory / "Cargo.toml").is_file():
            manifest = read_manifest(directory / "Cargo.toml", str(directory.name))
            if "workspace" in manifest:
                return manifest
    return {}


def _own_workspace(manifest: Mapping[str, object], directory: str, root: Path) -> Mapping[str, object]:
    """Return the manifest that a path dependency in ``directory`` inherits from: that of its own workspace.

    ``package.workspace`` names it, else it is the nearest one above with ``[workspace]`` (cargo's
    workspace::find_workspace_root).
    """
    package = manifest.get("package")
    named = package.get("workspace") if isinstance(package, Mapping) else None
    above = Path(directory)
    places = [above / named] if isinstance(named, str) else [above, *above.parents]
    for place in places:
        path = root / place / "Cargo.toml"
        if path.is_file():
            found = read_manifest(path, (place / "Cargo.toml").as_posix())
            if "workspace" in found:
                return found
    return {}


def _text(manifest_path: Path) -> str:
    return manifest_path.read_text(encoding="utf-8-sig")


def _kind(target: WireTarget) -> str:
    return "lib" if _LIB_KINDS.intersection(target.kind) else target.kind[0]


def _directory(package: WirePackage, root: Path) -> str:
    relative = os.path.relpath(Path(package.manifest_path).parent, root)
    if relative.startswith(".."):
        raise UnitError(
            problem=f"the path dependency `{package.name}` lies outside of the source",
            place=Path(relative, "Cargo.toml").as_posix(),
            expected="all path dependencies below `src`",
            came=relative,
            ways_out=(
                "give the directory that holds all of them as `src`, and the workspace's as `cargoRoot`",
                "depend on the package by git or by version",
            ),
        )
    return "" if relative == "." else Path(relative).as_posix()


def _names_library(manifest: Mapping[str, object]) -> bool:
    lib = manifest.get("lib")
    return isinstance(lib, Mapping) and "name" in lib


def _no_harness(manifest: Mapping[str, object], package: WirePackage) -> list[tuple[str, str]]:
    found = []
    lib = manifest.get("lib")
    if isinstance(lib, Mapping) and lib.get("harness") is False:
        found += [(_kind(target), target.name) for target in package.targets if _kind(target) in {"lib", "proc-macro"}]
    for kind in ("bin", "test", "bench", "example"):
        entries = manifest.get(kind)
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, Mapping) and entry.get("harness") is False:
                found.append((kind, str(entry.get("name"))))
    return found
