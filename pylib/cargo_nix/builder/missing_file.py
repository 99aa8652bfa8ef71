"""One line about a file that a unit of the user's own packages did not find, from what the unit printed.

Imported only when something has failed. The words are those of rustc, Cargo, rustfmt and the standard library.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from script_output import Attrs

__all__ = ["missing_file_advice", "names_missing_file", "untracked_file_advice"]

_NOT_FOUND = re.compile(
    r"No such file or directory|\bNotFound\b|\bos error 2\b|E0583|couldn't read `|no targets specified in the manifest"
    r"|does not exist|file not found"
)
# A file that a program may not write is no file that is missing.
_REFUSED = re.compile(r"Permission denied|PermissionDenied|[Rr]ead-only file system|ReadOnlyFilesystem")
# rustc names the file of a module that it looked for.
_CREATE = re.compile(r'create (?:the )?file "([^"]+)"')
_UNREAD = re.compile(r"couldn't read `([^`]+)`")
_DECLARED = re.compile(r"^\s*cargo::?rerun-if-changed=(.+?)\s*$", re.MULTILINE)
_PATH = re.compile(r"[\w@%+.~-]*/[\w@%+./~-]*[\w-]|\b[\w-]+\.[A-Za-z]\w*\b")


def names_missing_file(output: str) -> bool:
    """Tell whether ``output`` says that a file is missing."""
    return _NOT_FOUND.search(output) is not None


def missing_file_advice(attrs: Attrs, output: str) -> str | None:
    """Return the line for the unit of ``attrs`` that printed ``output``; None where no file is missing.

    Nix sees what git tracks, so a new file is there for Cargo and not for Nix. Otherwise the unit lacks a file that
    exists, and the line has the argument that adds it.
    """
    if not attrs.get("member"):
        return None
    if not names_missing_file(output):
        path = next(_paths_inside(attrs, _lines_without(_REFUSED, output)), None)
        return _advice(attrs, path) if path else None
    path = next(_missing_paths(attrs, output), None)
    return _advice(attrs, path) if path else _advice_without_path(attrs)


def untracked_file_advice() -> str:
    """Return the line about a file of unknown name that git may not track."""
    return f"Nix sees tracked files alone; if your checkout has the file: `git add FILE` ({_git_more('FILE')})"


def _advice(attrs: Attrs, path: str) -> str:
    if path.startswith("../"):
        return f"`{path}` is outside of the source: Nix builds from `src` alone"
    name, git = attrs["packageName"], f"`git add {path}`"
    if attrs["narrowed"]:
        return (
            f"`{path}` is not in `{attrs['narrowed']}.{name}`: add it there; if git does not track it, {git} too "
            f"({_git_force(path)})"
        )
    if attrs["level"] == "workspace" or (attrs["level"] == "package" and _is_in_package(attrs, path)):
        return f"`{path}` is not in the source that Nix got; if your checkout has it: {git} ({_git_more(path)})"
    return (
        f"`{path}` is not among the files of this unit; if git does not track it: {git} ({_git_more(path)}); "
        f'else: buildCargoWorkspace {{ extraFiles.{name} = [ "{path}" ]; … }}'
    )


def _advice_without_path(attrs: Attrs) -> str:
    name = attrs["packageName"]
    if attrs["narrowed"]:
        return f"`{attrs['narrowed']}.{name}` says which files are there; add the one that was not found"
    line = untracked_file_advice()
    if "programsBeside" not in attrs:
        return line
    # A test may look for a program without a word of its name.
    beside = sorted({os.path.basename(path) for path in [*attrs["programsBeside"], *attrs["bins"].values()]})
    return (
        f"{line}; a program: `testInputs.{name}` puts one on PATH, and beside the test lie, as under `cargo test`, "
        f"those of packages with integration tests ({', '.join(beside) or 'none'})"
    )


def _git_force(path: str) -> str:
    return f"`git add -f {path}` if .gitignore has it"


def _git_more(path: str) -> str:
    return f"{_git_force(path)}; in a submodule: `?submodules=1` at the end of the flake's address"


def _missing_paths(attrs: Attrs, output: str) -> Iterator[str]:
    """Yield paths from the source's root that ``output`` names and that are not there, the likeliest first."""
    named = [path for pattern in (_UNREAD, _CREATE) for path in pattern.findall(output)]
    # rustc's own paths start where it runs. One of the store is no source: a script was to write it.
    sources = [path for path in named if not path.startswith("/nix/") or path.startswith(attrs["src"] + "/")]
    yield from _absent(attrs, [os.path.join(_workspace(attrs), path) for path in sources])
    yield from _paths_inside(attrs, output)
    declared = [path for path in _DECLARED.findall(output) if not path.startswith(".git/") and "/.git/" not in path]
    words = [path for line in output.splitlines() if _NOT_FOUND.search(line) for path in _PATH.findall(line)]
    # What a script both declares and complains of, then each of the two by itself: what only looks like a path last.
    for paths in (
        [path for path in words if path in declared],
        [path for path in words if "/" in path],
        declared,
        words,
    ):
        yield from _absent(attrs, [place for path in paths for place in _places(attrs, path)])


def _paths_inside(attrs: Attrs, output: str) -> Iterator[str]:
    """Yield paths that ``output`` names by where the source lies, and that are not there."""
    for root in (attrs["src"], _copy()):
        yield from _absent(attrs, re.findall(re.escape(root) + r"/[\w@%+=./~-]*[\w-](?![*{\[\\#])", output))


def _places(attrs: Attrs, path: str) -> list[str]:
    """Return where ``path`` was looked for, if it is of the source: nowhere if it is there.

    Scripts and tests run in their package, rustc with its macros in the root of the workspace.
    """
    in_package, in_workspace = (os.path.join(base, path) for base in (attrs["manifestDir"], _workspace(attrs)))
    if path.startswith("/") or os.path.lexists(in_package) or os.path.lexists(in_workspace):
        return []
    top = path.partition("/")[0]
    is_package = os.path.lexists(os.path.join(attrs["manifestDir"], top))
    is_workspace = os.path.lexists(os.path.join(_workspace(attrs), top))
    return [in_workspace if is_workspace and not is_package else in_package]


def _workspace(attrs: Attrs) -> str:
    """Return where rustc runs; a build script runs in its package alone."""
    directory: str = attrs.get("cwd") or attrs["manifestDir"]
    return directory


def _absent(attrs: Attrs, paths: list[str]) -> Iterator[str]:
    """Yield those of the absolute ``paths`` that are not there, from the source's root."""
    for path in paths:
        full = _in_source(attrs, os.path.normpath(path))
        if not os.path.lexists(full) and not _is_built(full, attrs["src"]):
            yield os.path.relpath(full, attrs["src"])


def _copy() -> str:
    return os.environ.get("NIX_BUILD_TOP", "/build") + "/workspace"


def _in_source(attrs: Attrs, path: str) -> str:
    copy = _copy()
    return attrs["src"] + path[len(copy) :] if path.startswith(copy + "/") else path


def _is_built(path: str, source: str) -> bool:
    """Tell whether ``path`` is no source: a program, a directory of this build, a place of the system."""
    if path.startswith(source + "/"):
        return False
    top = os.environ.get("NIX_BUILD_TOP", "/build")
    return path.startswith((top, "/build", "/proc", "/usr", "/bin", "/etc", "/tmp"))  # noqa: S108


def _is_in_package(attrs: Attrs, path: str) -> bool:
    directory = os.path.relpath(attrs["manifestDir"], attrs["src"])
    return directory == "." or path.startswith(directory + "/")


def _lines_without(pattern: re.Pattern[str], output: str) -> str:
    return "\n".join(line for line in output.splitlines() if not pattern.search(line))
