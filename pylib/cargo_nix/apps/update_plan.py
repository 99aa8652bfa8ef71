"""Copy a committed plan from the store into the checkout. The program of `nix run .#update-plan`.

``update_plan.py PLAN TARGET MANIFEST HASH [DIRECTORY]``: TARGET is an absolute path, or the path of the file in the
checkout. The checkout is DIRECTORY, or the working directory or one of its parents: it has the file MANIFEST with the
SHA-256 HASH.
"""

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence

from cargo_nix.errors import PlanError

__all__ = ["main"]


def main(argv: Sequence[str]) -> int:
    """Write the plan for the arguments ``argv``; return 0, or 1 after a printed error."""
    plan, target, manifest, digest, *directories = argv
    start = os.path.abspath(directories[0] if directories else ".")
    try:
        if not os.path.isabs(target):
            target = os.path.join(_checkout(start, manifest, digest), target)
        _update(plan, target)
    except PlanError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _update(plan: str, target: str) -> None:
    with open(plan, "rb") as file:
        text = file.read()
    before = _read(target)
    if before == text:
        print(f"{_shown(target)} is up to date")
        return
    try:
        _replace(target, text)
    except OSError as error:
        raise PlanError(
            problem="the committed plan cannot be written",
            place=target,
            came=str(error.strerror),
            ways_out=("make the directory writable",),
        ) from error
    print(f"wrote {_shown(target)}")
    if before is None:
        print(f"a flake sees only files that git tracks: git add {_shown(target)}")


def _checkout(start: str, manifest: str, digest: str) -> str:
    checkout = next((path for path in _parents(start) if _has_manifest(path, manifest, digest)), None)
    if checkout is None:
        raise PlanError(
            problem="the checkout of the planned source is not in this directory",
            place=start,
            expected=f"{manifest} as Nix planned it, here or in a parent directory",
            ways_out=(
                "run the command in the checkout",
                "name the checkout: nix run .#update-plan -- DIRECTORY",
            ),
        )
    return checkout


def _parents(path: str) -> Iterator[str]:
    yield path
    parent = os.path.dirname(path)
    if parent != path:
        yield from _parents(parent)


def _has_manifest(checkout: str, manifest: str, digest: str) -> bool:
    text = _read(os.path.join(checkout, manifest))
    return text is not None and hashlib.sha256(text).hexdigest() == digest


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def _replace(target: str, text: bytes) -> None:
    """Write ``text`` to ``target``. A rename replaces the file, so a reader never sees half a plan."""
    directory = os.path.dirname(target)
    os.makedirs(directory, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=directory, prefix=".cargo-nix-")
    with os.fdopen(handle, "wb") as file:
        file.write(text)
    os.chmod(name, 0o644)
    os.replace(name, target)


def _shown(path: str) -> str:
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative
