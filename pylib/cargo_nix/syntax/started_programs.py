"""Which programs a Rust file starts, as far as its text says."""

import re
from collections.abc import Set as AbstractSet

__all__ = ["ANY_PROGRAM", "started_programs"]

ANY_PROGRAM = "?"
"""In the place of a program's name: one that no literal names."""

# `Command` may have another name, and its function may be handed on.
_ALIAS = re.compile(rb"\bCommand\s+as\s+(\w+)|\btype\s+(\w+)\s*=[^;]{0,100}\bCommand\s*;")
_NEW = rb"\b(?:%s)\s*>?\s*::\s*new\b\s*(\(?)"
_QUOTED_PROGRAM = re.compile(rb'(?:&\s*)?"([^"\\]*)"\s*,?\s*')
_ARGUMENT_PIECE = re.compile(rb'"(?:\\.|[^"\\])*"|[()]', re.DOTALL)
_LONGEST_ARGUMENT = 1000
_RUSTC = re.compile(rb'\blet\s+(?:mut\s+)?(\w+)[^;=]{0,100}=[^;]{0,400}"RUSTC"')


def started_programs(code: bytes) -> frozenset[str]:
    """Return the programs that Rust text without comments starts: names, ANY_PROGRAM where none is a literal.

    ``rustc`` is the program of the variable RUSTC, ``CARGO_BIN_EXE`` any program of the package.
    """
    aliases = {alias for pair in _ALIAS.findall(code) for alias in pair if alias}
    of_rustc = {name[1] for name in _RUSTC.finditer(code)}
    starts = re.finditer(_NEW % b"|".join(sorted({b"Command", *aliases})), code)
    return frozenset(_program(_argument(code, start.end()) if start[1] else b"", of_rustc) for start in starts)


def _program(argument: bytes, of_rustc: AbstractSet[bytes]) -> str:
    quoted = _QUOTED_PROGRAM.fullmatch(argument)
    variable = re.fullmatch(rb"&?\s*(\w+)(?:\s*\.\s*clone\s*\(\s*\))?", argument)
    if quoted is not None:
        return quoted[1].decode(errors="replace")
    if b'"RUSTC"' in argument or (variable is not None and variable[1] in of_rustc):
        return "rustc"
    return "CARGO_BIN_EXE" if b"CARGO_BIN_EXE_" in argument else ANY_PROGRAM


def _argument(code: bytes, start: int) -> bytes:
    """Return what stands in ``code`` between the bracket that opens before ``start`` and the one that closes it."""
    depth = 1
    for piece in _ARGUMENT_PIECE.finditer(code, start, start + _LONGEST_ARGUMENT):
        depth += {b"(": 1, b")": -1}.get(piece[0], 0)
        if depth == 0:
            return code[start : piece.start()].strip()
    return b""
