"""Directories of libraries that build scripts name, as ``cargo test`` gives them to tests and to rustdoc.

Cargo keeps what the scripts of a build say in one sorted set (core/compiler/compilation.rs, ``native_dirs``). Here they
are those of the scripts that the unit links or whose macros it uses.
"""

from __future__ import annotations

from loader_path import plain_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from script_result import ScriptResult

__all__ = ["loader_directories", "native_directories"]


def native_directories(results: list[ScriptResult]) -> list[str]:
    """Return what the scripts of ``results`` say of directories, each once, in Cargo's order: that of paths' parts."""
    parts_of_path = {path: _cargo_parts(path, results) for result in results for path in result["library_paths"]}
    return sorted(parts_of_path, key=lambda path: parts_of_path[path])


def loader_directories(results: list[ScriptResult], platform: str | None) -> list[str]:
    """Return the directories for a loader: those that scripts made in what is Cargo's output for ``platform``.

    None is the platform of a build without ``--target`` and, in one with it, that of the host.
    """
    directories = []
    for path in native_directories(results):
        plain = plain_path(path)
        owner = _owning_run(plain, results)
        if owner is not None and _platform_of_run(owner) == platform:
            directories.append(plain)
    return directories


def _owning_run(path: str, results: list[ScriptResult]) -> ScriptResult | None:
    """Return the run that ``path`` lies in the output of: not always the one that names it."""
    return next((result for result in results if path.startswith(result["out_dir"].removesuffix("out"))), None)


def _cargo_parts(path: str, results: list[ScriptResult]) -> list[str]:
    for result in results:
        path = path.replace(result["root"] + "/", "/target/")
    return path.split("/")


def _platform_of_run(result: ScriptResult) -> str | None:
    # ROOT/[TRIPLE/]PROFILE/build/PACKAGE-IDENTITY/out
    parts = result["out_dir"][len(result["root"]) + 1 :].split("/")
    return parts[0] if parts[2] == "build" else None
