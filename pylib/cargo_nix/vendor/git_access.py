"""Whether a git package's library may read files: ``file_access.py`` over a directory of its repository.

Standard library only: it also runs beside the checkout.
"""

from __future__ import annotations

import os
import re

from cargo_nix.vendor.file_access import is_library_source, recorded_fact, words_for_files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["library_reads", "may_read_git_files"]

# A source, a module or an include that lies outside of the package: what it has is not looked at.
_ELSEWHERE = re.compile(rb"""\bpath\s*=\s*["'](?:[^"'\n]*/)?\.\./[^"'\n]*\.rs["']""")


def may_read_git_files(package: Path) -> bool:
    """Whether the library of the git package in ``package`` may read files: by the fact there, or by sources."""
    fact = recorded_fact(package)
    return library_reads(str(package)) if fact is None else fact


def library_reads(root: str) -> bool:
    """Whether the package in ``root``, a directory of a checkout, has words for files outside of its tests.

    Packages below it are others. True where it has sources that it does not hold: links to directories, paths that
    lead out.
    """
    for directory, folders, names in os.walk(root):
        if directory != root and "Cargo.toml" in names:
            folders[:] = []
            continue
        if any(os.path.islink(os.path.join(directory, folder)) for folder in folders):
            return True
        folders[:] = [folder for folder in folders if folder not in (".git", "target")]
        relative = os.path.relpath(directory, root).replace(os.sep, "/")
        for name in names:
            path = name if relative == "." else f"{relative}/{name}"
            if path != "Cargo.toml" and not is_library_source(path):
                continue
            with open(os.path.join(directory, name), "rb") as file:
                text = file.read()
            if _ELSEWHERE.search(text) or (path != "Cargo.toml" and words_for_files(text)):
                return True
    return False
