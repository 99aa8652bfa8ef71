"""Advise about a file that a unit of a member could not find, from the output of the unit.

The builder imports this module only after a failure. The patterns match messages of rustc, Cargo, rustfmt and the
standard library.
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
# rustc names the expected file of a missing module.
_CREATE = re.compile(r'create (?:the )?file "([^"]+)"')
_UNREAD = re.compile(r"couldn't read `([^`]+)`")
_PATH = re.compile(r"[\w@%+.~-]*/[\w@%+./~-]*[\w-]|\b[\w-]+\.[A-Za-z]\w*\b")


def missing_file_advice(attrs: FileAttributes, output: str, cwd: str) -> str | None:
    """Return a line of advice for the unit of ``attrs``, or None if ``output`` reports no missing file.

    ``output`` is the output of a program that ran in ``cwd``. Nix sees only files that git tracks, so a new file exists
    for Cargo and not for Nix. Otherwise the file set of the unit lacks the file, and the advice contains the argument
    that adds the file. Units of crates get no advice.
    """
    if not attrs["member"] or _NOT_FOUND.search(output) is None:
        return None
    path = next(_missing_paths(attrs, output, cwd), None)
    return _advice(attrs, path) if path else _advice_without_path(attrs)


def _advice(attrs: FileAttributes, path: str) -> str:
    name, narrowed = attrs["packageName"], attrs["narrowed"]
    if path.startswith("../"):
        return f"`{path}` is outside of the source: Nix sees only `src`"
    if narrowed:
        return f"`{path}` is not in `packageOverrides.{name}.{narrowed}`: add the file, or `git add` a new file"
    if attrs["level"] == "workspace" or _is_in_package(attrs, path):
        return (
            f"`{path}` is not in the source of the build: if your checkout has the file, `git add {path}` "
            "(in a submodule: put `?submodules=1` at the end of the flake's address)"
        )
    return (
        f"`{path}` is not in the file set of this unit: `git add {path}` for a new file, "
        f'or buildCargoWorkspace {{ packageOverrides.{name}.extraFiles = [ "{path}" ]; … }}'
    )


def _advice_without_path(attrs: FileAttributes) -> str:
    if attrs["narrowed"]:
        entry = f"packageOverrides.{attrs['packageName']}.{attrs['narrowed']}"
        return f"`{entry}` lists all files of this unit: add the missing file"
    return "if your checkout has the file, `git add` the file (Nix sees only tracked files)"


def _missing_paths(attrs: FileAttributes, output: str, cwd: str) -> Iterator[str]:
    """Yield the missing paths that ``output`` names, relative to the source tree, and the most probable path first."""
    lines = [line for line in output.splitlines() if _NOT_FOUND.search(line)]
    named = [path for pattern in (_UNREAD, _CREATE) for path in pattern.findall(output)]
    inside = re.findall(re.escape(attrs["src"]) + r"/[\w@%+=./~-]*[\w-]", output)
    for path in [*named, *inside, *(path for line in lines for path in _PATH.findall(line))]:
        for base in (cwd, attrs["manifestDir"]):
            full = os.path.normpath(os.path.join(base, path))
            relative = os.path.relpath(full, attrs["src"])
            is_ours = not relative.startswith("../") or path.startswith("../") or path in named
            if is_ours and not os.path.lexists(full) and not _is_built(path):
                yield relative


def _is_built(path: str) -> bool:
    """Tell whether ``path`` is not a source: a program, a directory of this build, or a system directory."""
    top = os.environ.get("NIX_BUILD_TOP", "/build")
    return path.startswith((top, "/build", "/proc", "/usr", "/bin", "/etc", "/tmp"))  # noqa: S108


def _is_in_package(attrs: FileAttributes, path: str) -> bool:
    directory = os.path.relpath(attrs["manifestDir"], attrs["src"])
    return directory == "." or path.startswith(directory + "/")
