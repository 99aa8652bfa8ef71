"""The facts about the library of a git package, from the package's directory in the checkout.

Standard library only: the derivation of the manifest imports this module too.
"""

from __future__ import annotations

import os
import re

from cargo_nix.crates.library_facts import UNKNOWN, Facts, LibraryFacts, is_aside, is_library_source, recorded_facts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["facts_of_git", "library_facts"]

# A target, a module or an include outside of the package. The scan does not follow such paths.
_ELSEWHERE = re.compile(rb"""\b(?:path\s*=|include\s*!\s*[(\[{])\s*["'](?:[^"'\n]*/)?\.\./[^"'\n]*\.rs["']""")


def facts_of_git(package: Path) -> Facts:
    """Return the facts about the git package in the directory ``package``, recorded or from a scan of the sources."""
    recorded = recorded_facts(package)
    return library_facts(str(package)) if recorded is None else recorded


def library_facts(root: str) -> Facts:
    """Return the facts about the sources of the package in ``root``, a directory of a checkout, without its tests.

    Packages below ``root`` are left out. Returns UNKNOWN if the package has sources elsewhere: links to directories, or
    paths that leave the package. Raises OSError if a file cannot be read.
    """
    library = LibraryFacts()
    for directory, folders, names in os.walk(root):
        if directory != root and "Cargo.toml" in names:
            folders[:] = []
            continue
        if any(os.path.islink(os.path.join(directory, folder)) for folder in folders):
            return UNKNOWN
        # A checkout has no build directory, so a directory `target` is a module.
        folders[:] = [folder for folder in folders if folder != ".git"]
        relative = os.path.relpath(directory, root).replace(os.sep, "/")
        for name in names:
            path = name if relative == "." else f"{relative}/{name}"
            location = os.path.join(directory, name)
            if path != "Cargo.toml" and (is_aside(path) or not os.path.isfile(location)):
                continue
            with open(location, "rb") as file:
                text = file.read()
            if (path == "Cargo.toml" or is_library_source(path)) and _ELSEWHERE.search(text):
                return UNKNOWN
            library.add(path, text)
    return library.facts()
