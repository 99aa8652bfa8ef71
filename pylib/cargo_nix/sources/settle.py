"""The scans of all members -> their file sets. Run by Nix on its own, so standard library only.

    settle.py (the request is the file NIX_ATTRS_JSON_FILE)

A member's scan reads that member alone. Whether the libraries of other members may read files, the proc-macros that
expand in it or what its build script links, is found by their scans; where that decides, a scan has both answers. So is
what variables they ask for.
"""

from __future__ import annotations

import json
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

__all__ = ["settle", "settle_unasked"]


def settle(scans: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the answers of ``scans``, both by package directory: those that hang on other members are chosen.

    A library whose scan is not there counts as one that reads files.
    """
    reading = {directory for directory, scan in scans.items() if scan["reads_files"]}
    found = {}
    for directory, scan in scans.items():
        chosen = {
            key: other["answer"]
            for key, other in scan["undecided"].items()
            if any(member in reading or member not in scans for member in other["members"])
        }
        found[directory] = {**scan["sets"], **chosen}
    return found


def settle_unasked(scans: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """Return the variables that nothing asks for, by package directory and the keys of its sets.

    A library whose scan is not there counts as one that asks for each.
    """
    return {
        directory: {
            key: _unasked(variables, scan["unasked"]["askers"].get(key, []), scans)
            for key, variables in scan["unasked"]["variables"].items()
        }
        for directory, scan in scans.items()
    }


def _unasked(variables: Sequence[str], members: Sequence[str], scans: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return those of ``variables`` that neither ``members`` ask for nor what they stand on does."""
    left, seen, stack = set(variables), set[str](), list(members)
    while stack and left:
        member = stack.pop()
        if member not in seen:
            seen.add(member)
            known = scans[member]["unasked"] if member in scans else {"of_library": [], "library_askers": []}
            left &= set(known["of_library"])
            stack += known["library_askers"]
    return sorted(left)


def main() -> None:
    """Write what the scans of the request say together."""
    with open(os.environ["NIX_ATTRS_JSON_FILE"], encoding="utf-8") as request:
        attrs = json.load(request)
    scans = {}
    for member in attrs["members"]:
        with open(member["scan"], encoding="utf-8") as scan:
            scans[member["directory"]] = json.load(scan)
    with open(attrs["outputs"]["out"], "w", encoding="utf-8") as out:
        json.dump({"files": settle(scans), "unasked": settle_unasked(scans)}, out, sort_keys=True)


if __name__ == "__main__":
    main()
