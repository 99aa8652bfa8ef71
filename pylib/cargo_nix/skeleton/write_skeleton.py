"""Write a skeleton to disk: real manifests, empty sources."""

from pathlib import Path

from cargo_nix.skeleton.source_skeleton import Skeleton

__all__ = ["write_skeleton"]


def write_skeleton(skeleton: Skeleton, root: Path) -> None:
    """Write ``skeleton`` below ``root``; a name gets an empty file, and so do the folders that lead there."""
    for path, text in [*((name, "") for name in skeleton.names), *skeleton.files.items()]:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
