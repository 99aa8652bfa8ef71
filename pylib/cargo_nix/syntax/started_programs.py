"""Find the programs that a Rust file starts."""

import re
from collections.abc import Set as AbstractSet

__all__ = ["ANY_PROGRAM", "started_programs"]

ANY_PROGRAM = "?"
"""Stands for a program without a literal name."""

# Code may import `Command` under another name, and may pass `Command::new` as a value.
_ALIAS = re.compile(rb"\bCommand\s+as\s+(\w+)|\btype\s+(\w+)\s*=[^;]{0,100}\bCommand\s*;")
_NEW = rb"\b(?:%s)\s*>?\s*::\s*new\b\s*(\(?)"
_QUOTED_PROGRAM = re.compile(rb'(?:&\s*)?"([^"\\]*)"\s*,?\s*')
_ARGUMENT_PIECE = re.compile(rb'"(?:\\.|[^"\\])*"|[()]', re.DOTALL)
_LONGEST_ARGUMENT = 1000
_RUSTC = re.compile(rb'\blet\s+(?:mut\s+)?(\w+)[^;=]{0,100}=[^;]{0,400}"RUSTC"')


def started_programs(code: bytes) -> frozenset[str]:
    """Return the names of programs that ``code``, Rust text without comments, may start.

    A program without a literal name is ANY_PROGRAM. ``rustc`` also stands for the program in the variable RUSTC, and
    ``CARGO_BIN_EXE`` for any program of the package.
    """
    if b"Command" not in code:
        return frozenset()
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
    """Return the text in ``code`` from ``start`` to the closing bracket, empty if the text is too long."""
    depth = 1
    for piece in _ARGUMENT_PIECE.finditer(code, start, start + _LONGEST_ARGUMENT):
        depth += {b"(": 1, b")": -1}.get(piece[0], 0)
        if depth == 0:
            return code[start : piece.start()].strip()
    return b""
