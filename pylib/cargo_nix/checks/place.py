"""Copy what was compiled with fewer files than it may open, with the paths of those that it finds when it runs."""

import os
import shutil

from embedded import read_replacements, replace_in_program
from surroundings import Attrs

__all__ = ["place_files"]


def place_files(attrs: Attrs) -> int:
    """Copy the directory ``files`` of ``attrs`` to the output, with the paths of ``embedded`` replaced."""
    out, replacements = attrs["outputs"]["out"], read_replacements(attrs["embedded"])
    shutil.copytree(attrs["files"], out, symlinks=True)
    os.chmod(out, 0o755)  # noqa: S103 -- as in the store, but for the right to write
    for name in os.listdir(out):
        if not os.path.islink(f"{out}/{name}"):
            replace_in_program(f"{out}/{name}", replacements)
    return 0
