"""File names: what rustc writes for a unit and what Cargo calls it in the target directory (reference S37)."""

from cargo_nix.units import Unit
from cargo_nix.units.model import LINKABLE

__all__ = ["linkable_files", "needs_linker", "products_of", "written_files"]


def written_files(unit: Unit, identity: str | None, triple: str) -> list[str]:
    """Return the files that rustc leaves for ``unit`` on ``triple``; ``identity`` None means no hash in the name."""
    if unit.is_run:
        return []
    stem = unit.target.crate_name + ("" if identity is None else f"-{identity}")
    if unit.mode == "check":
        return [f"lib{stem}.rmeta"]
    if unit.is_test:
        return [_executable(stem, triple)]
    return [_file(stem, crate_type, triple) for crate_type in unit.target.crate_types]


def linkable_files(unit: Unit, identity: str | None, triple: str) -> list[str]:
    """Return those of ``written_files`` that a dependent's ``--extern`` can name."""
    files = written_files(unit, identity, triple)
    if unit.is_test or not unit.target.is_lib or len(files) != len(unit.target.crate_types):
        return files if unit.mode == "check" and unit.target.is_lib else []
    return [file for file, crate_type in zip(files, unit.target.crate_types, strict=True) if crate_type in LINKABLE]


def needs_linker(unit: Unit) -> bool:
    """Whether rustc calls a linker for ``unit``: archives are its own work."""
    if unit.is_run or unit.mode == "check":
        return False
    return unit.is_test or any(crate_type not in {"lib", "rlib", "staticlib"} for crate_type in unit.target.crate_types)


def products_of(unit: Unit, triple: str) -> list[str]:
    """Return the names that Cargo gives the files of ``written_files``; a program keeps the dashes of its target."""
    if unit.is_run or unit.mode != "build":
        return []
    stem = unit.target.name if unit.target.kind in {"bin", "example"} else unit.target.crate_name
    return [_file(stem, crate_type, triple) for crate_type in unit.target.crate_types]


def _file(stem: str, crate_type: str, triple: str) -> str:
    match crate_type:
        case "lib" | "rlib":
            return f"lib{stem}.rlib"
        case "staticlib":
            return f"{stem}.lib" if "windows-msvc" in triple else f"lib{stem}.a"
        case "bin":
            return _executable(stem, triple)
        case _:
            return _dynamic(stem, triple)


def _executable(stem: str, triple: str) -> str:
    if triple.startswith("wasm"):
        return f"{stem}.wasm"
    return f"{stem}.exe" if "windows" in triple else stem


def _dynamic(stem: str, triple: str) -> str:
    if triple.startswith("wasm"):
        return f"{stem}.wasm"
    if "windows" in triple:
        return f"{stem}.dll"
    return f"lib{stem}.dylib" if "apple" in triple else f"lib{stem}.so"
