"""How the dependencies of a unit may access files.

For locked crates, the words of ``crates/words.py`` answer this. A plan knows no words of members, because only the scan
reads members. So the plan names the members instead.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cargo_nix.crates.git_access import facts_of_git
from cargo_nix.crates.known_words import KNOWN_WORDS
from cargo_nix.crates.library_facts import Facts, facts_of
from cargo_nix.crates.words import CLIMBS, DOTS, LOADS, MANIFESTS, OPENS, STARTS
from cargo_nix.units.closure import Closure
from cargo_nix.units.unit import Package, Unit

# Code without one of these words reads no file.
_ACTS = frozenset({OPENS, LOADS, STARTS, MANIFESTS})

__all__ = ["Access", "UnitAccess", "find_access", "join_access"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """The access of some libraries together.

    ``words``: words of the locked crates (``crates/words.py``).
    ``macros``: names of their macros that load a file at the call.
    ``members``: directories of members whose libraries take part; ``words`` and ``macros`` exclude members.
    """

    words: frozenset[str] = frozenset()
    macros: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitAccess:
    """The access of all units: both tuples are parallel to the units.

    ``expands``: the proc-macros that may expand in the unit.
    ``links``: the direct dependencies, including proc-macros, because the output of a proc-macro is code of the unit.
    """

    expands: tuple[Access, ...]
    links: tuple[Access, ...]


def join_access(parts: Iterable[Access]) -> Access:
    """Return the union of ``parts``."""
    accesses = list(parts)
    return Access(
        words=frozenset().union(*(part.words for part in accesses)),
        macros=frozenset().union(*(part.macros for part in accesses)),
        members=frozenset().union(*(part.members for part in accesses)),
    )


def find_access(units: Sequence[Unit], closures: Sequence[Closure], packages: Sequence[Package]) -> UnitAccess:
    """Return the access of ``units``; ``units`` have dependencies first, ``closures`` are parallel to ``units``."""
    libraries: list[Access] = []
    expands: list[Access] = []
    links: list[Access] = []
    for index, unit in enumerate(units):
        reached = (*closures[index].own, *closures[index].host)
        macros = [libraries[dep] for dep in reached if units[dep].target.kind == "proc-macro"]
        expands.append(join_access(macro for macro in macros if macro.members or not _ACTS.isdisjoint(macro.words)))
        linked = (edge.unit for edge in unit.edges)
        links.append(
            join_access(libraries[dep] for dep in linked if not units[dep].is_run and units[dep].target.is_linkable)
        )
        # Macros that expand in a proc-macro write code of the proc-macro.
        below = [links[-1], expands[-1]] if unit.target.kind == "proc-macro" else [links[-1]]
        libraries.append(_library(packages[unit.package], below))
    return UnitAccess(expands=tuple(expands), links=tuple(links))


def _library(package: Package, below: Sequence[Access]) -> Access:
    if package.directory is not None:
        return join_access([Access(members=frozenset({package.directory})), *below])
    if package.name in KNOWN_WORDS:
        return Access(words=KNOWN_WORDS[package.name], macros=_facts(package).macros)
    facts = _facts(package)
    access = join_access([Access(words=facts.words, macros=facts.macros), *below])
    # The plan has no places for literals of locked crates, so a literal with `..` may lead anywhere.
    if DOTS in facts.words and not _ACTS.isdisjoint(access.words):
        access = replace(access, words=access.words | {CLIMBS})
    return replace(access, words=access.words - {DOTS})


def _facts(package: Package) -> Facts:
    directory = Path(package.manifest_path).parent
    published = package.source is not None and not package.source.startswith("git+")
    return facts_of(directory) if published else facts_of_git(directory)
