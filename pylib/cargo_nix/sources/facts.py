"""What one source file says about other files, before any path is resolved."""

from dataclasses import dataclass

from cargo_nix.sources.model import Mode

__all__ = [
    "ALWAYS",
    "NOTHING",
    "Block",
    "Call",
    "Entry",
    "Facts",
    "Frame",
    "Generated",
    "Include",
    "Inline",
    "Module",
    "Opaque",
    "Program",
    "RunTime",
]

ALWAYS = frozenset(Mode)


@dataclass(frozen=True, kw_only=True, slots=True)
class Inline:
    """An enclosing ``mod name { … }``; ``paths`` are its path attributes, ``default`` whether it may have none."""

    name: str
    paths: tuple[str, ...] = ()
    default: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """An enclosing function body: a module in it knows the directory, but not the file's own name."""


Frame = Inline | Block


@dataclass(frozen=True, kw_only=True, slots=True)
class Module:
    """``mod name;`` with its frames, outermost first."""

    line: int
    modes: frozenset[Mode]
    frames: tuple[Frame, ...]
    name: str
    paths: tuple[str, ...] = ()
    default: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Include:
    """An ``include*!`` whose path is known; ``code`` for ``include!``, whose file is scanned in turn."""

    line: int
    modes: frozenset[Mode]
    path: str
    from_manifest: bool
    code: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """The use of a macro whose body, found elsewhere in the package, declares modules or includes files."""

    line: int
    modes: frozenset[Mode]
    frames: tuple[Frame, ...]
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Opaque:
    """A place where a file may be loaded and the scan cannot say which.

    ``included`` tells an include from a module: another target's sources may be included, but are no module here.
    """

    line: int
    modes: frozenset[Mode]
    reason: str
    included: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RunTime:
    """The program learns where its sources lie: the whole package (``embeds``) or this file (``file!()``)."""

    line: int
    modes: frozenset[Mode]
    embeds: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """An include of a program of the package (``CARGO_BIN_EXE_…``): it is read while this target is compiled."""

    line: int
    modes: frozenset[Mode]


@dataclass(frozen=True, kw_only=True, slots=True)
class Generated:
    """An ``include!`` of what the package's build script wrote: code that may load files as any other."""

    line: int
    modes: frozenset[Mode]


Entry = Module | Include | Call | Opaque | Program | RunTime | Generated


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """All entries of a file, and those of the macros it defines, by macro name."""

    entries: tuple[Entry, ...] = ()
    macros: tuple[tuple[str, Entry], ...] = ()


NOTHING = Facts()
