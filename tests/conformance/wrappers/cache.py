"""A cache for the results of calls that have to run, shared by all recordings.

The cache only has calls for crates, because their sources never change. The key is a hash of all inputs; recordings use
the same few directories, so paths in the inputs are equal too.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable

__all__ = ["cached_result", "fetch", "keep"]

_VOLATILE = frozenset({"CARGO_MAKEFLAGS", "MAKEFLAGS", "NUM_JOBS", "PWD", "OLDPWD", "SHLVL", "_"})


def cached_result(cache: str, crates: str, argv: Iterable[str], files: Iterable[str]) -> str | None:
    """Return the directory in ``cache`` for the result of a call with ``argv`` and the contents of ``files``.

    Returns None if the package is not a crate below ``crates``.
    """
    if not os.environ["CARGO_MANIFEST_DIR"].startswith(crates + "/"):
        return None
    digest = hashlib.sha256()
    for name in sorted(os.environ):
        if name not in _VOLATILE:
            digest.update(f"{name}={os.environ[name]}\0".encode())
    for arg in argv:
        digest.update(f"{arg}\0".encode())
    for path in files:
        with open(path, "rb") as file:  # noqa: PTH123 -- a wrapper starts once a unit: no pathlib
            digest.update(hashlib.file_digest(file, "sha256").digest())
    key = digest.hexdigest()
    return f"{cache}/{key[:2]}/{key[2:34]}"


def fetch(directory: str, to: str) -> bool:
    """Copy the cached result in ``directory`` into ``to``; return whether the result exists."""
    if not os.path.isdir(directory):  # noqa: PTH112
        return False
    shutil.copytree(directory, to, symlinks=True, dirs_exist_ok=True)
    return True


def keep(directory: str, names: Iterable[str], where: str) -> None:
    """Store the files and folders ``names`` of ``where`` in ``directory``."""
    new = f"{directory}.{os.getpid()}"
    os.makedirs(new)  # noqa: PTH103
    for name in names:
        path = f"{where}/{name}"
        if os.path.isdir(path):  # noqa: PTH112
            shutil.copytree(path, f"{new}/{name}", symlinks=True)
        else:
            shutil.copy2(path, f"{new}/{name}")
    try:
        os.rename(new, directory)  # noqa: PTH104
    except OSError:  # another recording was faster
        shutil.rmtree(new)
