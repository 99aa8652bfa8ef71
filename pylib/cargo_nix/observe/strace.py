"""Parse the output of ``strace -f -y -a 1`` into complete system calls, in the order of their starts.

If another process interrupts a call, strace writes two pieces, ``<unfinished ...>`` and ``<... resumed>``. The position
of the first piece counts, so a clone comes before all calls of the child.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

__all__ = ["OPTIONS", "SystemCall", "parse_calls", "parse_strings", "unescape_text"]

_CALLS = "%file,clone,clone3,?fork,?vfork,?getdents,getdents64,fchdir"

# `-y` adds the paths of file descriptors and of the working directory. `abbrev` keeps the environment of execve
# complete. The filter in the kernel lets all other calls run at full speed.
OPTIONS = (
    *("-f", "--seccomp-bpf", "-y", "-a", "1", "-s", "1048576"),
    *("-e", f"trace={_CALLS}", "-e", "abbrev=!execve,execveat", "-e", "signal=none"),
)

_LINE = re.compile(r"(\d+) +(.*)", re.DOTALL)
_BEGIN = re.compile(r"(\w+)\(")
_RESUMED = re.compile(r"<\.\.\. (\w+) resumed>")
_UNFINISHED = " <unfinished ...>"
# Execve in a second thread: the process continues under the number of the first thread.
_MOVED = re.compile(r" <pid changed to (\d+) \.\.\.>$")
_SUPERSEDED = re.compile(r"\+\+\+ superseded by execve in pid (\d+) \+\+\+$")
# The end of a line: value, path of a new descriptor, name of an error.
_RESULT = re.compile(r"\) = (-?\d+|\?|0x[0-9a-f]+)(?:<([^<>]*)>)?(?:\(deleted\))?(?: (E\w+))?(?: \([^\"]*\))?$")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_LETTERS = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"v": b"\v", b"f": b"\f", b"a": b"\a", b"b": b"\b", b"e": b"\x1b"}


@dataclass(frozen=True, slots=True)
class SystemCall:
    """A system call of the thread ``pid``, with ``arguments`` and ``result`` in strace's format.

    ``descriptor`` is the path of the returned file descriptor, or "". ``error`` is the name of the error, or "".
    """

    pid: int
    name: str
    arguments: str
    result: str
    descriptor: str
    error: str


def parse_calls(lines: Iterable[str], is_relevant: Callable[[str], bool] = lambda _text: True) -> Iterator[SystemCall]:
    """Return the calls in ``lines`` whose text passes ``is_relevant``, in the order of their starts.

    Exits, signals, and calls of killed processes are left out.
    """
    pieces = _Pieces(is_relevant)
    for line in lines:
        match = _LINE.match(line.rstrip("\n"))
        if match is not None:
            pieces.add(int(match[1]), match[2])
    return (call for call in pieces.calls if call is not None)


def parse_strings(text: str) -> list[str]:
    """Return the quoted strings in ``text``, unescaped and in order."""
    return [unescape_text(string) for string in _STRING.findall(text)]


def unescape_text(text: str) -> str:
    """Return the decoded ``text``: the inside of quotes, or the path of a descriptor, in strace's escapes."""
    if "\\" not in text:
        return text
    return os.fsdecode(_ESCAPE.sub(_unescape_one, text.encode("utf-8", "surrogateescape")))


@dataclass(slots=True)
class _Pieces:
    """A collector of calls, line by line. The first piece of a call reserves a position in ``calls``."""

    wanted: Callable[[str], bool]
    calls: list[SystemCall | None] = field(default_factory=list)
    unfinished: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    """By pid: the position in ``calls``, the pid at the start of the call, the first piece."""

    def add(self, pid: int, text: str) -> None:
        """Add a line, without the pid at its beginning."""
        if text.endswith(_UNFINISHED):
            self._begin(pid, pid, text[: -len(_UNFINISHED)])
        elif (moved := _MOVED.search(text)) is not None:
            self._begin(int(moved[1]), pid, text[: moved.start()])
        elif (superseded := _SUPERSEDED.match(text)) is not None:
            if int(superseded[1]) in self.unfinished:
                self.unfinished[pid] = self.unfinished.pop(int(superseded[1]))
        elif (resumed := _RESUMED.match(text)) is not None:
            if pid in self.unfinished:
                self._end(pid, text[resumed.end() :])
        elif self.wanted(text):
            self.calls.append(_parse_call(pid, text))

    def _begin(self, pid: int, began: int, text: str) -> None:
        self.unfinished[pid] = (len(self.calls), began, text)
        self.calls.append(None)

    def _end(self, pid: int, second_piece: str) -> None:
        index, began, first_piece = self.unfinished.pop(pid)
        text = first_piece + second_piece
        if began != pid:
            # Only a successful execve moves, and strace may print any result for it.
            text = f"{text[: text.rindex(') = ')]}) = 0"
        self.calls[index] = _parse_call(began, text) if self.wanted(text) else None


def _unescape_one(match: re.Match[bytes]) -> bytes:
    octal, hexadecimal, letter = match.groups()
    if octal is not None:
        return bytes([int(octal, 8) & 0xFF])
    if hexadecimal is not None:
        return bytes([int(hexadecimal, 16)])
    return _LETTERS.get(letter, letter)


def _parse_call(pid: int, text: str) -> SystemCall | None:
    begin, result = _BEGIN.match(text), _RESULT.search(text)
    if begin is None or result is None:
        return None
    value, descriptor, error = result.groups()
    return SystemCall(
        pid, begin[1], text[begin.end() : result.start()], value, unescape_text(descriptor or ""), error or ""
    )
