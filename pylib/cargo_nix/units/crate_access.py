"""What the crates that a unit depends on may do with files, as far as a plan can know it.

The words of ``crates/words.py`` tell it of a published crate and of one from a git repository. Of a member the plan
knows nothing: its scan finds the words, so the plan only names the member.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cargo_nix.crates.git_access import facts_of_git
from cargo_nix.crates.known_words import KNOWN_WORDS
from cargo_nix.crates.library_facts import Facts, facts_of
from cargo_nix.crates.words import LOADS, MANIFESTS, OPENS, STARTS
from cargo_nix.units.closure import Closure
from cargo_nix.units.unit import Package, Unit

# A macro without any of these reads nothing, whatever other words it has.
_ACTS = frozenset({OPENS, LOADS, STARTS, MANIFESTS})

__all__ = ["Access", "UnitAccess", "find_access", "join_access"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """``words`` of crates, the names of ``macros`` that load files at the call, and ``members`` by directory.

    The libraries of the members take part too; what they do is not in ``words`` and ``macros``.
    """

    words: frozenset[str] = frozenset()
    macros: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitAccess:
    """Parallel to the units: ``expands`` is of the proc-macros that expand in a unit, ``links`` of what it links.

    Proc-macros that it names are among the latter: what they write is code of the unit.
    """

    expands: tuple[Access, ...]
    links: tuple[Access, ...]


def join_access(parts: Iterable[Access]) -> Access:
    """Return what ``parts`` may do together."""
    known = list(parts)
    return Access(
        words=frozenset().union(*(part.words for part in known)),
        macros=frozenset().union(*(part.macros for part in known)),
        members=frozenset().union(*(part.members for part in known)),
    )


def find_access(units: Sequence[Unit], closures: Sequence[Closure], packages: Sequence[Package]) -> UnitAccess:
    """Return the access of each of ``units``, which have dependencies first; ``closures`` are parallel to them."""
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
        # What expands in a proc-macro is its code.
        below = [links[-1], expands[-1]] if unit.target.kind == "proc-macro" else [links[-1]]
        libraries.append(_library(packages[unit.package], below))
    return UnitAccess(expands=tuple(expands), links=tuple(links))


def _library(package: Package, below: Sequence[Access]) -> Access:
    if package.directory is not None:
        return join_access([Access(members=frozenset({package.directory})), *below])
    if package.name in KNOWN_WORDS:
        return Access(words=KNOWN_WORDS[package.name], macros=_facts(package).macros)
    facts = _facts(package)
    return join_access([Access(words=facts.words, macros=facts.macros), *below])


def _facts(package: Package) -> Facts:
    directory = Path(package.manifest_path).parent
    published = package.source is not None and not package.source.startswith("git+")
    return facts_of(directory) if published else facts_of_git(directory)
