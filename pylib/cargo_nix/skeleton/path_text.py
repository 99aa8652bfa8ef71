"""Paths as text, from the root of the source (``""``). nixlib/text/pathText.nix has the same functions."""

__all__ = ["LONGEST", "is_utf8", "join_path", "normalise_path", "parent_of", "parts_of"]

LONGEST = 4096
"""The longest path, in bytes, that any system accepts."""


def join_path(directory: str, name: str) -> str:
    """Return the path of ``name`` in ``directory``."""
    return f"{directory}/{name}" if directory else name


def parent_of(path: str) -> str:
    """Return the parent directory of ``path``, "" for a name in the root."""
    return path.rpartition("/")[0]


def parts_of(path: str) -> list[str]:
    """Return the names in ``path``, without ``.`` and empty names."""
    return [part for part in path.split("/") if part not in {"", "."}]


def normalise_path(directory: str, path: str) -> str | None:
    """Return ``path``, relative to ``directory``, as a path from the root without ``.`` and ``..``.

    The result is None for an absolute path, for a path outside of the root, and for more than LONGEST bytes.
    """
    if path.startswith("/") or len(path.encode(errors="surrogateescape")) > LONGEST:
        return None
    parts: list[str] = []
    for part in [*parts_of(directory), *parts_of(path)]:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return None
    return "/".join(parts)


def is_utf8(path: str) -> bool:
    """Return whether ``path``, as Python decodes names of files, is UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
