"""Find a workspace's skeleton on disk. nixlib/plan/readSkeleton.nix has the same rules in Nix; a test compares them.

The rules are wide on purpose: which packages belong to a workspace is Cargo's to say, so every quoted string of a
manifest, or of Cargo's configuration, that leads to another manifest (a member, a glob, a path dependency, a patch)
brings it in, and every quoted name of an ``.rs`` file counts as the source of a target. A manifest brings those of the
directories above it: Cargo looks for a package's workspace there. Symlinks are followed, but for those below ``**``.
"""

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

from cargo_nix.errors import LockfileError, SourceError
from cargo_nix.skeleton.model import Skeleton

__all__ = ["read_skeleton"]

CONFIG_FILES = (".cargo/config", ".cargo/config.toml")
README_FILES = ("README", "README.md", "README.txt")
# No member lies there, and `**` would walk through all of it.
_NOT_WALKED = frozenset({".git", ".hg", ".svn", ".jj", ".direnv"})

_QUOTED = re.compile(r'"([^"\n]*)"|\'([^\'\n]*)\'')
_GLOB = re.compile(r"[*?\[]")


def read_skeleton(root: Path) -> Skeleton:
    """Return the skeleton of the workspace at ``root``.

    Raises ``SourceError`` where there is no Cargo.toml and ``LockfileError`` where there is no Cargo.lock.
    """
    if not (root / "Cargo.toml").is_file():
        raise SourceError(
            problem="there is no Cargo.toml",
            place=str(root),
            expected="the root of a Cargo workspace or package",
            ways_out=("run the command in the directory that holds Cargo.toml and Cargo.lock",),
        )
    if not (root / "Cargo.lock").is_file():
        raise LockfileError(
            problem="there is no Cargo.lock",
            place=str(root),
            expected="a lock file beside Cargo.toml: it says which crates to fetch, and their checksums",
            ways_out=("run `cargo generate-lockfile` and commit Cargo.lock",),
        )
    configuration = _configuration(root)
    manifests = _manifests(root, configuration)
    files = {_join(directory, "Cargo.toml"): text for directory, text in manifests.items()}
    files["Cargo.lock"] = _text(root / "Cargo.lock")
    files |= configuration
    names = {name for directory, text in manifests.items() for name in _names(root, directory, text)}
    return Skeleton(files=files, names=tuple(sorted(names)))


def _text(path: Path) -> str:
    # `read_text` would turn the line ends of Windows into ours, and Nix hashes what stands there.
    return path.read_bytes().decode()


def _manifests(root: Path, configuration: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    # What a configuration names lies beside its directory (Cargo book, "Config-relative paths").
    bases = {name: posixpath.dirname(posixpath.dirname(name)) for name in configuration}
    waiting = ["", *(path for name, text in configuration.items() for path in _named(root, bases[name], text))]
    while waiting:
        directory = waiting.pop()
        if directory not in found and (root / directory / "Cargo.toml").is_file():
            found[directory] = _text(root / directory / "Cargo.toml")
            waiting += [*_named(root, directory, found[directory]), *_above(directory)]
    return found


def _above(directory: str) -> list[str]:
    parts = directory.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _named(root: Path, directory: str, text: str) -> list[str]:
    return [path for word in _quoted(text) for path in _expand(root, _join(directory, word))]


def _configuration(root: Path) -> dict[str, str]:
    """Return the files of Cargo's configuration; what looks like one that they include is one."""
    found: dict[str, str] = {}
    waiting = list(CONFIG_FILES)
    while waiting:
        name = waiting.pop()
        if name in found or not (root / name).is_file():
            continue
        found[name] = _text(root / name)
        named = [text for text in _quoted(found[name]) if text.endswith(".toml")]
        paths = (_normalise(_join(name.rpartition("/")[0], text)) for text in named)
        waiting += [path for path in paths if path]
    return found


def _names(root: Path, directory: str, manifest: str) -> list[str]:
    candidates = ["build.rs", *README_FILES, *(text for text in _quoted(manifest) if text.endswith(".rs"))]
    candidates += _sources(root / directory, "src")
    for folder in ("src/bin", "examples", "tests", "benches"):
        candidates += [*_sources(root / directory, folder), *_mains(root / directory, folder)]
    names = (_normalise(_join(directory, name)) for name in candidates)
    return [name for name in names if name is not None and _is_file(root / name)]


def _is_file(path: Path) -> bool:
    # Nix cannot tell a link to nothing from one to a file.
    return not path.is_dir() and (path.is_symlink() or path.exists())


def _sources(package: Path, folder: str) -> list[str]:
    return [f"{folder}/{path.name}" for path in _entries(package / folder) if path.name.endswith(".rs")]


def _mains(package: Path, folder: str) -> list[str]:
    return [f"{folder}/{path.name}/main.rs" for path in _entries(package / folder)]


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _quoted(manifest: str) -> list[str]:
    return [double or single for double, single in _QUOTED.findall(manifest)]


def _expand(root: Path, pattern: str) -> list[str]:
    """Return the directories that ``pattern`` names, from the root.

    ``*``, ``?`` and ``[…]`` match within a name, ``**`` is any number of directories.
    """
    path = _normalise(pattern)
    if path is None:
        return []
    found = [""]
    for part in path.split("/") if path else []:
        if part == "**":
            found = list(dict.fromkeys(path for parent in found for path in _walk(root, parent)))
        elif _GLOB.search(part):
            shape = _shape(part)
            found = [
                _join(parent, entry.name)
                for parent in found
                for entry in _entries(root / parent)
                if shape.fullmatch(entry.name) and entry.is_dir()
            ]
        else:
            found = [_join(parent, part) for parent in found]
    return found


def _walk(root: Path, directory: str) -> list[str]:
    """Return ``directory`` and all below it, but for build results, version control and what is behind links."""
    below = [
        path
        for entry in _entries(root / directory)
        if entry.is_dir() and not entry.is_symlink() and entry.name not in _NOT_WALKED
        if not (entry / "CACHEDIR.TAG").exists()
        for path in _walk(root, _join(directory, entry.name))
    ]
    return [directory, *below]


def _shape(part: str) -> re.Pattern[str]:
    # Brackets are the same in globs and expressions but for the negation's sign.
    words = re.split(r"(\*+|\?|\[[^\]]*\])", part)
    shapes = {"*": "[^/]*", "?": "[^/]"}
    return re.compile(
        "".join(
            shapes.get(word[:1], word.replace("[!", "[^") if word.startswith("[") else re.escape(word))
            for word in words
        )
    )


def _join(directory: str, name: str) -> str:
    return f"{directory}/{name}" if directory else name


def _normalise(path: str) -> str | None:
    """Return ``path`` without ``.`` and ``..``, None where it leaves the root or is absolute."""
    if path.startswith("/"):
        return None
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)
