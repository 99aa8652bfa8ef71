"""Copy files from units into a package, and scrub references to the build. Nix runs python3 -I -S install.py."""

import json
import mmap
import os
import shutil

_HASH_LENGTH = 32
_STORE = b"/nix/store/"


def main() -> None:
    """Install the ``files`` and ``scripts`` of the derivation's attributes into its output.

    ``files`` are pairs of paths (``from``, ``to``), and ``scripts`` maps paths to texts. ``scrub`` lists the store
    paths to scrub. Raises OSError if a script exists already.
    """
    with open(os.environ["NIX_ATTRS_JSON_FILE"], encoding="utf-8") as file:
        attrs = json.load(file)
    out = attrs["outputs"]["out"]
    hashes = {path[len(_STORE) : len(_STORE) + _HASH_LENGTH].encode() for path in attrs["scrub"]}
    for product in attrs["files"]:
        target = f"{out}/{product['to']}"
        os.makedirs(os.path.dirname(target), exist_ok=True)
        # The kernel copies, because programs with debug information have hundreds of megabytes.
        shutil.copyfile(product["from"], target)
        os.chmod(target, os.stat(product["from"]).st_mode & 0o777 | 0o200)
        scrub_references(target, hashes)
    for path, text in attrs["scripts"].items():
        script = f"{out}/{path}"
        os.makedirs(os.path.dirname(script), exist_ok=True)
        with open(script, "x", encoding="utf-8") as file:
            file.write(text)
        os.chmod(script, 0o755)  # noqa: S103 -- the store makes it read-only


def scrub_references(path: str, hashes: set[bytes]) -> None:
    """Replace each store hash of ``hashes`` in the file ``path`` by the letter ``e``, 32 times, in place.

    Nix finds references by their hashes, at any position of a file.
    """
    if os.stat(path).st_size == 0:
        return  # mmap refuses empty files
    with open(path, "r+b") as file, mmap.mmap(file.fileno(), 0) as content:
        position = content.find(_STORE)
        while position >= 0:
            start = position + len(_STORE)
            end = start + _HASH_LENGTH
            if content[start:end] in hashes:
                content[start:end] = b"e" * _HASH_LENGTH
            position = content.find(_STORE, start)


if __name__ == "__main__":
    main()
