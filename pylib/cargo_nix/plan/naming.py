"""The names of a unit: its derivation's, and whether its files' names carry its identity."""

import hashlib
import re

from cargo_nix.units import Package, Unit

__all__ = ["has_extra_filename", "unit_name"]

# As nixlib/storeName.nix has it: of a longer name the end is a hash of so many digits.
_LIMIT = 200
_DIGITS = 16


def unit_name(unit: Unit, package: Package) -> str:
    """Return the name of the derivation of ``unit``, of ``package``; two units may have one name."""
    full = _full_name(unit, package)
    # Without what a store path cannot have in its name (Nix manual, "Store path"), byte for byte as storeName.nix.
    name = re.sub(rb"[^0-9a-zA-Z+._?=-]", b"_", full.encode()).decode()
    if len(name) <= _LIMIT:
        return name
    return f"{name[: _LIMIT - _DIGITS - 1]}-{hashlib.sha256(full.encode()).hexdigest()[:_DIGITS]}"


def has_extra_filename(unit: Unit, package: Package, triple: str) -> bool:
    """Whether the file's name carries the hash: not for the dynamic libraries of path packages (reference S22)."""
    if unit.mode in {"test", "check"}:
        return True
    fixed = {"dylib", "cdylib"} if unit.target.kind == "lib" else set()
    if triple == "wasm32-unknown-emscripten" or "msvc" in triple:
        fixed.add("bin")
    return package.directory is None or not fixed.intersection(unit.target.crate_types)


def _full_name(unit: Unit, package: Package) -> str:
    base = f"{package.name}-{package.version}"
    if unit.is_run:
        return f"{base}-build-script-run"
    if unit.target.kind == "custom-build":
        return f"{base}-build-script"
    named = "check-test" if unit.checks_test and unit.target.kind not in {"test", "bench"} else unit.mode
    if unit.target.kind in {"lib", "proc-macro"}:
        return base if named == "build" else f"{base}-{named}"
    mode = "" if named in {"build", unit.target.kind} else f"-{named}"
    return f"{base}-{unit.target.kind}-{unit.target.name}{mode}"
