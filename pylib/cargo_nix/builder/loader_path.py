"""The environment variable with the search path of the dynamic loader, as Cargo sets it.

Source: core/compiler/compilation.rs, ``fill_env``; core/compiler/mod.rs, ``add_plugin_deps``
(docs/conformance.md, S30).
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
    """Return the variable with its value, or an empty dictionary if the search path is empty.

    The search path has ``directories``, then the value in the environment of Cargo, then ``plugins``. The environment
    of Cargo is the value that users set for the package, or else the value of the build. As in Cargo, ``[env]`` of the
    configuration has no effect on the variable.
    """
    variable = attrs["dependencyEnv"].get(LOADER_PATH) or os.environ.get(LOADER_PATH)
    directories_of_user = variable.split(":") if variable else []
    # A test of a program that calls cargo starts with Cargo's search path. Cargo does not add its directories twice.
    searched = (
        directories_of_user
        if directories_of_user[: len(directories)] == directories
        else [*directories, *directories_of_user]
    )
    path = ":".join([*searched, *plugins])
    return {LOADER_PATH: path} if path else {}


def made_directories(results: list[ScriptResult]) -> list[str]:
    """Return the search paths of the script runs ``results`` that are below their outputs, without kinds.

    Cargo gives a loader only search paths below the target directory: directories that a script filled.

    Source: core/compiler/mod.rs, ``filter_dynamic_search_path``.
    """
    roots = [result["root"] + "/" for result in results]
    paths = [plain_path(path) for result in results for path in result["library_paths"]]
    return [path for path in paths if any((path + "/").startswith(root) for root in roots)]


def plain_path(path: str) -> str:
    """Return the search path ``path`` without its kind: ``/lib`` for ``native=/lib``."""
    return next((path[len(kind) :] for kind in _KINDS if path.startswith(kind)), path)
