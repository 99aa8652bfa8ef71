"""Paths as text, from the source's root, which is ``""``. nixlib/text/pathText.nix has the same functions."""

__all__ = ["LONGEST", "is_utf8", "join_path", "normalise_path", "parent_of", "parts_of"]

LONGEST = 4096
"""The bytes that a path may have on the systems that there are."""


def join_path(directory: str, name: str) -> str:
    """Return the path of ``name`` in ``directory``."""
    return f"{directory}/{name}" if directory else name


def parent_of(path: str) -> str:
    """Return the directory that ``path`` lies in."""
    return path.rpartition("/")[0]


def parts_of(path: str) -> list[str]:
    """Return the names that ``path`` consists of, without ``.``."""
    return [part for part in path.split("/") if part not in {"", "."}]


def normalise_path(directory: str, path: str) -> str | None:
    """Return ``path`` as seen from ``directory``, without ``.`` and ``..``.

    None where it leads out of the root, and for one that is longer than any system takes.
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
    """Return whether ``path``, as Python has it from the system, is UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
