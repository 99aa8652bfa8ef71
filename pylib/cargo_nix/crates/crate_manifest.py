"""Extract manifests, and the files from which Cargo infers targets, from the archives of crates. Nix runs ``main``.

    main([KEY, ARCHIVE, CHECKSUM, KEY, ARCHIVE, CHECKSUM, …, OUT])

Standard library only. OUT/KEY has Cargo.toml, empty files for README and for each ``.rs`` file that names a target,
``.cargo-checksum.json`` as in a directory source, and the facts about the library. Planning reads no other file of the
archive.
"""

import json
import os
import re
import tarfile
from collections.abc import Sequence

from cargo_nix.crates.library_facts import FACTS, Facts, LibraryFacts, is_library_source

__all__ = ["main", "write_folder"]

_INFERRED = re.compile(
    r"build\.rs|src/[^/]+\.rs|src/bin/(?:[^/]+|[^/]+/main)\.rs|(?:tests|examples|benches)/(?:[^/]+|[^/]+/main)\.rs"
    r"|README(?:\.md|\.txt)?"
)
_QUOTED_SOURCE = re.compile(r'"([^"\n]+\.rs)"')


def main(argv: Sequence[str]) -> int:
    """Write the manifest folder of each crate in ``argv`` (KEY ARCHIVE CHECKSUM, …, OUT) to OUT/KEY; return 0.

    Raises ``tarfile.TarError`` or OSError if an archive cannot be read.
    """
    *crates, out = argv
    for key, archive, checksum in zip(crates[::3], crates[1::3], crates[2::3], strict=True):
        _write_manifest(archive, checksum, os.path.join(out, key))
    return 0


def _write_manifest(archive: str, checksum: str, out: str) -> None:
    names: list[str] = []
    manifest, library = b"", LibraryFacts()
    with tarfile.open(archive, "r|gz") as tar:
        for entry in tar:
            path = entry.name.partition("/")[2]
            if path == "Cargo.toml":
                file = tar.extractfile(entry)
                manifest = file.read() if file else b""
            elif entry.isfile():
                names.append(path)
                if is_library_source(path):
                    text = tar.extractfile(entry)
                    library.add(path, text.read() if text else b"")
    write_folder(out, names, manifest, checksum, library.facts())


def write_folder(out: str, names: Sequence[str], manifest: bytes, checksum: object, facts: Facts) -> None:
    """Write the manifest folder ``out`` of a crate.

    ``names`` are the files of the crate without Cargo.toml, ``manifest`` is the text of Cargo.toml, ``checksum`` the
    checksum of the archive (None without an archive), and ``facts`` are the facts about the library.
    """
    explicit = {os.path.normpath(path) for path in _QUOTED_SOURCE.findall(manifest.decode(errors="replace"))}
    for name in names:
        if _INFERRED.fullmatch(name) or name in explicit:
            path = os.path.join(out, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "xb"):
                pass
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "Cargo.toml"), "wb") as target:
        target.write(manifest)
    with open(os.path.join(out, ".cargo-checksum.json"), "w", encoding="utf-8") as target:
        json.dump({"files": {}, "package": checksum}, target, separators=(",", ":"))
    with open(os.path.join(out, FACTS), "w", encoding="utf-8") as target:
        target.write(facts.text())
