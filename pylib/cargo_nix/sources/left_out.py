"""A file set told by what is not in it, as short as that can be."""

from collections.abc import Collection

__all__ = ["left_out"]


def left_out(files: Collection[str], kept: Collection[str]) -> tuple[str, ...]:
    """Return what of ``files`` is not in ``kept``; a directory where it holds nothing kept: no empty one stays.

    A file whose name is no text stays: neither JSON nor Nix has a word for it.
    """
    staying = {path for path in files if not _is_text(path)}.union(kept)
    needed = {parent for path in staying for parent in _parents(path)}
    gone = set(files).difference(staying)
    return tuple(sorted({_topmost(path, needed) for path in gone}))


def _is_text(path: str) -> bool:
    return path.isascii() or not any("\udc80" <= letter <= "\udcff" for letter in path)


def _parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _topmost(path: str, needed: Collection[str]) -> str:
    return next((parent for parent in _parents(path) if parent not in needed), path)
