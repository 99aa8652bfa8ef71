"""References of one file to other files, with unresolved paths. Standard library only."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

__all__ = [
    "ALL_MODES",
    "Call",
    "Effect",
    "Effects",
    "Frame",
    "Include",
    "Mode",
    "Module",
    "Opaque",
    "Reference",
    "decode_reference",
    "encode_reference",
]


class Mode(StrEnum):
    """The ways to compile a target that load different modules.

    ``PLAIN``: rustc without ``cfg(test)``.
    ``TEST``: rustc with ``cfg(test)``.
    ``DOC``: rustdoc, with ``cfg(doc)``, and with ``cfg(doctest)`` for doctests.
    """

    PLAIN = "plain"
    TEST = "test"
    DOC = "doc"


ALL_MODES: tuple[Mode, ...] = tuple(Mode)


class Frame(NamedTuple):
    """An enclosing ``mod name { … }``, or a block if ``name`` is None.

    ``paths``: the path attributes of the module.
    ``default``: whether the module may have its default directory.

    A block matters: for a module inside of a function, rustc looks in the directory of the file, and not in the
    directory that has the name of the file.
    """

    name: str | None = None
    paths: tuple[str, ...] = ()
    default: bool = True


class Module(NamedTuple):
    """A module in another file: ``mod name;``.

    ``frames``: enclosing modules and blocks, outermost first.
    ``paths``, ``default``: the path attributes, and whether the module may have its default path.
    """

    line: int
    modes: tuple[Mode, ...]
    frames: tuple[Frame, ...]
    name: str
    paths: tuple[str, ...] = ()
    default: bool = True


class Include(NamedTuple):
    """An ``include*!`` with a known path.

    ``path``: relative to the including file; with ``variable``, the text after the variable's value.
    ``variable``: CARGO_MANIFEST_DIR or another variable, else None.
    ``code``: whether the macro is ``include!`` and the file is Rust code.
    """

    line: int
    modes: tuple[Mode, ...]
    path: str
    variable: str | None
    code: bool


class Call(NamedTuple):
    """A call of a macro of the same package that may load files.

    ``frames``: enclosing modules and blocks of the call, outermost first.
    """

    line: int
    modes: tuple[Mode, ...]
    frames: tuple[Frame, ...]
    name: str


class Opaque(NamedTuple):
    """Code that may load an unknown file; ``reason`` is for messages."""

    line: int
    modes: tuple[Mode, ...]
    reason: str


class Effects(StrEnum):
    """Effects of code that loads no file of the source.

    ``EMBEDS``: the code embeds the path of its package, with ``env!("CARGO_MANIFEST_DIR")`` or ``file!()``.
    ``PROGRAMS``: rustc reads a program of the package, with an include of ``CARGO_BIN_EXE_…``.
    ``GENERATED``: an ``include!`` of code from the package's build script. Such code may load files, too.
    """

    EMBEDS = "embeds"
    PROGRAMS = "programs"
    GENERATED = "generated"


class Effect(NamedTuple):
    """Code with an effect."""

    line: int
    modes: tuple[Mode, ...]
    effect: Effects


Reference = Module | Include | Call | Opaque | Effect

_TYPES: Mapping[str, type[Reference]] = {kind.__name__: kind for kind in (Module, Include, Call, Opaque, Effect)}


def encode_reference(reference: Reference) -> Sequence[Any]:
    """Return ``reference`` as data for JSON: the name of the class and the fields."""
    return (type(reference).__name__, *reference)


def decode_reference(data: Sequence[Any]) -> Reference:
    """Return the reference of ``data`` from ``encode_reference``. Raises ``KeyError`` for an unknown class."""
    name, line, modes, *fields = data
    kind = _TYPES[name]
    if kind is Module or kind is Call:
        fields[0] = tuple(Frame(frame, tuple(paths), default) for frame, paths, default in fields[0])
    if kind is Module:
        fields[2] = tuple(fields[2])
    if kind is Effect:
        fields = [Effects(fields[0])]
    return kind(line, tuple(map(Mode, modes)), *fields)
