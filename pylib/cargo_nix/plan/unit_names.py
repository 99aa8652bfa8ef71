"""The name of a unit's derivation, and whether its file names have the identity."""

import hashlib
import re

from cargo_nix.units import Package, Unit

__all__ = ["has_extra_filename", "store_name", "unit_name"]

# Nix accepts names of at most 211 characters, including a suffix such as `.drv`. _DIGITS is the length of the hash.
_LIMIT = 200
_DIGITS = 16


def unit_name(unit: Unit, package: Package) -> str:
    """Return the name of the derivation of ``unit``, a unit of ``package``. Two units may have the same name."""
    return store_name(_full_name(unit, package))


def store_name(name: str) -> str:
    """Return ``name`` as a valid name of a store path (Nix manual, "Store path").

    Invalid characters become ``_``, and the end of a long name becomes a hash. nixlib/lib/storeName.nix returns the
    same bytes.
    """
    plain = re.sub(rb"[^0-9a-zA-Z+._?=-]", b"_", name.encode()).decode()
    if len(plain) <= _LIMIT:
        return plain
    return f"{plain[: _LIMIT - _DIGITS - 1]}-{hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]}"


def has_extra_filename(unit: Unit, package: Package, triple: str) -> bool:
    """Return whether the file names of ``unit``, compiled for ``triple``, have the identity.

    Dynamic libraries of path packages have fixed names; on some platforms, programs too.
    Source: core/compiler/build_runner/compilation_files.rs, use_extra_filename (docs/conformance.md, S22).
    """
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
