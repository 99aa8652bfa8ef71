"""What the scan is asked about, and what it answers."""

import enum
from dataclasses import dataclass
from typing import Literal

__all__ = ["FileSet", "Kind", "Mode", "Target", "TargetKey"]

Kind = Literal["lib", "proc-macro", "bin", "example", "test", "bench", "custom-build"]


class Mode(enum.Enum):
    """How a target is compiled, as far as it decides which of its modules rustc loads.

    ``PLAIN`` is rustc without ``cfg(test)``, ``TEST`` with it, ``DOC`` is rustdoc (``cfg(doc)``, and
    ``cfg(doctest)`` where it runs doctests).
    """

    PLAIN = "plain"
    TEST = "test"
    DOC = "doc"


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A Cargo target of the member that is scanned.

    ``src_path`` is relative to the package root. ``modes`` are the ones to answer for. ``may_read_files`` is
    false where the caller knows that no proc-macro is in the target's dependency closure: such a macro may
    open any file, and nothing in the source says which.
    """

    name: str
    kind: Kind
    src_path: str
    modes: tuple[Mode, ...] = (Mode.PLAIN,)
    may_read_files: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetKey:
    """One question: this target in this mode; with ``runs`` not what it is compiled of, but what it then finds."""

    kind: Kind
    name: str
    mode: Mode
    runs: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FileSet:
    """The files a unit of one target and mode can read, and how far the scan is sure of it.

    ``files`` are sorted paths relative to the package root, ``outside`` sorted paths relative to the
    workspace root of files that the source names beyond the package; the caller adds those that exist.
    ``explained`` means that the whole module tree and all includes are known; ``reasons`` say what is not,
    each with file and line. ``reads_package`` means that the program may open files of its package: one that knows
    where that lies (``env!("CARGO_MANIFEST_DIR")``), or a test that runs. ``takes_programs`` means that the package's
    programs may be read while this target is compiled.
    """

    files: tuple[str, ...]
    outside: tuple[str, ...] = ()
    explained: bool = True
    reads_package: bool = False
    takes_programs: bool = False
    reasons: tuple[str, ...] = ()
