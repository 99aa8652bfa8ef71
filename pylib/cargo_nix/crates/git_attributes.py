"""Write the files of a commit as Cargo's checkout has them, by their attributes. Nix runs ``main``.

    main([TREE, HASH, OUT])

Standard library only. TREE has the files as they are in the repository, and HASH is the repository's kind of hash: sha1
or sha256. Cargo checks out with libgit2. Its conversions follow the attributes `text`, `crlf`, `eol` and `ident`.
Source: gitattributes(5); libgit2's crlf.c, ident.c and attr_file.c.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Sequence

__all__ = ["main"]

# The value True is a set attribute, False an unset one (`-text`), and None an unspecified one (`!text`).
_Value = bool | str | None
_Values = dict[str, _Value]
_Line = tuple[re.Pattern[str], _Values]

_PATTERN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|\S+)(.*)')
_GLOB = re.compile(
    r"(?P<any>\*\*/|/\*\*$|\*+)|(?P<one>\?)|(?P<set>\[!?\]?[^]]*\])|\\(?P<escape>.)|(?P<plain>.)", re.DOTALL
)
_IDENT = re.compile(rb"\$Id[^$]*\$")
_CONTROLS = frozenset([*range(0x20), 0x7F])
_BINARY: _Values = {"diff": False, "merge": False, "text": False}


def main(argv: Sequence[str]) -> int:
    """Copy the tree ``argv[0]`` to ``argv[2]`` with converted files; return 0."""
    tree, kind, out = argv
    shutil.copytree(tree, out, symlinks=True)
    macros: dict[str, _Values] = {"binary": _BINARY}
    lines: dict[str, list[_Line]] = {}
    for directory, folders, names in os.walk(out):
        folders.sort()
        relative = "" if directory == out else os.path.relpath(directory, out)
        if ".gitattributes" in names:
            with open(os.path.join(directory, ".gitattributes"), encoding="utf-8", errors="surrogateescape") as file:
                lines[relative] = list(_read_lines(file.read(), macros, is_root=relative == ""))
        for name in names:
            path = os.path.join(directory, name)
            if not os.path.islink(path):
                _convert(path, _attributes_of(os.path.join(relative, name), lines), kind)
    return 0


def _read_lines(text: str, macros: dict[str, _Values], *, is_root: bool) -> Iterator[_Line]:
    for line in text.splitlines():
        match = _PATTERN.match(line)
        if match is None or match[1].startswith(("#", "!")):
            continue
        values = _read_values(match[2].split(), macros)
        if match[1].startswith("[attr]"):
            if is_root:
                macros[match[1].removeprefix("[attr]")] = values
            continue
        pattern = match[1][1:-1].replace('\\"', '"') if match[1].startswith('"') else match[1]
        # A pattern for a directory matches no file.
        if not pattern.endswith("/"):
            yield _compile(pattern), values


def _read_values(words: Sequence[str], macros: dict[str, _Values]) -> _Values:
    values: _Values = {}
    for word in words:
        name, has_value, value = word.partition("=")
        if word[0] in "-!":
            values[word[1:]] = False if word[0] == "-" else None
        elif has_value:
            values[name] = value
        else:
            values[name] = True
            values.update(macros.get(name, {}))
    return values


def _compile(pattern: str) -> re.Pattern[str]:
    """Return the expression for paths that start beside the file of attributes."""
    start = "" if "/" in pattern else "(?:.*/)?"
    return re.compile(start + "".join(map(_expression, _GLOB.finditer(pattern.removeprefix("/")))), re.DOTALL)


def _expression(part: re.Match[str]) -> str:
    if part["any"] is not None:
        return {"**/": "(?:.*/)?", "/**": "/.*"}.get(part["any"], "[^/]*")
    if part["one"] is not None:
        return "[^/]"
    if part["set"] is not None:
        return part["set"].replace("\\", "\\\\").replace("[!", "[^")
    return re.escape(part["escape"] or part["plain"])


def _attributes_of(path: str, lines: dict[str, list[_Line]]) -> _Values:
    values: _Values = {}
    parts = path.split(os.sep)
    for depth in range(len(parts)):
        for pattern, settings in lines.get(os.sep.join(parts[:depth]), []):
            if pattern.fullmatch("/".join(parts[depth:])):
                values.update(settings)
    return values


def _convert(path: str, attributes: _Values, kind: str) -> None:
    if not any(attributes.get(name) is not None for name in ("eol", "ident")):
        return
    with open(path, "rb") as file:
        raw = file.read()
    text = raw
    if attributes.get("ident") is True and not _is_binary(raw, bare_cr=False):
        digest = hashlib.new(kind, b"blob %d\0" % len(raw) + raw).hexdigest()
        # libgit2 replaces only the first mark.
        text = _IDENT.sub(f"$Id: {digest} $".encode(), text, count=1)
    if _gets_crlf(attributes, text):
        text = re.sub(rb"\r?\n", b"\r\n", text)
    if text != raw:
        os.chmod(path, os.stat(path).st_mode | 0o200)
        with open(path, "wb") as file:
            file.write(text)


def _gets_crlf(attributes: _Values, text: bytes) -> bool:
    action = attributes.get("text")
    if action not in (True, False, "input", "auto"):
        action = attributes.get("crlf")
    if action is False or attributes.get("eol") != "crlf":
        return False
    return action != "auto" or (b"\r" not in text and not _is_binary(text, bare_cr=True))


def _is_binary(text: bytes, *, bare_cr: bool) -> bool:
    if b"\0" in text or (bare_cr and text.count(b"\r") != text.count(b"\r\n")):
        return True
    controls = sum(byte in _CONTROLS for byte in text)
    unprintable = controls - sum(text.count(bytes([byte])) for byte in b"\t\n\v\f\r\b\x1b")
    return (len(text) - controls) >> 7 < unprintable
