"""Advise about a file that a unit of a member could not find, from the output of the unit.

The builder imports this module only after a failure. The patterns match messages of rustc, Cargo, rustfmt and the
standard library.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from unit_attributes import FileAttributes

__all__ = ["missing_file_advice", "reports_missing_file", "untracked_file_advice"]

_NOT_FOUND = re.compile(
    r"No such file or directory|\bNotFound\b|\bos error 2\b|E0583|couldn't read `|no targets specified in the manifest"
    r"|does not exist|file not found"
)
# A path in such a line is a file to write.
_REFUSED = re.compile(r"Permission denied|PermissionDenied|[Rr]ead-only file system|ReadOnlyFilesystem")
# rustc names the expected file of a missing module.
_CREATE = re.compile(r'create (?:the )?file "([^"]+)"')
_UNREAD = re.compile(r"couldn't read `([^`]+)`")
_DECLARED = re.compile(r"^\s*cargo::?rerun-if-changed=(.+?)\s*$", re.MULTILINE)
_PATH = re.compile(r"[\w@%+.~-]*/[\w@%+./~-]*[\w-]|\b[\w-]+\.[A-Za-z]\w*\b")


def reports_missing_file(output: str) -> bool:
    """Tell whether ``output`` has the words for a missing file."""
    return _NOT_FOUND.search(output) is not None


def missing_file_advice(
    attrs: FileAttributes, output: str, cwd: str, programs: Sequence[str] | None = None
) -> str | None:
    """Return a line of advice for the unit of ``attrs``, or None if ``output`` reports no missing file.

    ``output`` is the output of a program that ran in ``cwd``. Nix sees only files that git tracks, so a new file exists
    for Cargo and not for Nix. Otherwise the file set of the unit lacks the file, and the advice contains the argument
    that adds the file. Units of crates get no advice. For a test, ``programs`` are the programs beside the test.
    """
    if not attrs["member"]:
        return None
    if not reports_missing_file(output):
        lines = [line for line in output.splitlines() if not _REFUSED.search(line)]
        path = next(_paths_in_source(attrs, "\n".join(lines)), None)
        return _advice(attrs, path) if path else None
    path = next(_missing_paths(attrs, output, cwd), None)
    return _advice(attrs, path) if path else _advice_without_path(attrs, programs)


def untracked_file_advice() -> str:
    """Return the line of advice about a file without a known name."""
    return f"Nix sees only tracked files; if your checkout has the file: `git add FILE` ({_git_advice('FILE')})"


def _advice(attrs: FileAttributes, path: str) -> str:
    name, add = attrs["packageName"], f"`git add {path}`"
    if path.startswith("../"):
        return f"`{path}` is outside of the source: Nix sees only `src`"
    if "target" in path.split("/") and (writers := _script_packages(attrs)):
        return (
            f"`{path}` is not there: Nix leaves out Cargo's target directory. If a build script makes it: "
            + " or ".join(f"packageOverrides.{writer}.buildScriptWritable = true;" for writer in writers)
        )
    if attrs["narrowed"]:
        return (
            f"`{path}` is not in `packageOverrides.{name}.{attrs['narrowed']}`: add it there; "
            f"if git does not track it, {add} too (`git add -f {path}` if .gitignore has it)"
        )
    if attrs["level"] == "workspace" or (attrs["level"] == "package" and _is_in_package(attrs, path)):
        return f"`{path}` is not in the source of the build; if your checkout has the file: {add} ({_git_advice(path)})"
    return (
        f"`{path}` is not in the file set of this unit; if git does not track it: {add} ({_git_advice(path)}); "
        f'else: buildCargoWorkspace {{ packageOverrides.{name}.extraFiles = [ "{path}" ]; … }}'
    )


def _script_packages(attrs: FileAttributes) -> list[str]:
    """Return the packages whose build scripts ran before the unit: those of its dependencies, and its own."""
    own = [attrs["packageName"]] if attrs.get("script") else []
    return [name for name, _output in attrs.get("writers", ())] + own


def _advice_without_path(attrs: FileAttributes, programs: Sequence[str] | None) -> str:
    name = attrs["packageName"]
    if attrs["narrowed"]:
        return f"`packageOverrides.{name}.{attrs['narrowed']}` lists all files of this unit: add the missing file"
    if programs is None:
        return untracked_file_advice()
    # A test may look for a program without an error that names it.
    return (
        f"{untracked_file_advice()}; a program: `packageOverrides.{name}.test.inputs` are on PATH, and beside the test "
        f"are, as with `cargo test`, the programs of packages with integration tests ({', '.join(programs) or 'none'})"
    )


def _git_advice(path: str) -> str:
    return (
        f"`git add -f {path}` if .gitignore has it; in a submodule: `?submodules=1` at the end of the flake's address"
    )


def _missing_paths(attrs: FileAttributes, output: str, cwd: str) -> Iterator[str]:
    """Yield the missing paths that ``output`` names, relative to the source tree, and the most probable path first."""
    named = [path for pattern in (_UNREAD, _CREATE) for path in pattern.findall(output)]
    # A path in the store that is not in the source is the output of a script.
    sources = [path for path in named if not path.startswith("/nix/") or path.startswith(attrs["src"] + "/")]
    yield from _absent(attrs, [os.path.join(cwd, path) for path in sources])
    yield from _paths_in_source(attrs, output)
    declared = [path for path in _DECLARED.findall(output) if not path.startswith(".git/") and "/.git/" not in path]
    words = [path for line in output.splitlines() if _NOT_FOUND.search(line) for path in _PATH.findall(line)]
    # A script's own declarations are paths. The other words of a line may not be.
    for paths in (
        [path for path in words if path in declared],
        [path for path in words if "/" in path],
        declared,
        words,
    ):
        yield from _absent(attrs, [place for path in paths for place in _places(attrs, path, cwd)])


def _paths_in_source(attrs: FileAttributes, output: str) -> Iterator[str]:
    """Yield the missing paths that ``output`` names as absolute paths of the source or of a unit's copy of it."""
    for root in (attrs["src"], _copy()):
        yield from _absent(attrs, re.findall(re.escape(root) + r"/[\w@%+=./~-]*[\w-](?![*{\[\\#])", output))


def _places(attrs: FileAttributes, path: str, cwd: str) -> list[str]:
    """Return the absolute path for the relative ``path``, or nothing if the file exists.

    Scripts and tests run in the package, rustc and its macros in ``cwd``.
    """
    in_package, in_cwd = (os.path.join(base, path) for base in (attrs["manifestDir"], cwd))
    if path.startswith("/") or os.path.lexists(in_package) or os.path.lexists(in_cwd):
        return []
    top = path.partition("/")[0]
    is_of_package = os.path.lexists(os.path.join(attrs["manifestDir"], top))
    return [in_cwd if os.path.lexists(os.path.join(cwd, top)) and not is_of_package else in_package]


def _absent(attrs: FileAttributes, paths: Iterable[str]) -> Iterator[str]:
    """Yield the absolute ``paths`` that do not exist, relative to the source tree."""
    for path in paths:
        full, copy = os.path.normpath(path), _copy()
        if full.startswith(copy + "/"):
            full = attrs["src"] + full[len(copy) :]
        if not os.path.lexists(full) and not _is_built(full, attrs["src"]):
            yield os.path.relpath(full, attrs["src"])


def _copy() -> str:
    """Return the place of the copy of the source for units that write to it."""
    return os.environ.get("NIX_BUILD_TOP", "/build") + "/workspace"


def _is_built(path: str, source: str) -> bool:
    """Tell whether ``path`` is not a source: a program, a directory of this build, or a system directory."""
    top = os.environ.get("NIX_BUILD_TOP", "/build")
    built = (top, "/build", "/proc", "/usr", "/bin", "/etc", "/tmp")  # noqa: S108
    return not path.startswith(source + "/") and path.startswith(built)


def _is_in_package(attrs: FileAttributes, path: str) -> bool:
    directory = os.path.relpath(attrs["manifestDir"], attrs["src"])
    return directory == "." or path.startswith(directory + "/")
