"""The file names of a unit: rustc's names, and Cargo's names in the target directory (docs/conformance.md, S37).

Source: core/compiler/build_context/target_info.rs, file_types; core/compiler/build_runner/compilation_files.rs.
"""

from dataclasses import dataclass

from cargo_nix.units import Unit
from cargo_nix.units.unit import LINKABLE

__all__ = ["FileNames", "linkable_files", "needs_linker", "products_of", "written_files"]


@dataclass(frozen=True, slots=True)
class FileNames:
    """Facts for the file names of a unit.

    ``triple``: the platform.
    ``identity``: the hash in the names, None for names without a hash.
    ``dropped``: crate types that the platform does not support.
    """

    triple: str
    identity: str | None
    dropped: frozenset[str]


def written_files(unit: Unit, names: FileNames) -> list[str]:
    """Return the files that rustc writes for ``unit``; empty for a run."""
    if unit.is_run:
        return []
    stem = _file_stem(unit, names)
    if unit.mode == "check":
        return [f"lib{stem}.rmeta"]
    if unit.is_test:
        return [_executable(stem, names.triple)]
    return [file for crate_type in _crate_types(unit, names) for file in _files(stem, crate_type, names.triple)]


def linkable_files(unit: Unit, names: FileNames) -> list[str]:
    """Return the files of ``written_files`` that a dependent may name with ``--extern``."""
    if unit.is_run or unit.is_test or not unit.target.is_lib:
        return []
    stem = _file_stem(unit, names)
    if unit.mode == "check":
        return [f"lib{stem}.rmeta"]
    types = [crate_type for crate_type in _crate_types(unit, names) if crate_type in LINKABLE]
    return [_file(stem, crate_type, names.triple) for crate_type in types]


def needs_linker(unit: Unit) -> bool:
    """Return whether rustc calls a linker for ``unit``. rustc writes archives without a linker."""
    if unit.is_run or unit.mode == "check":
        return False
    return unit.is_test or any(crate_type not in {"lib", "rlib", "staticlib"} for crate_type in unit.target.crate_types)


def products_of(unit: Unit, names: FileNames) -> list[str]:
    """Return Cargo's names for the files of ``written_files``; the name of a program keeps its dashes.

    The result is empty for modes other than ``build``.
    """
    if unit.is_run or unit.mode != "build":
        return []
    stem = unit.target.name if unit.target.kind in {"bin", "example"} else unit.target.crate_name
    return [file for crate_type in _crate_types(unit, names) for file in _files(stem, crate_type, names.triple)]


def _file_stem(unit: Unit, names: FileNames) -> str:
    return unit.target.crate_name + ("" if names.identity is None else f"-{names.identity}")


def _crate_types(unit: Unit, names: FileNames) -> list[str]:
    # rustc warns about a crate type that the platform does not support, and writes the other files.
    return [crate_type for crate_type in unit.target.crate_types if crate_type not in names.dropped]


def _files(stem: str, crate_type: str, triple: str) -> list[str]:
    file = _file(stem, crate_type, triple)
    if file.endswith(".dll") and triple.endswith(("-windows-gnu", "-windows-gnullvm")):
        # The linker of a dependent reads the import library (file_types in target_info.rs).
        return [file, f"lib{file}.a"]
    return [file]


def _file(stem: str, crate_type: str, triple: str) -> str:
    match crate_type:
        case "lib" | "rlib":
            return f"lib{stem}.rlib"
        case "staticlib":
            return f"{stem}.lib" if "windows-msvc" in triple else f"lib{stem}.a"
        case "bin":
            return _executable(stem, triple)
        case _:
            return _dynamic_library(stem, triple)


def _executable(stem: str, triple: str) -> str:
    if triple.startswith("wasm"):
        return f"{stem}.wasm"
    return f"{stem}.exe" if "windows" in triple else stem


def _dynamic_library(stem: str, triple: str) -> str:
    if triple.startswith("wasm"):
        return f"{stem}.wasm"
    if "windows" in triple:
        return f"{stem}.dll"
    return f"lib{stem}.dylib" if "apple" in triple else f"lib{stem}.so"
