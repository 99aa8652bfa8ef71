"""A checkout and its plan -> the file sets of all members in the plan's form."""

from pathlib import Path

from cargo_nix.plan.schema import FilesLeftOut, Plan
from cargo_nix.skeleton import read_skeleton
from cargo_nix.sources.request import answer_directory

__all__ = ["scan_members"]


def scan_members(plan: Plan, root: Path) -> dict[str, dict[str, FilesLeftOut]]:
    """Return the file sets of all members of ``plan`` in the checkout ``root``, by package directory."""
    manifests = [path for path in read_skeleton(root).files if path.rpartition("/")[2] == "Cargo.toml"]
    directories = [path.rpartition("/")[0] for path in manifests]
    found = {}
    for package in plan.packages:
        directory = package.origin.directory
        if directory is not None:
            targets = [target.model_dump() for target in package.targets]
            answers = answer_directory(root, directory, targets, directories=directories)
            found[directory] = {
                key: FilesLeftOut(left_out=list(files.left_out), outside=list(files.outside), manifest=files.manifest)
                for key, files in answers.items()
            }
    return found
