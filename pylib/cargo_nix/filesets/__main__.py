"""The program of the file sets: a request of nixlib/sources/mkFileSets.nix in, all file sets out.

Standard library only. Each edit of a member runs this program, so it imports no parser.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from cargo_nix.filesets.assign import assign_files
from cargo_nix.filesets.file_set import encode_set
from cargo_nix.filesets.package_targets import decode_package
from cargo_nix.filesets.workspace_files import make_workspace
from cargo_nix.scan.member_facts import decode_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["answer_request", "main"]


def main(argv: Sequence[str]) -> int:
    """Write the file sets for the request in the file ``argv[0]`` to the file ``argv[1]``; return exit status 0."""
    request_path, out = argv
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    facts = []
    for member in request["members"]:
        with open(member["facts"], encoding="utf-8") as file:
            facts.append(json.load(file))
    with open(out, "w", encoding="utf-8") as file:
        file.write(answer_request(request, facts))
    return 0


def answer_request(request: Mapping[str, Any], facts: Sequence[Mapping[str, Any]]) -> str:
    """Return the file sets as JSON, by directory of the package and key (``assign_files``).

    ``request`` has ``members`` (``decode_package``), ``variables`` and ``directories`` (``make_workspace``).
    ``facts`` are parallel to ``members``.
    """
    workspace = make_workspace(map(decode_facts, facts), request["variables"], request["directories"])
    sets = assign_files(workspace, [decode_package(member) for member in request["members"]])
    plain = {
        directory: {key: encode_set(file_set) for key, file_set in by_key.items()} for directory, by_key in sets.items()
    }
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
