"""Extract manifests, and the files from which Cargo infers targets, from the archives of crates. Nix runs ``main``.

    main([KEY, ARCHIVE, CHECKSUM, KEY, ARCHIVE, CHECKSUM, …, OUT])

Standard library only. OUT/KEY has Cargo.toml, empty files for README and for each ``.rs`` file that names a target,
``.cargo-checksum.json`` as in a directory source, and the facts about the library. Planning reads no other file of the
archive.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cargo_nix.builder.crate_archive import ArchiveError, open_crate
from cargo_nix.crates.library_facts import FACTS, UNKNOWN, Facts, LibraryFacts, is_library_source
from cargo_nix.errors import VendorError

__all__ = ["CrateContents", "main", "write_folder"]

_INFERRED = re.compile(
    r"build\.rs|src/[^/]+\.rs|src/bin/(?:[^/]+|[^/]+/main)\.rs|(?:tests|examples|benches)/(?:[^/]+|[^/]+/main)\.rs"
    r"|README(?:\.md|\.txt)?"
)
_QUOTED_SOURCE = re.compile(r'"([^"\n]+\.rs)"')


class CrateContents(NamedTuple):
    """What planning needs of an archive."""

    names: frozenset[str]
    manifest: bytes
    facts: Facts


def main(argv: Sequence[str]) -> int:
    """Write the manifest folder of each crate in ``argv`` (KEY ARCHIVE CHECKSUM, …, OUT) to OUT/KEY; return 0.

    Exits with a message if an archive cannot be read.
    """
    *crates, out = argv
    for key, archive, checksum in zip(crates[::3], crates[1::3], crates[2::3], strict=True):
        try:
            contents = _read_archive(archive)
            write_folder(contents, checksum, os.path.join(out, key))
        except (ArchiveError, OSError, ValueError) as error:
            sys.exit(str(_unreadable(key, archive, error)))
    return 0


def _unreadable(key: str, archive: str, error: Exception) -> VendorError:
    return VendorError(
        problem=f"the archive of {key} cannot be read",
        place=archive,
        expected="an archive that `cargo package` makes: one folder with Cargo.toml, as .tar.gz",
        came=str(error),
        ways_out=(
            "lock another version of the crate: the registry has this archive, with the locked checksum",
            "depend on the crate by git or by path",
        ),
    )


def _read_archive(archive: str) -> CrateContents:
    names: set[str] = set()
    manifest: bytes | None = None
    library, has_links = LibraryFacts(), False
    with open_crate(archive) as crate:
        for path, entry in crate.entries():
            if entry.isdir():
                continue
            names.add(path)
            if not entry.isreg():
                # What a link leads to may come later in the archive.
                has_links |= is_library_source(path)
                manifest = None if path == "Cargo.toml" else manifest
            elif path == "Cargo.toml":
                manifest = crate.contents(entry).read()
            elif is_library_source(path):
                library.add(path, crate.contents(entry).read())
    if manifest is None:
        raise ArchiveError("Cargo.toml is a link" if "Cargo.toml" in names else "there is no Cargo.toml")
    return CrateContents(frozenset(names), manifest, UNKNOWN if has_links else library.facts())


def write_folder(contents: CrateContents, checksum: object, out: str) -> None:
    """Write the manifest folder ``out``. ``checksum`` is the checksum of the archive, None without an archive."""
    os.makedirs(out)
    for name in _target_sources(contents):
        path = os.path.join(out, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb"):
            pass
    with open(os.path.join(out, "Cargo.toml"), "wb") as target:
        target.write(contents.manifest)
    with open(os.path.join(out, ".cargo-checksum.json"), "w", encoding="utf-8") as target:
        json.dump({"files": {}, "package": checksum}, target, separators=(",", ":"))
    with open(os.path.join(out, FACTS), "w", encoding="utf-8") as target:
        target.write(contents.facts.text())


def _target_sources(contents: CrateContents) -> Iterator[str]:
    explicit = {os.path.normpath(path) for path in _QUOTED_SOURCE.findall(contents.manifest.decode(errors="replace"))}
    for name in sorted(contents.names):
        if _INFERRED.fullmatch(name) or name in explicit:
            yield name
