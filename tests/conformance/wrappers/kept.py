"""Results of the calls that have to run, kept from one recording to the next: most are of the same few crates.

Crates alone: their sources never change. A call is known by all that it is made of; recordings lie at the same few
places, so that their paths are equal too.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable

__all__ = ["directory_for", "fetch", "keep"]

_VOLATILE = frozenset({"CARGO_MAKEFLAGS", "MAKEFLAGS", "NUM_JOBS", "PWD", "OLDPWD", "SHLVL", "_"})


def directory_for(kept: str, crates: str, argv: Iterable[str], files: Iterable[str]) -> str | None:
    """Return where the result of a call with ``argv`` and the contents of ``files`` is, or would be, kept.

    None for a call of a package that is no crate below ``crates``.
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
    return f"{kept}/{key[:2]}/{key[2:34]}"


def fetch(directory: str, to: str) -> bool:
    """Copy what is kept in ``directory`` into ``to``; return whether there is something."""
    if not os.path.isdir(directory):  # noqa: PTH112
        return False
    shutil.copytree(directory, to, symlinks=True, dirs_exist_ok=True)
    return True


def keep(directory: str, names: Iterable[str], where: str) -> None:
    """Keep the files and folders ``names`` of ``where`` in ``directory``."""
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
