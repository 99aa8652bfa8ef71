"""How much of the workspace a unit may read: the rule of docs/rebuilds.md. Standard library only.

``closed``: nothing that runs while the unit is built can open a file that is not known. ``package``: something may open
files. ``workspace``: it may also lead out of the package. Nothing is narrowed by a guess: a file too many costs a
rebuild, a file too few gives other software.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cargo_nix.crates.words import ANCHORED, CLIMBS, CWD, LOADS, MANIFESTS, OPENS, STARTS

__all__ = ["Readable", "readable_by_macros", "readable_by_program", "readable_by_started"]

# Programs that read none of the files: a source that Nix builds from has no repository for git.
_READS_NOTHING = frozenset({"git", "date", "uname", "hostname", "whoami", "id", "nproc", "true", "echo",
                            "CARGO_BIN_EXE"})  # fmt: skip
# Programs that read what their arguments name.
_READS_ARGUMENTS = frozenset({"rustc", "cat", "cp", "cc", "c++", "gcc", "g++", "clang", "clang++", "ar", "ld", "nm",
                              "strip", "objcopy", "protoc"})  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Readable:
    """What may be read: ``opens`` any file of the package, ``climbs`` beyond it, and ``places`` wherever they are.

    ``manifests`` are those of the package and of the directories above it.
    """

    opens: bool = False
    climbs: bool = False
    manifests: bool = False
    places: frozenset[str] = field(default_factory=frozenset)

    def __or__(self, other: "Readable") -> "Readable":
        """Return what both read: one may lead out and the other one open."""
        return Readable(
            opens=self.opens or other.opens,
            climbs=self.climbs or other.climbs,
            manifests=self.manifests or other.manifests,
            places=self.places | other.places,
        )


def readable_by_macros(words: Iterable[str]) -> Readable:
    """Return what proc-macros with ``words`` read while they expand.

    They run where rustc does, in the root of the workspace, so the working directory leads out of the package. So may a
    file that a macro opens without asking for the directory of the package.
    """
    known = frozenset(words)
    opens = not known.isdisjoint({OPENS, LOADS, STARTS})
    climbs = not known.isdisjoint({CLIMBS, CWD, STARTS}) or (OPENS in known and ANCHORED not in known)
    return Readable(opens=opens, climbs=climbs, manifests=MANIFESTS in known)


def readable_by_program(words: Iterable[str]) -> Readable:
    """Return what the crates with ``words`` read in a program that Cargo starts in the directory of its package."""
    known = frozenset(words)
    return Readable(opens=not known.isdisjoint({OPENS, STARTS}), climbs=not known.isdisjoint({CLIMBS, STARTS}))


def readable_by_started(programs: Iterable[str]) -> Readable:
    """Return what other programs read that code starts, by their names."""
    unknown = frozenset(programs) - _READS_NOTHING
    return Readable(opens=bool(unknown), climbs=bool(unknown - _READS_ARGUMENTS))
