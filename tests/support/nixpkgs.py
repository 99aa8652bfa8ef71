"""A cut of the real nixpkgs, if the folder beside the checkout has one."""

import tarfile
from pathlib import Path

import pytest

from support.nix import CHECKOUT

__all__ = ["NIXPKGS", "needs_nixpkgs", "unpack_cut"]

NIXPKGS = CHECKOUT.parent / "shared/nixpkgs"

needs_nixpkgs = pytest.mark.skipif(not NIXPKGS.is_dir(), reason="no cut of nixpkgs beside the checkout")


def unpack_cut(directory: Path) -> Path:
    """Unpack the cut into the existing ``directory`` and return ``directory``: the ``cut`` argument of pkgs.nix."""
    with tarfile.open(NIXPKGS / "nixpkgs-cut.tar.xz") as archive:
        archive.extractall(directory, filter="data")
    return directory
