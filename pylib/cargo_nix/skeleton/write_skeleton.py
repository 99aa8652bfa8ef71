"""Write a skeleton to disk: manifests with contents, and empty sources."""

from pathlib import Path

from cargo_nix.skeleton.source_skeleton import Skeleton

__all__ = ["write_skeleton"]


def write_skeleton(skeleton: Skeleton, root: Path) -> None:
    """Write ``skeleton`` below ``root``, with all directories; each of its ``names`` becomes an empty file.

    Raises ``OSError`` if a file cannot be written.
    """
    for path, text in [*((name, "") for name in skeleton.names), *skeleton.files.items()]:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
