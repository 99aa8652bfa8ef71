"""Copy a unit's files for test runs.

The unit was compiled with fewer files than its programs may open. In the copy, paths of complete file sets replace the
compiled-in paths.
"""

from __future__ import annotations

import os
import shutil

from embedded import read_replacements, replace_in_program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import CopyAttributes

__all__ = ["place_files"]


def place_files(attrs: CopyAttributes) -> int:
    """Copy the directory ``files`` of ``attrs`` to the output, with the paths of ``embedded`` replaced; return 0."""
    out, replacements = attrs["outputs"]["out"], read_replacements(attrs["embedded"])
    shutil.copytree(attrs["files"], out, symlinks=True)
    # On macOS, debug information is a directory.
    for directory, _folders, names in os.walk(out):
        os.chmod(directory, 0o755)  # noqa: S103 -- the store's mode, and writable
        for path in (f"{directory}/{name}" for name in names):
            if not os.path.islink(path) and os.path.getsize(path):
                replace_in_program(path, replacements)
    return 0
