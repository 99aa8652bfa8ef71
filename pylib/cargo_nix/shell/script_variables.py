"""The variables of Cargo in the recorded run of a build script. Standard library only."""

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

    ``DEP_*`` is missing, because the results of other scripts have these variables.
    """
    # Units run the builder as a folder, so its modules are not in the package.
    folder = str(Path(__file__).resolve().parent.parent / "builder")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    build_script_env = importlib.import_module("unit_command").build_script_env
    env: dict[str, str] = build_script_env(attributes, "", [])
    return {name: value for name, value in env.items() if name not in _PATHS}
