"""Import modules of the builder, the checks and the web by the names that they use for each other."""

import importlib
import sys
from types import ModuleType
from unittest.mock import patch

from support.nix import CHECKOUT

__all__ = ["standalone_module"]

_FOLDERS = [str(CHECKOUT / "pylib/cargo_nix" / name) for name in ("builder", "checks", "web")]


def standalone_module(name: str) -> ModuleType:
    """Import module ``name`` of the builder, the checks or the web: Nix runs them as folders, not as packages."""
    with patch.object(sys, "path", [*_FOLDERS, *sys.path]):
        return importlib.import_module(name)
