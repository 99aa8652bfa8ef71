"""Which units may see files of their package that their source does not name: those that some proc-macros expand in."""

from collections.abc import Sequence
from pathlib import Path

from cargo_nix.units.closure import Closure
from cargo_nix.units.model import Package, Unit
from cargo_nix.vendor import may_read_files

__all__ = ["read_by_macros"]


def read_by_macros(units: Sequence[Unit], closures: Sequence[Closure], packages: Sequence[Package]) -> tuple[bool, ...]:
    """Return for each unit whether a proc-macro that may read files takes part in compiling it.

    ``units`` have dependencies first. Of a published crate its sources tell; a macro of the workspace, or of a git
    repository, counts as one that reads.
    """
    of_package: dict[int, bool] = {}

    def package_reads(index: int) -> bool:
        if index not in of_package:
            package = packages[index]
            published = package.source is not None and not package.source.startswith("git+")
            of_package[index] = not published or may_read_files(Path(package.manifest_path).parent)
        return of_package[index]

    macro_reads: dict[int, bool] = {}
    found: list[bool] = []
    for index, unit in enumerate(units):
        reached = (*closures[index].own, *closures[index].host)
        found.append(any(macro_reads.get(dep, False) for dep in reached))
        if unit.target.kind == "proc-macro":
            # The expansions of its own macros are its code.
            macro_reads[index] = found[-1] or any(package_reads(units[dep].package) for dep in (index, *reached))
    return tuple(found)
