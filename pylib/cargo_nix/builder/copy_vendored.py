"""Copy a package of a directory source, after a comparison of the listed checksums. Nix runs this program.

    python3 -I -S copy_vendored.py SRC DIRECTORY OUT

SRC has the files of the package, and DIRECTORY is the name of the package's directory in messages.
Source: sources/directory.rs, ``verify``.
"""

import hashlib
import json
import os
import shutil
import sys

_CHECKSUMS = ".cargo-checksum.json"


def copy_vendored(src: str, directory: str, out: str) -> None:
    """Copy the package ``src`` to ``out``. Exits with a message if a file differs from its listed checksum."""
    for name, expected in _listed_checksums(src, directory).items():
        actual = _checksum(os.path.join(src, name))
        if actual != expected:
            sys.exit(
                f"error: the listed checksum of `{directory}/{name}` has changed\n"
                f"  at: {directory}/{_CHECKSUMS}\n"
                f"  expected: {expected}\n"
                f"  got: {actual}\n"
                "  ways out:\n"
                "    1. restore the file: Cargo refuses edited files of a directory source, too\n"
                "    2. to build an edited copy of the crate: name its directory in `[patch]`"
            )
    # Links stay links, as in a checkout.
    shutil.copytree(src, out, symlinks=True)


def _listed_checksums(src: str, directory: str) -> "dict[str, str]":
    try:
        with open(os.path.join(src, _CHECKSUMS), encoding="utf-8") as file:
            return dict(json.load(file)["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.exit(
            f"error: the checksums of a vendored package cannot be read\n"
            f"  at: {directory}/{_CHECKSUMS}\n"
            f'  expected: {{"files":{{…}},"package":…}}, as `cargo vendor` writes it\n'
            f"  got: {error}\n"
            "  ways out:\n"
            "    1. run `cargo vendor` and commit its directory"
        )


def _checksum(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError as error:
        return str(error.strerror)


if __name__ == "__main__":
    copy_vendored(*sys.argv[1:])
