"""What one source file says of other files, before any path is resolved. Standard library only."""

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
    """How a target is compiled, as far as it decides which of its modules rustc loads.

    ``PLAIN`` is rustc without ``cfg(test)``, ``TEST`` with it, ``DOC`` is rustdoc (``cfg(doc)``, and
    ``cfg(doctest)`` where it runs doctests).
    """

    PLAIN = "plain"
    TEST = "test"
    DOC = "doc"


ALL_MODES: tuple[Mode, ...] = tuple(Mode)


def ordered_modes(modes: Iterable[Mode]) -> tuple[Mode, ...]:
    """Return ``modes`` in the order of the enumeration."""
    mode_set = set(modes)
    return tuple(mode for mode in Mode if mode in mode_set)


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """An enclosing ``mod name { … }``, or a function body where ``name`` is None.

    ``paths`` are the path attributes of the module, ``default`` is whether it may have none. A module in a function
    body knows the directory, but not the name of its own file.
    """

    name: str | None = None
    paths: tuple[str, ...] = ()
    default: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Module:
    """``mod name;`` with its frames, outermost first."""

    line: int
    modes: tuple[Mode, ...]
    frames: tuple[Frame, ...]
    name: str
    paths: tuple[str, ...] = ()
    default: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Include:
    """An ``include*!`` whose path is known; ``code`` for ``include!``, whose file is scanned in turn.

    ``path`` starts at the including file. With ``variable`` it is what follows the value of CARGO_MANIFEST_DIR or of
    another variable.
    """

    line: int
    modes: tuple[Mode, ...]
    path: str
    variable: str | None
    code: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """The use of a macro whose body, elsewhere in the package, declares modules or includes files."""

    line: int
    modes: tuple[Mode, ...]
    frames: tuple[Frame, ...]
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Opaque:
    """A place where a file may be loaded and the text does not say which."""

    line: int
    modes: tuple[Mode, ...]
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Embed:
    """The program learns where its sources lie: ``env!("CARGO_MANIFEST_DIR")`` or ``file!()``."""

    line: int
    modes: tuple[Mode, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """An include of a program of the package (``CARGO_BIN_EXE_…``): rustc reads it."""

    line: int
    modes: tuple[Mode, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Generated:
    """An ``include!`` of what the build script of the package wrote: code that may load files as any other."""

    line: int
    modes: tuple[Mode, ...]


Reference = Module | Include | Call | Opaque | Embed | Program | Generated

_TYPES: Mapping[str, type[Reference]] = {
    kind.__name__: kind for kind in (Module, Include, Call, Opaque, Embed, Program, Generated)
}


def encode_reference(reference: Reference) -> dict[str, Any]:
    """Return ``reference`` as JSON has it."""
    return {"type": type(reference).__name__, **asdict(reference)}


def decode_reference(fields: Mapping[str, Any]) -> Reference:
    """Return the reference that ``encode_reference`` made ``fields`` of."""
    values = {name: value for name, value in fields.items() if name != "type"}
    values["modes"] = tuple(Mode(mode) for mode in fields["modes"])
    if "paths" in values:
        values["paths"] = tuple(values["paths"])
    if "frames" in values:
        values["frames"] = tuple(_decode_frames(fields["frames"]))
    return _TYPES[fields["type"]](**values)


def _decode_frames(frames: Sequence[Mapping[str, Any]]) -> list[Frame]:
    return [Frame(name=frame["name"], paths=tuple(frame["paths"]), default=frame["default"]) for frame in frames]
