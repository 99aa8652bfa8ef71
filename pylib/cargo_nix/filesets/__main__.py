"""The derivation of all file sets: the request of nixlib/sources/mkFileSets.nix in, the sets out.

Standard library only. It runs at every edit of a member, so it imports no parser.
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
    """Write the sets that the request in the file ``argv[0]`` asks for to ``argv[1]``."""
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
    """Return the file sets as JSON, by package directory and key; ``facts`` are parallel to the members."""
    workspace = make_workspace(map(decode_facts, facts), request["variables"], request["directories"])
    sets = assign_files(workspace, [decode_package(member) for member in request["members"]])
    plain = {
        directory: {key: encode_set(file_set) for key, file_set in by_key.items()} for directory, by_key in sets.items()
    }
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
