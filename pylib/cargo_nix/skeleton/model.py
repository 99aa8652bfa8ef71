"""The skeleton as data."""

from dataclasses import dataclass

__all__ = ["Skeleton"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Skeleton:
    """``files``: path from the workspace root -> text. ``names``: files of which only the existence matters, sorted."""

    files: dict[str, str]
    names: tuple[str, ...]
