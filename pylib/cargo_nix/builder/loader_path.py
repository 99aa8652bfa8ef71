"""The variable in which a dynamic loader finds directories of libraries, as Cargo sets it.

Source: core/compiler/compilation.rs, ``fill_env``; core/compiler/mod.rs, ``add_plugin_deps``; reference S30.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from script_result import ScriptResult
    from unit_attributes import PackageAttributes

__all__ = ["LOADER_PATH", "loader_env", "made_directories", "plain_path"]

LOADER_PATH = "DYLD_FALLBACK_LIBRARY_PATH" if sys.platform == "darwin" else "LD_LIBRARY_PATH"
_KINDS = ("native=", "crate=", "dependency=", "framework=", "all=")


def loader_env(attrs: PackageAttributes, directories: list[str], plugins: list[str]) -> dict[str, str]:
    """Return the variable, if it has anything: ``directories``, what it has without Cargo, those of ``plugins``.

    ``[env]`` of the configuration does not reach it; what users set for the package does, as for one who sets it
    before starting cargo.
    """
    variable = attrs["dependencyEnv"].get(LOADER_PATH) or os.environ.get(LOADER_PATH)
    directories_of_user = variable.split(":") if variable else []
    # What cargo itself was started in, `cargo test` of a program that calls cargo, is not said twice.
    searched = (
        directories_of_user
        if directories_of_user[: len(directories)] == directories
        else [*directories, *directories_of_user]
    )
    path = ":".join([*searched, *plugins])
    return {LOADER_PATH: path} if path else {}


def made_directories(results: list[ScriptResult]) -> list[str]:
    """Return the search paths, in the scripts' words, that a loader may open: those that these scripts filled."""
    roots = [result["root"] + "/" for result in results]
    paths = [plain_path(path) for result in results for path in result["library_paths"]]
    return [path for path in paths if any((path + "/").startswith(root) for root in roots)]


def plain_path(path: str) -> str:
    """Return the search path ``path`` without its kind."""
    return next((path[len(kind) :] for kind in _KINDS if path.startswith(kind)), path)
