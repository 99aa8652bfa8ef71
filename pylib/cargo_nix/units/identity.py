"""The identity of a unit: the hash for ``-C metadata`` and file names (docs/conformance.md, S22).

Like Cargo's hash, the identity covers package, features, profile, mode, LTO, platform, target and the identities of the
dependencies, but not the rustflags of the configuration. Nix tracks sources, toolchain and paths, so the identity
leaves these out. Of the profile, the identity covers what reaches rustc or the build script and not the name, so
profiles and targets share units. Source: core/compiler/build_runner/compilation_files.rs, compute_metadata.
"""

import hashlib
import json
from collections.abc import Sequence

from cargo_nix.units.environment import has_debug_information
from cargo_nix.units.rustc_args import profile_args
from cargo_nix.units.unit import Lto, Package, Unit

__all__ = ["unit_identities"]


def unit_identities(
    order: Sequence[int],
    units: Sequence[Unit],
    packages: Sequence[Package],
    lto: Sequence[Lto],
    primary: frozenset[int],
) -> list[str]:
    """Return the identity (16 hexadecimal digits) of each unit, in the order of ``units``.

    ``order`` has the indices of all units, dependencies first. ``lto`` is parallel to ``units``. ``primary`` are the
    indices of the selected packages.
    """
    identities: list[str] = [""] * len(units)
    for index in order:
        unit = units[index]
        content: dict[str, object] = {
            "package": packages[unit.package].id,
            "target": [unit.target.kind, unit.target.crate_types, unit.target.name, unit.target.edition],
            "profile": _run_profile(unit) if unit.is_run else [*profile_args(unit.profile), unit.profile.incremental],
            "mode": "check-test" if unit.checks_test else unit.mode,
            "lto": [lto[index].kind, lto[index].run],
            "platform": unit.platform,
            "features": unit.features,
            "dependencies": sorted((edge.extern_crate_name, identities[edge.unit]) for edge in unit.edges),
        }
        if not unit.is_test and "dylib" in unit.target.crate_types:
            # A dylib of a selected package contains Rust's standard library (build_base_args, prefer_dynamic).
            content["primary"] = unit.package in primary
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        identities[index] = hashlib.sha256(text.encode()).hexdigest()[:16]
    return identities


def _run_profile(unit: Unit) -> list[object]:
    """Return what a build script sees of its profile: a directory, and variables (script_variables)."""
    profile = unit.profile
    return [profile.name, profile.opt_level, has_debug_information(profile), profile.debug_assertions]
