"""The facts of a git package's library: ``library_facts.py`` over a directory of its repository.

Standard library only: it also runs beside the checkout.
"""

from __future__ import annotations

import os
import re

from cargo_nix.crates.library_facts import UNKNOWN, Facts, LibraryFacts, is_aside, is_library_source, recorded_facts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["facts_of_git", "library_facts"]

# A source, a module or an include that lies outside of the package: what it has is not looked at.
_ELSEWHERE = re.compile(rb"""\bpath\s*=\s*["'](?:[^"'\n]*/)?\.\./[^"'\n]*\.rs["']""")


def facts_of_git(package: Path) -> Facts:
    """Return the facts of the git package in ``package``: those written there, or its sources'."""
    recorded = recorded_facts(package)
    return library_facts(str(package)) if recorded is None else recorded


def library_facts(root: str) -> Facts:
    """Return what the sources of the package in ``root``, a directory of a checkout, say outside of its tests.

    Packages below it are others. UNKNOWN where it has sources that it does not hold: links to directories, paths that
    lead out.
    """
    library = LibraryFacts()
    for directory, folders, names in os.walk(root):
        if directory != root and "Cargo.toml" in names:
            folders[:] = []
            continue
        if any(os.path.islink(os.path.join(directory, folder)) for folder in folders):
            return UNKNOWN
        # A checkout has no build directory: `target` is a module.
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
