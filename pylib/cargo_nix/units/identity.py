"""A unit's identity: the hash behind ``-C metadata`` and the file names (reference S22).

It covers what Cargo's own hash covers: package, features, profile, mode, LTO, platform, target and the identities of
the dependencies. It leaves out rustflags, as Cargo does, and everything that Nix tracks: sources, toolchain, paths.
"""

import hashlib
import json
from collections.abc import Sequence

from cargo_nix.units.unit import Lto, Package, Unit

__all__ = ["unit_identities"]


def unit_identities(
    order: Sequence[int],
    units: Sequence[Unit],
    packages: Sequence[Package],
    lto: Sequence[Lto],
    primary: frozenset[int],
) -> list[str]:
    """Return the identity (16 hexadecimal digits) of each unit; ``order`` has dependencies first.

    ``primary`` are the selected packages.
    """
    found: list[str] = [""] * len(units)
    for index in order:
        unit = units[index]
        content: dict[str, object] = {
            "package": packages[unit.package].id,
            "target": [unit.target.kind, unit.target.crate_types, unit.target.name, unit.target.edition],
            "profile": unit.profile.model_dump(mode="json", exclude={"rustflags"}),
            "mode": "check-test" if unit.checks_test else unit.mode,
            "lto": [lto[index].kind, lto[index].run],
            "platform": unit.platform,
            "features": unit.features,
            "dependencies": sorted((edge.extern_crate_name, found[edge.unit]) for edge in unit.edges),
        }
        if not unit.is_test and "dylib" in unit.target.crate_types:
            # One of a selected package has Rust's own libraries within (build_base_args, prefer_dynamic).
            content["primary"] = unit.package in primary
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        found[index] = hashlib.sha256(text.encode()).hexdigest()[:16]
    return found
