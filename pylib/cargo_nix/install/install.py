"""Copy products out of units and scrub references to what built them. Run by Nix: python3 -I -S install.py."""

import json
import os

_HASH_LENGTH = 32
_STORE = "/nix/store/"


def main() -> None:
    """Install the ``files`` of the derivation's attributes into its output."""
    with open(os.environ["NIX_ATTRS_JSON_FILE"], encoding="utf-8") as file:
        attrs = json.load(file)
    out = attrs["outputs"]["out"]
    hashes = {path[len(_STORE) : len(_STORE) + _HASH_LENGTH].encode() for path in attrs["scrub"]}
    for product in attrs["files"]:
        target = f"{out}/{product['to']}"
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(product["from"], "rb") as source:
            content = source.read()
        with open(target, "wb") as file:
            file.write(scrub(content, hashes))
        os.chmod(target, os.stat(product["from"]).st_mode & 0o777 | 0o200)


def scrub(content: bytes, hashes: set[bytes]) -> bytes:
    """Return ``content`` with each store hash of ``hashes`` replaced by as many ``e``.

    Nix finds references by their hashes alone, wherever they stand.
    """
    store = _STORE.encode()
    pieces: list[bytes] = []
    place = 0
    while True:
        found = content.find(store, place)
        if found < 0:
            return b"".join([*pieces, content[place:]])
        start = found + len(store)
        digest = content[start : start + _HASH_LENGTH]
        pieces += [content[place:start], b"e" * len(digest) if digest in hashes else digest]
        place = start + len(digest)


if __name__ == "__main__":
    main()
