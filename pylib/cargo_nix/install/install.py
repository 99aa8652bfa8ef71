"""Copy files from units into a package, and scrub references to the build. Nix runs python3 -I -S install.py."""

import json
import os
import shutil
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, TypedDict

    class Generated(TypedDict):
        """Files that a build script wrote: ``paths`` from the package in ``directory``, or from OUT_DIR."""

        package: str
        script: str
        directory: str
        paths: list[str]


_HASH_LENGTH = 32
_STORE = "/nix/store/"
# The characters of a store hash become `h`, all others are 0: a hash is a run of `h`.
_HASH_CHARACTERS = b"0123456789abcdfghijklmnpqrsvwxyz"
_RUNS = bytes(ord("h") if code in _HASH_CHARACTERS else 0 for code in range(256))
_CHUNK = 1 << 20
# What rustc adds to a file's name for its debug information (Cargo's build_context/target_info.rs). On macOS this is a
# directory.
_DEBUG_INFORMATION = (".dwp", ".dSYM")


def main() -> None:
    """Install the ``files``, ``generated`` and ``scripts`` of the derivation's attributes into its output.

    ``files`` are pairs of paths (``from``, ``to``), ``generated`` are files of build scripts, and ``scripts`` maps
    paths to texts. ``scrub`` lists the store paths to scrub. Raises OSError if a script exists already.
    """
    with open(os.environ["NIX_ATTRS_JSON_FILE"], encoding="utf-8") as file:
        attrs = json.load(file)
    out = attrs["outputs"]["out"]
    hashes = {path[len(_STORE) : len(_STORE) + _HASH_LENGTH].encode() for path in attrs["scrub"]}
    for product in attrs["files"]:
        for suffix in ("", *_DEBUG_INFORMATION):
            if not suffix or os.path.exists(product["from"] + suffix):
                _install(product["from"] + suffix, f"{out}/{product['to']}{suffix}", hashes)
    for generated in attrs["generated"]:
        for path in generated["paths"]:
            _install(_find_generated(generated, path), f"{out}/{path}", hashes)
    for path, text in attrs["scripts"].items():
        script = f"{out}/{path}"
        os.makedirs(os.path.dirname(script), exist_ok=True)
        with open(script, "x", encoding="utf-8") as file:
            file.write(text)
        os.chmod(script, 0o755)  # noqa: S103 -- the store makes it read-only


def _install(source: str, target: str, hashes: set[bytes]) -> None:
    """Copy the file or directory ``source`` to ``target`` without the store hashes ``hashes``."""
    for file in _files_below(source):
        copy = target + file[len(source) :]
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        # The kernel copies: programs with debug information have hundreds of megabytes.
        shutil.copyfile(file, copy)
        os.chmod(copy, os.stat(file).st_mode & 0o777 | 0o200)
        scrub_references(copy, hashes)


def _files_below(path: str) -> "Iterator[str]":
    if not os.path.isdir(path):
        yield path
    for directory, _folders, names in os.walk(path):
        yield from (f"{directory}/{name}" for name in names)


def _find_generated(generated: "Generated", path: str) -> str:
    """Return where the build script wrote ``path``. Ends with a message if it did not write it."""
    roots = []
    if generated["script"]:
        with open(generated["script"] + "/output.json", encoding="utf-8") as file:
            result = json.load(file)
        roots = [os.path.join(generated["script"], "written", generated["directory"]), result["out_dir"]]
    is_inside = not os.path.isabs(path) and ".." not in path.split("/")
    places = [place for root in roots if os.path.exists(place := os.path.join(root, path)) and is_inside]
    if not places:
        sys.exit(
            f"error: the build script of {generated['package']} did not write `{path}`\n"
            f"  at: buildCargoWorkspace: packageOverrides.{generated['package']}.shippedFiles\n"
            "  expected: a file or directory that the script writes, as a path from the package or from OUT_DIR\n"
            f"  got: {_listing(roots) or 'no build script'}"
        )
    return places[0]


def _listing(roots: list[str]) -> str:
    names = [file[len(root) + 1 :] for root in roots for file in _files_below(root) if file != root]
    return ", ".join(sorted(names)[:20]) or ("a script that writes nothing" if roots else "")


def scrub_references(path: str, hashes: set[bytes]) -> None:
    """Replace each store hash of ``hashes`` in the file ``path`` by the letter ``e``, 32 times, in place.

    Nix finds references by their hashes, at any position of a file.
    """
    with open(path, "r+b") as file:
        start = 0
        while chunk := _chunk(file, start):
            scrubbed = _scrub(chunk, hashes)
            if scrubbed != chunk:
                file.seek(start)
                file.write(scrubbed)
            # A hash may lie across the end of a chunk.
            start += _CHUNK


def _chunk(file: "BinaryIO", start: int) -> bytes:
    file.seek(start)
    return file.read(_CHUNK + _HASH_LENGTH - 1)


def _scrub(chunk: bytes, hashes: set[bytes]) -> bytes:
    runs = chunk.translate(_RUNS)
    scrubbed: bytearray | None = None
    run = runs.find(b"h" * _HASH_LENGTH)
    while run >= 0:
        end = runs.find(b"\0", run)
        end = len(runs) if end < 0 else end
        while run + _HASH_LENGTH <= end:
            if chunk[run : run + _HASH_LENGTH] in hashes:
                scrubbed = bytearray(chunk) if scrubbed is None else scrubbed
                scrubbed[run : run + _HASH_LENGTH] = b"e" * _HASH_LENGTH
                run += _HASH_LENGTH
            else:
                run += 1
        run = runs.find(b"h" * _HASH_LENGTH, end)
    return chunk if scrubbed is None else bytes(scrubbed)


if __name__ == "__main__":
    main()
