"""The variables of rustc and of build scripts (Cargo book, "Environment variables")."""

import re

from cargo_nix.cargo import WirePackage, WireProfile
from cargo_nix.units.unit import Package, Unit

__all__ = ["envify", "has_debug_information", "package_variables", "script_variables", "unit_variables"]

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:-([^+]*))?(?:\+.*)?")


def envify(name: str) -> str:
    """Return ``name`` as a part of a variable's name: upper case, ``-`` becomes ``_``, dots stay.

    Source: core/compiler/mod.rs, envify (docs/conformance.md, S25).
    """
    return name.upper().replace("-", "_")


def package_variables(package: WirePackage) -> tuple[tuple[str, str], ...]:
    """Return the variables CARGO_PKG_* of ``package``, sorted by name; a field without a value gives "".

    Source: core/compiler/compilation.rs, fill_env.
    """
    version = _VERSION.fullmatch(package.version)
    major, minor, patch, pre = version.groups() if version else ("", "", "", "")
    return (
        ("CARGO_PKG_AUTHORS", ":".join(package.authors)),
        ("CARGO_PKG_DESCRIPTION", package.description or ""),
        ("CARGO_PKG_HOMEPAGE", package.homepage or ""),
        ("CARGO_PKG_LICENSE", package.license or ""),
        ("CARGO_PKG_LICENSE_FILE", package.license_file or ""),
        ("CARGO_PKG_NAME", package.name),
        ("CARGO_PKG_README", package.readme or ""),
        ("CARGO_PKG_REPOSITORY", package.repository or ""),
        ("CARGO_PKG_RUST_VERSION", package.rust_version or ""),
        ("CARGO_PKG_VERSION", package.version),
        ("CARGO_PKG_VERSION_MAJOR", major),
        ("CARGO_PKG_VERSION_MINOR", minor),
        ("CARGO_PKG_VERSION_PATCH", patch),
        ("CARGO_PKG_VERSION_PRE", pre or ""),
    )


def unit_variables(unit: Unit, *, primary: bool) -> dict[str, str]:
    """Return the variables of rustc for ``unit``, except CARGO_PKG_* and variables with paths.

    ``primary`` is whether the package is selected. The builder adds the paths.
    Source: core/compiler/compilation.rs, fill_rustc_tool_env; core/compiler/mod.rs, prepare_rustc
    (docs/conformance.md, S24).
    """
    env = {"CARGO_CRATE_NAME": unit.target.crate_name}
    if unit.target.kind == "bin" or (unit.target.kind == "example" and "bin" in unit.target.crate_types):
        env["CARGO_BIN_NAME"] = unit.target.name
    if primary:
        env["CARGO_PRIMARY_PACKAGE"] = "1"
    return env


def has_debug_information(profile: WireProfile) -> bool:
    """Return whether ``profile`` asks for debug information, as Cargo tells a build script in DEBUG."""
    return profile.debuginfo not in {0, None, "0", "none"}


def script_variables(unit: Unit, package: Package, *, host: str, root_profile: str) -> dict[str, str]:
    """Return the variables for a run of a build script, except CARGO_PKG_*.

    ``unit`` is the run; its profile is the profile of the library (docs/conformance.md, S28). ``root_profile`` is
    ``debug`` or ``release``. The builder adds paths, CARGO_CFG_*, DEP_* and NUM_JOBS.
    Source: core/compiler/custom_build.rs, build_work.
    """
    env = {
        "TARGET": unit.platform or host,
        "HOST": host,
        "OPT_LEVEL": unit.profile.opt_level,
        "DEBUG": "true" if has_debug_information(unit.profile) else "false",
        "PROFILE": root_profile,
    }
    if package.links is not None:
        env["CARGO_MANIFEST_LINKS"] = package.links
    env |= {f"CARGO_FEATURE_{envify(feature)}": "1" for feature in unit.features}
    return env
