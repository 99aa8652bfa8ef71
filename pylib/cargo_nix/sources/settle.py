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
    found = {}
    for directory, scan in scans.items():
        chosen = {
            key: other["answer"] for key, other in scan["undecided"].items() if _any_reads(other["members"], scans)
        }
        found[directory] = {**scan["sets"], **chosen}
    return found


def settle_unasked(scans: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """Return the variables that nothing asks for, by package directory and the keys of its sets.

    A library whose scan is not there counts as one that asks for each.
    """
    return {directory: _unasked(scan["unasked"], scans) for directory, scan in scans.items()}


def _any_reads(members: Sequence[str], scans: Mapping[str, Mapping[str, Any]]) -> bool:
    return any(member not in scans or scans[member]["reads_files"] for member in members)


def _unasked(found: Mapping[str, Any], scans: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return what neither a member nor the members that it stands on ask for, by the keys of its sets."""
    left = {}
    for key, names in found["variables"].items():
        asking = [(member, False) for member in found["askers"].get(key, ())]
        asking += [(member, True) for member in found["running"].get(key, ())]
        reads = _any_reads(found["readers"].get(key, ()), scans)
        left[key] = [] if reads else _not_asked(names, asking, scans)
    return left


def _not_asked(
    names: Sequence[str], asking: Sequence[tuple[str, bool]], scans: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """Return those of ``names`` that neither the members ``asking`` ask for nor what they stand on does.

    With each is whether its code runs while something is compiled: it may go through all variables then.
    """
    left, seen, stack = set(names), set[tuple[str, bool]](), list(asking)
    while stack and left:
        member, runs = stack.pop()
        if member not in scans:
            return []
        known = scans[member]["unasked"]
        runs = runs or known["is_macro"]
        if (member, runs) not in seen:
            seen.add((member, runs))
            left &= set(known["of_library_that_runs" if runs else "of_library"])
            stack += [(below, runs) for below in known["library_askers"]]
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
