"""References of one file to other files, with unresolved paths. Standard library only."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

__all__ = [
    "ALL_MODES",
    "Call",
    "Embed",
    "Frame",
    "Generated",
    "Include",
    "Mode",
    "Module",
    "Opaque",
    "Program",
    "Reference",
    "decode_reference",
    "encode_reference",
    "ordered_modes",
]


class Mode(enum.StrEnum):
    """The ways to compile a target that load different modules.

    ``PLAIN``: rustc without ``cfg(test)``.
    ``TEST``: rustc with ``cfg(test)``.
    ``DOC``: rustdoc, with ``cfg(doc)``, and with ``cfg(doctest)`` for doctests.
    """

    PLAIN = "plain"
    TEST = "test"
    DOC = "doc"


ALL_MODES: tuple[Mode, ...] = tuple(Mode)


def ordered_modes(modes: Iterable[Mode]) -> tuple[Mode, ...]:
    """Return ``modes`` without duplicates, in the order of ``Mode``."""
    mode_set = set(modes)
    return tuple(mode for mode in Mode if mode in mode_set)


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """An enclosing ``mod name { … }``, or a block if ``name`` is None.

    ``paths``: the path attributes of the module.
    ``default``: whether the module may have its default directory.

    A block matters: for a module inside of a function, rustc looks in the directory of the file, and not in the
    directory that has the name of the file.
    """

    name: str | None = None
    paths: tuple[str, ...] = ()
    default: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Module:
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Include:
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A call of a macro of the same package that may load files.

    ``frames``: enclosing modules and blocks of the call, outermost first.
    """

    line: int
    modes: tuple[Mode, ...]
    frames: tuple[Frame, ...]
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Opaque:
    """Code that may load an unknown file; ``reason`` is for messages."""

    line: int
    modes: tuple[Mode, ...]
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Embed:
    """Code that embeds the path of its package: ``env!("CARGO_MANIFEST_DIR")`` or ``file!()``."""

    line: int
    modes: tuple[Mode, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """An include of a program of the package (``CARGO_BIN_EXE_…``): rustc reads the program."""

    line: int
    modes: tuple[Mode, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Generated:
    """An ``include!`` of code from the package's build script. Such code may load files, too."""

    line: int
    modes: tuple[Mode, ...]


Reference = Module | Include | Call | Opaque | Embed | Program | Generated

_TYPES: Mapping[str, type[Reference]] = {
    kind.__name__: kind for kind in (Module, Include, Call, Opaque, Embed, Program, Generated)
}


def encode_reference(reference: Reference) -> dict[str, Any]:
    """Return ``reference`` as data for JSON."""
    return {"type": type(reference).__name__, **asdict(reference)}


def decode_reference(fields: Mapping[str, Any]) -> Reference:
    """Return the reference of ``fields``, the data from ``encode_reference``. Raises ``KeyError`` for other data."""
    values = {name: value for name, value in fields.items() if name != "type"}
    values["modes"] = tuple(Mode(mode) for mode in fields["modes"])
    if "paths" in values:
        values["paths"] = tuple(values["paths"])
    if "frames" in values:
        values["frames"] = tuple(_decode_frames(fields["frames"]))
    return _TYPES[fields["type"]](**values)


def _decode_frames(frames: Sequence[Mapping[str, Any]]) -> list[Frame]:
    return [Frame(name=frame["name"], paths=tuple(frame["paths"]), default=frame["default"]) for frame in frames]
