"""The derivation of CARGO_HOME for the dev shell: reads locked crates, writes ``config.toml`` and ``vendor``."""

import json
from collections.abc import Sequence
from pathlib import Path

from cargo_nix.crates.vendored_home import VendoredCrate, write_cargo_home

__all__ = ["main"]


def main(argv: Sequence[str]) -> int:
    """Write the CARGO_HOME for the request in the JSON file ``argv[0]`` to the directory ``argv[1]``; return 0.

    The request lists ``crates``, as `VendoredCrate.from_request` reads them. Raises FileExistsError if the directory
    exists.
    """
    request, home = map(Path, argv)
    crates = json.loads(request.read_text(encoding="utf-8"))["crates"]
    home.mkdir()
    write_cargo_home(home, [VendoredCrate.from_request(crate) for crate in crates])
    return 0
