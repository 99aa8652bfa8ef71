"""Which units may see files of their package that their source does not name: what other crates' code may open.

A proc-macro may read files while it expands, and so may a library that a build script links. Of most it is known that
they do not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cargo_nix.units.closure import Closure
from cargo_nix.units.model import Package, Unit
from cargo_nix.vendor import may_read_files
from cargo_nix.vendor.git_access import may_read_git_files

__all__ = ["Readers", "Reading", "either_reads", "find_readers"]

Reading = bool | tuple[str, ...]
"""Whether somebody may read files; a tuple names the members whose libraries decide it, by directory."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Readers:
    """Parallel to the units: whether what expands in one may read files, and whether what it links may."""

    expanding: tuple[Reading, ...]
    linked: tuple[Reading, ...]


def either_reads(*found: Reading) -> Reading:
    """Return what ``found`` say together."""
    if any(reading is True for reading in found):
        return True
    members = sorted({member for reading in found if isinstance(reading, tuple) for member in reading})
    return tuple(members) or False


def find_readers(units: Sequence[Unit], closures: Sequence[Closure], packages: Sequence[Package]) -> Readers:
    """Return who may read files for each of ``units``, which have dependencies first.

    Of a published crate, and of one of a git repository, its sources tell. Those of a member are no matter of a plan:
    the scan of its files tells (sources/library.py).
    """
    of_package: dict[int, Reading] = {}

    def package_reads(index: int) -> Reading:
        if index not in of_package:
            of_package[index] = _package_reads(packages[index])
        return of_package[index]

    macro_reads: dict[int, Reading] = {}
    expanding: list[Reading] = []
    linked: list[Reading] = []
    for index, unit in enumerate(units):
        reached = (*closures[index].own, *closures[index].host)
        expanding.append(either_reads(*(macro_reads[dep] for dep in reached if dep in macro_reads)))
        linked.append(either_reads(expanding[-1], *(package_reads(units[dep].package) for dep in reached)))
        if unit.target.kind == "proc-macro":
            # The expansions of its own macros are its code.
            macro_reads[index] = either_reads(linked[-1], package_reads(unit.package))
    return Readers(expanding=tuple(expanding), linked=tuple(linked))


def _package_reads(package: Package) -> Reading:
    if package.directory is not None:
        return (package.directory,)
    directory = Path(package.manifest_path).parent
    published = package.source is not None and not package.source.startswith("git+")
    return may_read_files(directory) if published else may_read_git_files(directory)
