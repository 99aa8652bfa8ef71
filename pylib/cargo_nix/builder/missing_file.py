"""One line about a file that a unit of the user's own packages did not find, from what the unit printed.

Imported only when something has failed. The words are those of rustc, Cargo, rustfmt and the standard library.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unit_attributes import FileAttributes

__all__ = ["missing_file_advice"]

_NOT_FOUND = re.compile(
    r"No such file or directory|\bNotFound\b|\bos error 2\b|E0583|couldn't read `|no targets specified in the manifest"
    r"|does not exist|file not found"
)
# rustc names the file of a module that it looked for.
_CREATE = re.compile(r'create (?:the )?file "([^"]+)"')
_UNREAD = re.compile(r"couldn't read `([^`]+)`")
_PATH = re.compile(r"[\w@%+.~-]*/[\w@%+./~-]*[\w-]|\b[\w-]+\.[A-Za-z]\w*\b")


def missing_file_advice(attrs: FileAttributes, output: str, cwd: str) -> str | None:
    """Return the line for the unit of ``attrs`` that printed ``output`` in ``cwd``; None where no file is missing.

    Nix sees what git tracks, so a new file is there for Cargo and not for Nix. Otherwise the unit lacks a file that
    exists, and the line has the argument that adds it.
    """
    if not attrs["member"] or _NOT_FOUND.search(output) is None:
        return None
    path = next(_missing_paths(attrs, output, cwd), None)
    return _advice(attrs, path) if path else _advice_without_path(attrs)


def _advice(attrs: FileAttributes, path: str) -> str:
    name, narrowed = attrs["packageName"], attrs["narrowed"]
    if path.startswith("../"):
        return f"`{path}` is outside of the source: Nix builds from `src` alone"
    if "target" in path.split("/") and (writers := _script_packages(attrs)):
        return (
            f"`{path}` is not there: Nix leaves out Cargo's target directory. If a build script makes it: "
            + " or ".join(f"packageOverrides.{writer}.buildScriptWritable = true;" for writer in writers)
        )
    if narrowed:
        return f"`{path}` is not in `{narrowed}.{name}`: add it there, or `git add` it if it is new"
    if attrs["level"] == "workspace" or _is_in_package(attrs, path):
        return (
            f"`{path}` is not in the source that Nix got: `git add {path}` if your checkout has it "
            "(in a submodule: `?submodules=1` at the end of the flake's address)"
        )
    return (
        f"`{path}` is not among the files of this unit: `git add {path}` if it is new, "
        f'else buildCargoWorkspace {{ packageOverrides.{name}.extraFiles = [ "{path}" ]; … }}'
    )


def _script_packages(attrs: FileAttributes) -> list[str]:
    """Return the packages whose build scripts ran before the unit: those of its dependencies, and its own."""
    own = [attrs["packageName"]] if attrs.get("script") else []
    return [name for name, _output in attrs.get("writers", ())] + own


def _advice_without_path(attrs: FileAttributes) -> str:
    if attrs["narrowed"]:
        entry = f"packageOverrides.{attrs['packageName']}.{attrs['narrowed']}"
        return f"`{entry}` says which files are there; add the one that was not found"
    return "if the file is in your checkout, git does not track it: `git add` it (Nix sees tracked files alone)"


def _missing_paths(attrs: FileAttributes, output: str, cwd: str) -> Iterator[str]:
    """Yield paths from the source's root that ``output`` names and that are not there, the likeliest first."""
    lines = [line for line in output.splitlines() if _NOT_FOUND.search(line)]
    named = [path for pattern in (_UNREAD, _CREATE) for path in pattern.findall(output)]
    inside = re.findall(re.escape(attrs["src"]) + r"/[\w@%+=./~-]*[\w-]", output)
    for path in [*named, *inside, *(path for line in lines for path in _PATH.findall(line))]:
        for base in (cwd, attrs["manifestDir"]):
            full = os.path.normpath(os.path.join(base, path))
            relative = os.path.relpath(full, attrs["src"])
            is_inside = not relative.startswith("../")
            is_ours = is_inside or path.startswith("../") or path in named
            # A copy of the source lies in a directory of this build.
            is_source = not _is_built(path) or (is_inside and path.startswith("/"))
            if is_ours and is_source and not os.path.lexists(full):
                yield relative


def _is_built(path: str) -> bool:
    """Tell whether ``path`` is no source: a program, a directory of this build, a place of the system."""
    top = os.environ.get("NIX_BUILD_TOP", "/build")
    return path.startswith((top, "/build", "/proc", "/usr", "/bin", "/etc", "/tmp"))  # noqa: S108


def _is_in_package(attrs: FileAttributes, path: str) -> bool:
    directory = os.path.relpath(attrs["manifestDir"], attrs["src"])
    return directory == "." or path.startswith(directory + "/")
