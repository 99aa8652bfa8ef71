"""Extract the manifest of a package in a directory source. Nix runs ``main``.

    main([SRC, DIRECTORY, OUT])

Standard library only. SRC has the files of the package, and DIRECTORY is its name in messages. OUT has the same files
as the folder of an archive (crate_manifest.py). Cargo compares the listed checksum of the archive with Cargo.lock.
"""

import json
import os
import sys
from collections.abc import Sequence

from cargo_nix.crates.crate_manifest import CrateContents, write_folder
from cargo_nix.crates.git_access import library_facts
from cargo_nix.errors import VendorError

__all__ = ["main"]

_CHECKSUMS = ".cargo-checksum.json"


def main(argv: Sequence[str]) -> int:
    """Write the manifest folder of the package in ``argv[0]`` to ``argv[2]``; return 0.

    Exits with a message if the checksums of the package cannot be read. Raises OSError if a file cannot be read.
    """
    src, directory, out = argv
    with open(os.path.join(src, "Cargo.toml"), "rb") as file:
        manifest = file.read()
    contents = CrateContents(frozenset(_file_names(src)), manifest, library_facts(src))
    write_folder(contents, _archive_checksum(src, directory), out)
    return 0


def _file_names(src: str) -> list[str]:
    return [
        os.path.normpath(os.path.join(os.path.relpath(directory, src), name))
        for directory, _folders, names in os.walk(src, followlinks=True)
        for name in names
        if name != "Cargo.toml"
    ]


def _archive_checksum(src: str, directory: str) -> object:
    """Return the checksum of the published archive, None for a package without an archive."""
    try:
        with open(os.path.join(src, _CHECKSUMS), encoding="utf-8") as file:
            checksum: object = json.load(file).get("package")
    except (OSError, ValueError, AttributeError) as error:
        message = VendorError(
            problem="the checksums of a vendored package cannot be read",
            place=f"{directory}/{_CHECKSUMS}",
            expected='{"files":{…},"package":…}, as `cargo vendor` writes it',
            came=str(error),
            ways_out=("run `cargo vendor` and commit its directory",),
        )
        sys.exit(str(message))
    return checksum
