"""The data class of a skeleton."""

from dataclasses import dataclass

__all__ = ["Skeleton"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Skeleton:
    """The part of a source that Cargo needs for a plan. All paths start at the root of the source.

    ``root``: the directory of the workspace.
    ``files``: texts by path: manifests, Cargo.lock, Cargo's configuration.
    ``names``: files from which Cargo may infer a target, sorted; the contents do not matter.
    """

    root: str = ""
    files: dict[str, str]
    names: tuple[str, ...]
