"""The scan's ends: the request of a derivation, or a checkout and its plan, to file sets in the plan's form."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cargo_nix.plan.schema import FilesLeftOut, Plan
from cargo_nix.skeleton import read_skeleton
from cargo_nix.sources import Asked, answer_member

__all__ = ["scan_members", "scan_request"]


def scan_request(request: Mapping[str, Any]) -> str:
    """Return the file sets of the one member that ``request`` (nixlib/sources/scanMembers.nix) describes, as JSON."""
    found = _scan(Path(request["src"]), request["directory"], request["targets"], request["directories"])
    answer = {key: files.model_dump(mode="json") for key, files in found.items()}
    return json.dumps(answer, sort_keys=True, separators=(",", ":"))


def scan_members(plan: Plan, root: Path) -> dict[str, dict[str, FilesLeftOut]]:
    """Return the file sets of all members of ``plan`` in the checkout ``root``, by package directory."""
    manifests = [path for path in read_skeleton(root).files if path.rpartition("/")[2] == "Cargo.toml"]
    directories = [path.rpartition("/")[0] for path in manifests]
    return {
        package.origin.directory: _scan(
            root, package.origin.directory, [target.model_dump() for target in package.targets], directories
        )
        for package in plan.packages
        if package.origin.directory is not None
    }


def _scan(
    root: Path, directory: str, targets: Sequence[Mapping[str, Any]], directories: Sequence[str]
) -> dict[str, FilesLeftOut]:
    prefix = f"{directory}/" if directory else ""
    answers = answer_member(
        root / directory,
        [Asked(**target) for target in targets],
        location=directory,
        excluded=[path.removeprefix(prefix) for path in directories if path != directory and path.startswith(prefix)],
    )
    return {
        key: FilesLeftOut(left_out=list(found.left_out), outside=list(found.outside), manifest=found.manifest)
        for key, found in answers.items()
    }
