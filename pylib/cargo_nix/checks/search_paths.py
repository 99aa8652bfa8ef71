"""Directories of native libraries from build scripts, as ``cargo test`` passes them to tests and to rustdoc.

Cargo collects the directories of all scripts of a build in one sorted set (core/compiler/compilation.rs,
``native_dirs``). Here, the set contains the scripts of linked libraries and of proc-macros.
"""

from __future__ import annotations

from loader_path import plain_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from script_result import ScriptResult

__all__ = ["loader_directories", "native_directories"]


def native_directories(results: list[ScriptResult]) -> list[str]:
    """Return the search paths of ``results``, each once, with their kinds, in Cargo's order.

    Cargo compares paths component by component.
    """
    parts_of_path = {path: _cargo_parts(path, results) for result in results for path in result["library_paths"]}
    return sorted(parts_of_path, key=lambda path: parts_of_path[path])


def loader_directories(results: list[ScriptResult], platform: str | None) -> list[str]:
    """Return the directories of ``results`` for the loader of ``platform``, without kinds, in Cargo's order.

    Only directories inside a script's output for ``platform`` count. None is the platform of a build without
    ``--target``, and the host in a build with ``--target``.

    Source: core/compiler/mod.rs, ``filter_dynamic_search_path``.
    """
    directories = []
    for path in native_directories(results):
        plain = plain_path(path)
        owner = _owning_run(plain, results)
        if owner is not None and _platform_of_run(owner) == platform:
            directories.append(plain)
    return directories


def _owning_run(path: str, results: list[ScriptResult]) -> ScriptResult | None:
    """Return the run with ``path`` inside its output, or None.

    A script may name a directory in the output of another script.
    """
    return next((result for result in results if path.startswith(result["out_dir"].removesuffix("out"))), None)


def _cargo_parts(path: str, results: list[ScriptResult]) -> list[str]:
    for result in results:
        path = path.replace(result["root"] + "/", "/target/")
    return path.split("/")


def _platform_of_run(result: ScriptResult) -> str | None:
    # ROOT/[TRIPLE/]PROFILE/build/PACKAGE-IDENTITY/out
    parts = result["out_dir"][len(result["root"]) + 1 :].split("/")
    return parts[0] if parts[2] == "build" else None
