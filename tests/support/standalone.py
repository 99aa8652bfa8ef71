"""Modules of the builder and of the checks, imported as they import each other."""

import importlib
import sys
from types import ModuleType
from unittest.mock import patch

from support.nix import CHECKOUT

__all__ = ["standalone_module"]

_FOLDERS = [str(CHECKOUT / "pylib/cargo_nix" / name) for name in ("builder", "checks")]


def standalone_module(name: str) -> ModuleType:
    """Import the module ``name`` of the builder or of the checks: they run as folders, not as packages."""
    with patch.object(sys, "path", [*_FOLDERS, *sys.path]):
        return importlib.import_module(name)
