"""The variables of Cargo that a build script saw when Nix ran it. Standard library only."""

import importlib
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["script_variables"]

# Paths differ between a shell and a build.
_PATHS = {"CARGO", "CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "OUT_DIR", "RUSTC", "RUSTDOC", "RUSTC_LINKER"}


def script_variables(attributes: Mapping[str, Any]) -> dict[str, str]:
    """Return the variables of the run with ``attributes`` (builder/unit_attributes.py), without paths.

    The variables ``DEP_*`` are not among them: they come from the results of other scripts.
    """
    # The builder's modules are no package: units run them as a folder of their own.
    folder = str(Path(__file__).resolve().parent.parent / "builder")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    build_script_env = importlib.import_module("unit_command").build_script_env
    env: dict[str, str] = build_script_env(attributes, "", [])
    return {name: value for name, value in env.items() if name not in _PATHS}
