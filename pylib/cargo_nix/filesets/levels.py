"""The level of a file set (docs/rebuilds.md, "Levels"). Standard library only.

``closed``: no code that runs during the build can open an unknown file.
``package``: such code may open files of the package.
``workspace``: such code may also leave the package.

In doubt, the level is higher: a file too many costs a rebuild, a file too few changes the software.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cargo_nix.crates.words import ANCHORED, CLIMBS, CWD, LOADS, MANIFESTS, OPENS, STARTS

__all__ = ["Readable", "readable_by_macros", "readable_by_program", "readable_by_started"]

# Programs that read no source: git finds no repository in a source of Nix.
_READS_NOTHING = frozenset({"git", "date", "uname", "hostname", "whoami", "id", "nproc", "true", "echo",
                            "CARGO_BIN_EXE"})  # fmt: skip
# Programs that only read files in their arguments.
_READS_ARGUMENTS = frozenset({"rustc", "cat", "cp", "cc", "c++", "gcc", "g++", "clang", "clang++", "ar", "ld", "nm",
                              "strip", "objcopy", "protoc"})  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Readable:
    """The files that code may read.

    ``opens``: whether the code may open files of the package.
    ``climbs``: whether the code may leave the package.
    ``manifests``: whether the code may read the manifests of the package and of its parent directories.
    ``places``: directories and files that the code names, from the root of the source.
    """

    opens: bool = False
    climbs: bool = False
    manifests: bool = False
    places: frozenset[str] = field(default_factory=frozenset)

    def __or__(self, other: "Readable") -> "Readable":
        """Return the union: one part may leave the package, and the other part may open files."""
        return Readable(
            opens=self.opens or other.opens,
            climbs=self.climbs or other.climbs,
            manifests=self.manifests or other.manifests,
            places=self.places | other.places,
        )


def readable_by_macros(words: Iterable[str]) -> Readable:
    """Return the files that proc-macros with ``words`` (``crates/words.py``) may read when they expand.

    Macros run in rustc's working directory, the root of the workspace. So a macro may leave the package with the
    working directory, or if it opens a file without a word for the directory of the package.
    """
    word_set = frozenset(words)
    opens = not word_set.isdisjoint({OPENS, LOADS, STARTS})
    climbs = not word_set.isdisjoint({CLIMBS, CWD, STARTS}) or (OPENS in word_set and ANCHORED not in word_set)
    return Readable(opens=opens, climbs=climbs, manifests=MANIFESTS in word_set)


def readable_by_program(words: Iterable[str]) -> Readable:
    """Return the files that a program of crates with ``words`` may read.

    Cargo starts such a program in the directory of the package.
    """
    word_set = frozenset(words)
    return Readable(opens=not word_set.isdisjoint({OPENS, STARTS}), climbs=not word_set.isdisjoint({CLIMBS, STARTS}))


def readable_by_started(programs: Iterable[str]) -> Readable:
    """Return the files that started ``programs`` may read, by name; an unknown program may read all files."""
    unknown = frozenset(programs) - _READS_NOTHING
    return Readable(opens=bool(unknown), climbs=bool(unknown - _READS_ARGUMENTS))
