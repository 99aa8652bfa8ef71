"""The derivation of the dev shell's CARGO_HOME: locked crates in, ``config.toml`` and ``vendor`` out."""

import json
from collections.abc import Sequence
from pathlib import Path

from cargo_nix.crates.vendored_home import VendoredCrate, write_cargo_home

__all__ = ["main"]


def main(argv: Sequence[str]) -> int:
    """Write the CARGO_HOME that the request in ``argv[0]`` describes to ``argv[1]``; return 0."""
    request, home = map(Path, argv)
    crates = json.loads(request.read_text(encoding="utf-8"))["crates"]
    home.mkdir()
    write_cargo_home(home, [VendoredCrate.from_request(crate) for crate in crates])
    return 0
