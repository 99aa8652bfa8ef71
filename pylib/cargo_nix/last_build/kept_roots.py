"""The garbage collector's roots of a recorded build."""

from collections.abc import Sequence
from pathlib import Path

from cargo_nix.nix_log.run_nix import ask_nix

__all__ = ["keep_roots"]


def keep_roots(directory: Path, roots: Sequence[str]) -> bool:
    """Link the derivations ``roots`` in ``directory``, so that the garbage collector keeps derivations and sources.

    Returns whether Nix made the links. The garbage collector may take the outputs.
    """
    if directory.is_dir() and any(directory.iterdir()):
        return True
    directory.mkdir(parents=True, exist_ok=True)
    return ask_nix(["nix", "build", *roots, "--out-link", str(directory / "drv")]) is not None
