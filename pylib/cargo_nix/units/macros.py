"""What the code that a unit stands on may read or ask for: files of its package, variables about it.

A proc-macro may read files while it expands, and so may a library that a build script links. Of most it is known that
they do not. Any macro may ask for a variable: which ones is known too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cargo_nix.clues.variables import EVERY
from cargo_nix.units.closure import Closure
from cargo_nix.units.model import Package, Unit
from cargo_nix.vendor import Facts, facts_of, facts_of_git

__all__ = ["Asks", "Readers", "Reading", "either_reads", "find_readers"]

Reading = bool | tuple[str, ...]
"""Whether somebody may read files; a tuple names the members whose libraries decide it, by directory."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asks:
    """The variables that crates below somebody may ask for, and the ``members`` it stands on: their scans tell more.

    Of members only the nearest are there; they have their own.
    """

    names: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()

    def __or__(self, other: "Asks") -> "Asks":
        """Return what both ask for."""
        return Asks(names=self.names | other.names, members=self.members | other.members)


@dataclass(frozen=True, kw_only=True, slots=True)
class Readers:
    """Parallel to the units: whether what expands in one may read files, and whether what it links may.

    ``asks`` are the variables that what expands in one may ask for, ``runs_ask`` those that what it links may when it
    runs.
    """

    expanding: tuple[Reading, ...]
    linked: tuple[Reading, ...]
    asks: tuple[Asks, ...]
    runs_ask: tuple[Asks, ...]


def either_reads(*found: Reading) -> Reading:
    """Return what ``found`` say together."""
    if any(reading is True for reading in found):
        return True
    members = sorted({member for reading in found if isinstance(reading, tuple) for member in reading})
    return tuple(members) or False


def find_readers(units: Sequence[Unit], closures: Sequence[Closure], packages: Sequence[Package]) -> Readers:
    """Return who may read files for each of ``units``, which have dependencies first, and who asks for variables.

    Of a published crate, and of one of a git repository, its sources tell. Those of a member are no matter of a plan:
    the scan of its files tells (sources/library.py, sources/asking.py).
    """
    known = _Known(packages)
    macro_reads: dict[int, Reading] = {}
    macro_names: dict[int, frozenset[str]] = {}
    expanding: list[Reading] = []
    linked: list[Reading] = []
    members: list[frozenset[str]] = []
    asks: list[Asks] = []
    runs_ask: list[Asks] = []
    for index, unit in enumerate(units):
        reached = (*closures[index].own, *closures[index].host)
        below = {units[dep].package for dep in reached}
        macros = [dep for dep in reached if dep in macro_reads]
        expanding.append(either_reads(*(macro_reads[dep] for dep in macros)))
        linked.append(either_reads(expanding[-1], *map(known.reads, below)))
        members.append(_nearest(unit, units, packages, members))
        names = frozenset().union(*map(known.asks, below), *(macro_names[dep] for dep in macros))
        asks.append(Asks(names=names, members=members[-1]))
        runs_ask.append(Asks(names=names.union(*map(known.runs_ask, below)), members=members[-1]))
        if unit.target.kind == "proc-macro":
            # The expansions of its own macros are its code.
            macro_reads[index] = either_reads(linked[-1], known.reads(unit.package))
            macro_names[index] = runs_ask[-1].names | known.runs_ask(unit.package)
    return Readers(expanding=tuple(expanding), linked=tuple(linked), asks=tuple(asks), runs_ask=tuple(runs_ask))


def _nearest(
    unit: Unit, units: Sequence[Unit], packages: Sequence[Package], members: Sequence[frozenset[str]]
) -> frozenset[str]:
    """Return the directories of the members whose libraries ``unit`` links, itself or behind locked crates."""
    found: set[str] = set()
    for edge in unit.edges:
        dep = units[edge.unit]
        if not dep.is_run and dep.target.is_linkable:
            directory = packages[dep.package].directory
            found |= members[edge.unit] if directory is None else {directory}
    return frozenset(found)


class _Known:
    """What is known of each package's library; of a member nothing, its scan decides."""

    def __init__(self, packages: Sequence[Package]) -> None:
        self._packages = packages
        self._facts: dict[int, Facts] = {}

    def reads(self, index: int) -> Reading:
        directory = self._packages[index].directory
        return self._of(index).reads if directory is None else (directory,)

    def asks(self, index: int) -> frozenset[str]:
        return self._of(index).asks

    def runs_ask(self, index: int) -> frozenset[str]:
        """Return what it may ask for in a program that runs: it may go through all variables."""
        return frozenset({EVERY}) if self._of(index).lists else self.asks(index)

    def _of(self, index: int) -> Facts:
        if index not in self._facts:
            self._facts[index] = _facts(self._packages[index])
        return self._facts[index]


def _facts(package: Package) -> Facts:
    if package.directory is not None:
        return Facts()
    directory = Path(package.manifest_path).parent
    published = package.source is not None and not package.source.startswith("git+")
    return facts_of(directory) if published else facts_of_git(directory)
