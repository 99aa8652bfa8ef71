"""The scan's derivation: the request of nixlib/sources/scanMembers.nix in, the member's file sets out.

It runs at every edit of a member, so it imports no more than the scan does.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cargo_nix.errors import SourceError
from cargo_nix.sources.answer import Asked, MemberAnswer, answer_member

__all__ = ["answer_directory", "main", "scan_request"]


def main(argv: Sequence[str]) -> int:
    """Write the answer to the request in the file ``argv[0]`` to ``argv[1]``; return 1 for an error that it tells."""
    request, out = map(Path, argv)
    try:
        out.write_text(scan_request(json.loads(request.read_text(encoding="utf-8"))), encoding="utf-8")
    except SourceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def scan_request(request: Mapping[str, Any]) -> str:
    """Return the answers of the one member that ``request`` describes, as JSON. Raises ``SourceError``."""
    found = answer_directory(
        Path(request["src"]),
        request["directory"],
        request["targets"],
        directories=request["directories"],
        judged=request["judged"],
    )
    return json.dumps(asdict(found), sort_keys=True, separators=(",", ":"))


def answer_directory(
    root: Path, directory: str, targets: Sequence[Mapping[str, Any]], *, directories: Sequence[str], judged: bool
) -> MemberAnswer:
    """Return the answers of the member in ``directory`` of the workspace ``root``.

    ``targets`` are the plan's. Those of ``directories`` that lie below ``directory`` are other members'. ``judged``
    asks whether its library may read files: others' answers hang on that.
    """
    prefix = f"{directory}/" if directory else ""
    return answer_member(
        root / directory,
        [Asked(**target) for target in targets],
        location=directory,
        judged=judged,
        excluded=[path.removeprefix(prefix) for path in directories if path != directory and path.startswith(prefix)],
    )
