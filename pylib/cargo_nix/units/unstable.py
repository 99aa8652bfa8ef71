"""Errors for unsupported unstable features that change the build.

Other unstable features do not change the build (`gitoxide`, `checksum-freshness`, …) or are supported (`bindeps`,
`profile-rustflags`). Source: Cargo book, "Unstable Features"; core/features.rs.
"""

from collections.abc import Iterable, Mapping

from cargo_nix.errors import UnitError

__all__ = ["refuse_package_features", "refuse_profile_features", "refuse_unstable_flags"]

# `cargo-features` of the root manifest, for profiles.
_OF_PROFILES = frozenset({"codegen-backend", "panic-immediate-abort", "profile-hint-mostly-unused", "trim-paths"})
_OF_PACKAGES = frozenset(
    {
        *("different-binary-name", "metabuild", "multiple-build-scripts", "per-package-target", "public-dependency"),
        "unstable-editions",
    }
)
# [unstable] of .cargo/config.toml
_FLAGS = frozenset(
    {
        *_OF_PROFILES,
        *("allow-features", "any-build-script-metadata", "build-dir-new-layout", "build-std", "build-std-features"),
        *("dual-proc-macros", "host-config", "json-target-spec", "no-embed-metadata", "panic-abort-tests"),
        *("public-dependency", "rustdoc-map", "rustdoc-scrape-examples", "sbom", "target-applies-to-host"),
    }
)


def refuse_unstable_flags(config: Mapping[str, object]) -> None:
    """Raise ``UnitError`` if the merged configuration ``config`` turns on an unsupported flag."""
    table = config.get("unstable")
    entries = table.items() if isinstance(table, Mapping) else ()
    names = (name.replace("_", "-") for name, value in entries if value is not False)
    _refuse(_FLAGS.intersection(names), place=".cargo/config.toml: unstable")


def refuse_profile_features(manifest: Mapping[str, object]) -> None:
    """Raise ``UnitError`` if the root ``manifest`` turns on an unsupported feature of profiles."""
    _refuse(_OF_PROFILES.intersection(_features(manifest)), place="Cargo.toml: cargo-features")


def refuse_package_features(manifest: Mapping[str, object], display_name: str) -> None:
    """Raise ``UnitError`` if the ``manifest`` of a package turns on an unsupported feature.

    ``display_name`` is the name of the manifest in the message.
    """
    _refuse(_OF_PACKAGES.intersection(_features(manifest)), place=f"{display_name}: cargo-features")


def _features(manifest: Mapping[str, object]) -> list[str]:
    features = manifest.get("cargo-features")
    return [str(name) for name in features] if isinstance(features, list) else []


def _refuse(names: Iterable[str], place: str) -> None:
    unstable_names = sorted(names)
    if unstable_names:
        raise UnitError(
            problem="cargo-nix does not support an unstable feature of Cargo",
            place=place,
            expected="`bindeps`, `profile-rustflags`, or features that do not change the build",
            came=", ".join(f"`{name}`" for name in unstable_names),
            ways_out=(
                "remove the feature for the build with Nix: `src` may be a copy of the sources",
                "for the standard library: pass a toolchain with such a library",
                "report your use of the feature",
            ),
        )
