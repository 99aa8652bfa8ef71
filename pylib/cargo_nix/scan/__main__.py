"""The scan's derivation: the request of nixlib/sources/mkFileSets.nix in, the member's facts out.

It runs at every edit of a member, so it imports no more than the scan does.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cargo_nix.errors import SourceError
from cargo_nix.scan.member_facts import encode_facts
from cargo_nix.scan.scan_member import scan_member

__all__ = ["main", "scan_request"]


def main(argv: Sequence[str]) -> int:
    """Write the facts that the request in ``argv[0]`` asks for to ``argv[1]``; return 1 for an error of the source."""
    request, out = map(Path, argv)
    try:
        out.write_text(scan_request(json.loads(request.read_text(encoding="utf-8"))), encoding="utf-8")
    except SourceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def scan_request(request: Mapping[str, Any]) -> str:
    """Return the facts of the one member that ``request`` describes, as JSON. Raises ``SourceError``."""
    facts = scan_member(
        Path(request["src"]),
        request["directory"],
        excluded=request["excluded"],
        scripts=request["scripts"],
        variables=request["variables"],
    )
    return json.dumps(encode_facts(facts), sort_keys=True, separators=(",", ":"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
