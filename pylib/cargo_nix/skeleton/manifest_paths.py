"""The paths in a Cargo.toml. nixlib/skeleton/manifestPaths.nix reads the same paths, and a test compares both.

Source: crates/cargo-util-schemas/src/manifest/mod.rs.
"""

from dataclasses import dataclass

from cargo_nix.skeleton.read_toml import TomlEntry, read_entries

__all__ = ["ManifestPaths", "read_manifest_paths"]

_DEPENDENCIES = frozenset(
    {"dependencies", "dev-dependencies", "dev_dependencies", "build-dependencies", "build_dependencies"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ManifestPaths:
    """Paths and names of a manifest, as written.

    ``members``: ``members`` and ``default-members`` of ``[workspace]``.
    ``shared``: paths of ``[workspace.dependencies]``, by name.
    ``pointer``: ``package.workspace``.
    ``dependencies``: paths of all dependency tables.
    ``inherited``: names of dependencies with ``workspace = true``.
    ``patches``: paths of ``[patch]`` and ``[replace]``.
    ``targets``: files of targets, and files that ``[package]`` names.
    """

    text: str
    is_workspace: bool
    members: tuple[str, ...]
    exclude: tuple[str, ...]
    shared: dict[str, str]
    pointer: str | None
    dependencies: tuple[str, ...]
    inherited: tuple[str, ...]
    patches: tuple[str, ...]
    targets: tuple[str, ...]


def read_manifest_paths(text: str) -> ManifestPaths:
    """Return the paths of the manifest ``text``; no paths if the text is not TOML."""
    entries = read_entries(text)
    by_kind: dict[str, list[TomlEntry]] = {}
    for entry in entries:
        by_kind.setdefault(_kind_of(entry), []).append(entry)

    def values_of(kind: str) -> tuple[str, ...]:
        return tuple(str(entry.value) for entry in by_kind.get(kind, ()))

    return ManifestPaths(
        text=text,
        is_workspace=any(entry.path[:1] == ("workspace",) for entry in entries),
        members=values_of("members"),
        exclude=values_of("exclude"),
        shared={entry.path[2]: str(entry.value) for entry in by_kind.get("shared", ())},
        pointer=next(iter(values_of("pointer")), None),
        dependencies=values_of("dependencies"),
        inherited=tuple(entry.path[-2] for entry in by_kind.get("inherited", ())),
        patches=values_of("patches"),
        targets=values_of("targets"),
    )


def _kind_of(entry: TomlEntry) -> str:
    """Return the name of the field of ``ManifestPaths`` for ``entry``, "" for no field."""
    # Skip the first two keys of `target.'cfg(unix)'.dependencies.x.path`.
    path = entry.path[2:] if entry.path[:1] == ("target",) else entry.path
    match path:
        case (table, _, "path") if table in _DEPENDENCIES and isinstance(entry.value, str):
            return "dependencies"
        case (table, _, "workspace") if table in _DEPENDENCIES and entry.value is True:
            return "inherited"
        case _:
            return _kind_of_text(entry.path) if isinstance(entry.value, str) else ""


def _kind_of_text(path: tuple[str, ...]) -> str:
    match path:
        case ("workspace", "members" | "default-members"):
            kind = "members"
        case ("workspace", "exclude"):
            kind = "exclude"
        case ("workspace", "dependencies", _, "path"):
            kind = "shared"
        case ("patch", _, _, "path") | ("replace", _, "path"):
            kind = "patches"
        case ("package" | "project", "workspace"):
            kind = "pointer"
        case ("package" | "project", "build" | "readme" | "license-file") | (
            "lib" | "bin" | "example" | "test" | "bench",
            "path",
        ):
            kind = "targets"
        case _:
            kind = ""
    return kind
