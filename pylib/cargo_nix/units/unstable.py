"""Unstable features that change what Cargo runs and that cargo-nix has not: none is left out in silence.

Source: Cargo book, "Unstable Features"; core/features.rs. What is not named here changes no call (`gitoxide`,
`minimal-versions`, …) or is carried out (`bindeps`, `profile-rustflags`).
"""

from collections.abc import Iterable, Mapping

from cargo_nix.errors import UnitError

__all__ = ["refuse_unstable_features", "refuse_unstable_flags"]

_BOTH = ("codegen-backend", "panic-immediate-abort", "profile-hint-mostly-unused", "public-dependency", "trim-paths")
# [unstable] of .cargo/config.toml
_FLAGS = frozenset(
    {
        *_BOTH,
        *("allow-features", "any-build-script-metadata", "build-dir-new-layout", "build-std", "build-std-features"),
        *("dual-proc-macros", "host-config", "json-target-spec", "no-embed-metadata", "panic-abort-tests"),
        "target-applies-to-host",
    }
)
# `cargo-features` of a manifest
_FEATURES = frozenset({*_BOTH, "different-binary-name", "metabuild", "multiple-build-scripts", "unstable-editions"})


def refuse_unstable_flags(config: Mapping[str, object]) -> None:
    """Raise ``UnitError`` where the merged configuration ``config`` turns on what cargo-nix has not."""
    table = config.get("unstable")
    entries = table.items() if isinstance(table, Mapping) else ()
    _refuse(
        (name for name, value in entries if name.replace("_", "-") in _FLAGS and value is not False),
        place=".cargo/config.toml: unstable",
    )


def refuse_unstable_features(manifest: Mapping[str, object], shown: str) -> None:
    """Raise ``UnitError`` where ``manifest``, called ``shown`` in messages, asks for what cargo-nix has not."""
    features = manifest.get("cargo-features")
    _refuse(
        (str(name) for name in (features if isinstance(features, list) else ()) if name in _FEATURES),
        place=f"{shown}: cargo-features",
    )


def _refuse(names: Iterable[str], place: str) -> None:
    found = sorted(names)
    if found:
        raise UnitError(
            problem="an unstable feature of Cargo that cargo-nix has not",
            place=place,
            expected="none that changes what Cargo runs, other than `bindeps` and `profile-rustflags`",
            came=", ".join(f"`{name}`" for name in found),
            ways_out=(
                "leave it out for the build with Nix: `src` may be a copy of the sources without it",
                "pass a toolchain that is made that way, where the feature is about the standard library",
                "report what you need it for",
            ),
        )
