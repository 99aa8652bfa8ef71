"""Cargo's configuration in a source: which files count, and which packages they name.

nixlib/skeleton/readConfiguration.nix is the same. Source: Cargo's context/mod.rs, walk_tree and include_paths, and the
Cargo book, "Config-relative paths".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cargo_nix.skeleton.path_text import join_path, normalise_path, parent_of
from cargo_nix.skeleton.read_toml import TomlEntry, read_entries
from cargo_nix.skeleton.source_directories import Directory, directory_at, read_utf8, walk_directories

__all__ = ["ConfigurationFile", "find_configuration", "read_configuration"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfigurationFile:
    """A file of the configuration: ``included`` are files, ``packages`` are directories, as paths from the root.

    ``base`` is the directory that paths in it are relative to.
    """

    path: str
    base: str
    text: str
    included: tuple[str, ...]
    packages: tuple[str, ...]


def read_configuration(root: Path, cargo_root: str) -> tuple[ConfigurationFile, ...]:
    """Return the files that count in the directory ``cargo_root`` of ``root``, ordered as there."""
    return find_configuration(Directory("", root), cargo_root)


def find_configuration(tree: Directory, cargo_root: str) -> tuple[ConfigurationFile, ...]:
    """Return the files that count in the directory at ``cargo_root``, the nearest first, each with what it includes.

    A file is followed by those that it includes, the last of them first: in this order the first that says something
    is right.
    """
    files: dict[str, ConfigurationFile] = {}
    waiting = [*_of_directories(tree, cargo_root)][::-1]
    while waiting:
        path = waiting.pop()
        if path not in files:
            files[path] = _open(tree, path)
            waiting += files[path].included
    return tuple(files.values())


def _of_directories(tree: Directory, directory: str) -> Iterator[str]:
    # Of two files Cargo takes the one without an end.
    names = (join_path(directory, name) for name in (".cargo/config", ".cargo/config.toml"))
    yield from [name for name in names if _is_file(tree, name)][:1]
    if directory:
        yield from _of_directories(tree, parent_of(directory))


def _is_file(tree: Directory, path: str | None) -> bool:
    directory = None if path is None else directory_at(tree, parent_of(path))
    return directory is not None and directory.is_file(PurePosixPath(path or "").name)


def _open(tree: Directory, path: str) -> ConfigurationFile:
    text = read_utf8(tree.location / path, path)
    entries = [entry for entry in read_entries(text) if isinstance(entry.value, str)]
    # What it names lies beside its directory, which may be the source's root.
    base = parent_of(parent_of(path)) if parent_of(path) else ".."
    included = (normalise_path(parent_of(path), str(entry.value)) for entry in entries if _is_include(entry))
    patches = (normalise_path(base, str(entry.value)) for entry in entries if _is_patch(entry))
    overrides = [
        directory_at(tree, normalise_path(base, str(entry.value))) for entry in entries if entry.path == ("paths",)
    ]
    below = [inner.path for override in overrides if override is not None for inner in walk_directories(override)]
    return ConfigurationFile(
        path=path,
        base=base,
        text=text,
        included=tuple(name for name in included if name is not None and _is_file(tree, name)),
        packages=(*(path for path in patches if path is not None), *below),
    )


def _is_include(entry: TomlEntry) -> bool:
    return entry.path in {("include",), ("include", "path")} and str(entry.value).endswith(".toml")


def _is_patch(entry: TomlEntry) -> bool:
    match entry.path:
        case ("patch", _, _, "path"):
            return True
        case _:
            return False
