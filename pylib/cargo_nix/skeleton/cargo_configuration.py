"""The files of Cargo's configuration in a source, and the packages that these files name.

nixlib/skeleton/readConfiguration.nix follows the same rules. Source: util/context/mod.rs, walk_tree and include_paths;
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
    """A file of the configuration. All paths start at the root of the source.

    ``base``: the directory to which paths in the file are relative.
    ``included``: existing files of ``include``.
    ``packages``: directories of packages, from ``[patch]`` and ``paths``.
    """

    path: str
    base: str
    text: str
    included: tuple[str, ...]
    packages: tuple[str, ...]


def read_configuration(root: Path, cargo_root: str) -> tuple[ConfigurationFile, ...]:
    """Return the files of the configuration for the directory ``cargo_root`` of ``root``, strongest first.

    Raises ``SourceError`` if a file is not UTF-8.
    """
    return find_configuration(Directory("", root), cargo_root)


def find_configuration(tree: Directory, cargo_root: str) -> tuple[ConfigurationFile, ...]:
    """Return the files of the configuration for ``cargo_root``, a directory of ``tree``, strongest first.

    The nearest directory comes first. After each file follow the files of its ``include``, last one first. For each
    setting, the first file with a value wins. Raises ``SourceError`` if a file is not UTF-8.
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
    # If both files exist, Cargo reads `config`.
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
    # Paths are relative to the parent of the file's directory. For a file in the root, this parent is outside of the
    # source.
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
