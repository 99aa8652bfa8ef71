"""The skeleton as data."""

from dataclasses import dataclass

__all__ = ["Skeleton"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Skeleton:
    """What a plan depends on of a source, as paths from its root.

    ``root`` is the directory of the workspace. ``files``: path -> text. ``names``: files of which only the existence
    matters, sorted.
    """

    root: str = ""
    files: dict[str, str]
    names: tuple[str, ...]
