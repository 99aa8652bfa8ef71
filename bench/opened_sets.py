"""The file sets of a project, in the form that bench/opened.py compares: the one place that knows how they are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cargo_nix.cargo import Toolchain
from cargo_nix.files import _files, _member, scan_members
from cargo_nix.observe import FileSet
from cargo_nix.pipeline import plan_checkout
from cargo_nix.plan.schema import FilesLeftOut
from conformance.selection import parse_flags

__all__ = ["FileSets", "file_sets"]

FileSets = Mapping[str, Mapping[str, FileSet]]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Files:
    """A set told by its files."""

    files: frozenset[str]

    def holds(self, path: str) -> bool:
        return path in self.files


def file_sets(root: Path, command: str, flags: Sequence[str]) -> FileSets:
    """Return the file sets of the workspace at ``root`` by package directory and unit, for ``cargo COMMAND FLAGS``.

    The keys are those of ``cargo_nix.observe``. Of today's sets, all of a package's tests and doctests together have
    what one of them has, and a unit that the scan does not know has the package. Raises ``CargoNixError``.
    """
    own = flags[: list(flags).index("--")] if "--" in flags else flags
    plan = plan_checkout(root, parse_flags([command, *own]), Toolchain(cargo="cargo", rustc="rustc"))
    scanned, everything = scan_members(plan, root), _files(root, plan.directories)
    sets: dict[str, dict[str, FileSet]] = {}
    for package in plan.packages:
        directory = package.origin.directory
        if directory is None:
            continue
        whole = _member(package, plan.directories, root, everything)
        answers = {key: _held(answer, directory, whole) for key, answer in scanned[directory].items()}
        runs = [
            files
            for key, files in answers.items()
            if key.endswith((":run", ":doc")) and not key.startswith("custom-build:")
        ]
        answers["run"] = frozenset[str]().union(*runs) if runs else frozenset(whole)
        sets[directory] = {key: _Files(files=files) for key, files in answers.items()}
    return sets


def _held(answer: FilesLeftOut, directory: str, whole: Sequence[str]) -> frozenset[str]:
    prefix = f"{directory}/" if directory else ""
    gone = {prefix + path for path in answer.left_out}
    kept = {path for path in whole if not any(path == left or path.startswith(f"{left}/") for left in gone)}
    # One that is reduced to names, features and dependencies is laid into the set in its place.
    manifest = {f"{prefix}Cargo.toml"} if answer.manifest or answer.reduced else set[str]()
    return frozenset(kept | manifest | set(answer.outside))
