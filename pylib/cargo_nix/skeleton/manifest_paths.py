"""What a Cargo.toml names of a workspace. nixlib/skeleton/manifestPaths.nix reads the same; a test compares them.

Source: cargo-util-schemas, manifest/mod.rs.
"""

from dataclasses import dataclass

from cargo_nix.skeleton.read_toml import TomlEntry, read_entries

__all__ = ["ManifestPaths", "read_manifest_paths"]

_DEPENDENCIES = frozenset(
    {"dependencies", "dev-dependencies", "dev_dependencies", "build-dependencies", "build_dependencies"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ManifestPaths:
    """Paths and names, as the manifest spells them.

    ``members`` are those of ``default-members`` too, ``shared`` are paths of ``[workspace.dependencies]`` by name and
    ``inherited`` the names of dependencies that may have one of these, ``pointer`` is ``package.workspace``,
    ``patches`` are of ``[patch]`` and ``[replace]``, ``targets`` the files that targets and the package name.
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
    """Return what the manifest ``text`` names; nothing where it is no TOML."""
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
    """Return which of the lists ``entry`` goes to, "" for none."""
    # `target.'cfg(unix)'.dependencies.x.path` counts from its third key on.
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
