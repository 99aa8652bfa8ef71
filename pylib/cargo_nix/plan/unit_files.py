"""File names: what rustc writes for a unit and what Cargo calls it in the target directory (reference S37)."""

from dataclasses import dataclass

from cargo_nix.units import Unit
from cargo_nix.units.unit import LINKABLE

__all__ = ["FileNames", "linkable_files", "needs_linker", "products_of", "written_files"]


@dataclass(frozen=True, slots=True)
class FileNames:
    """What names depend on: the triple, the hash in them (None for none), the crate types that the platform drops."""

    triple: str
    identity: str | None
    dropped: frozenset[str]


def written_files(unit: Unit, names: FileNames) -> list[str]:
    """Return the files that rustc leaves for ``unit``."""
    if unit.is_run:
        return []
    stem = _stem(unit, names)
    if unit.mode == "check":
        return [f"lib{stem}.rmeta"]
    if unit.is_test:
        return [_executable(stem, names.triple)]
    return [_file(stem, crate_type, names.triple) for crate_type in _crate_types(unit, names)]


def linkable_files(unit: Unit, names: FileNames) -> list[str]:
    """Return those of ``written_files`` that a dependent's ``--extern`` can name."""
    if unit.is_run or unit.is_test or not unit.target.is_lib:
        return []
    stem = _stem(unit, names)
    if unit.mode == "check":
        return [f"lib{stem}.rmeta"]
    types = [crate_type for crate_type in _crate_types(unit, names) if crate_type in LINKABLE]
    return [_file(stem, crate_type, names.triple) for crate_type in types]


def needs_linker(unit: Unit) -> bool:
    """Whether rustc calls a linker for ``unit``: archives are its own work."""
    if unit.is_run or unit.mode == "check":
        return False
    return unit.is_test or any(crate_type not in {"lib", "rlib", "staticlib"} for crate_type in unit.target.crate_types)


def products_of(unit: Unit, names: FileNames) -> list[str]:
    """Return the names that Cargo gives the files of ``written_files``; a program keeps the dashes of its target."""
    if unit.is_run or unit.mode != "build":
        return []
    stem = unit.target.name if unit.target.kind in {"bin", "example"} else unit.target.crate_name
    return [_file(stem, crate_type, names.triple) for crate_type in _crate_types(unit, names)]


def _stem(unit: Unit, names: FileNames) -> str:
    return unit.target.crate_name + ("" if names.identity is None else f"-{names.identity}")


def _crate_types(unit: Unit, names: FileNames) -> list[str]:
    # rustc warns of one that the platform does not have, and writes the rest.
    return [crate_type for crate_type in unit.target.crate_types if crate_type not in names.dropped]


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
