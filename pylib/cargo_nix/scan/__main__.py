"""The program of the scan: a request of nixlib/sources/mkFileSets.nix in, the facts of one member out.

Each edit of a member runs this program, so it imports only the modules of the scan.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from cargo_nix.errors import SourceError
from cargo_nix.scan.member_facts import encode_facts
from cargo_nix.scan.scan_member import scan_member

__all__ = ["main", "scan_request"]


def main(argv: Sequence[str]) -> int:
    """Write the facts for the request in the file ``argv[0]`` to the file ``argv[1]``.

    The exit status is 1, with the message on standard error, if the scan raises ``SourceError``.
    """
    request, out = argv
    try:
        with open(request, encoding="utf-8") as file:
            facts = scan_request(json.load(file))
    except SourceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    with open(out, "w", encoding="utf-8") as file:
        file.write(facts)
    return 0


def scan_request(request: Mapping[str, Any]) -> str:
    """Return the facts of the member in ``request`` as JSON.

    ``request`` has the arguments of ``scan_member``, with the root as ``src``. Raises ``SourceError`` if a file cannot
    be read.
    """
    facts = scan_member(
        request["src"],
        request["directory"],
        excluded=request["excluded"],
        scripts=request["scripts"],
        variables=request["variables"],
    )
    return json.dumps(encode_facts(facts), sort_keys=True, separators=(",", ":"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
