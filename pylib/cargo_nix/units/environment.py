"""The CARGO_* variables that a unit's rustc and its build script see (Cargo book, "Environment variables")."""

import re

from cargo_nix.cargo import WirePackage
from cargo_nix.units.unit import Package, Unit

__all__ = ["envify", "package_variables", "script_variables", "unit_variables"]

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:-([^+]*))?(?:\+.*)?")


def envify(name: str) -> str:
    """Return ``name`` as Cargo puts it into a variable's name: upper case, dashes as underscores, dots kept (S25)."""
    return name.upper().replace("-", "_")


def package_variables(package: WirePackage) -> tuple[tuple[str, str], ...]:
    """Return CARGO_PKG_* of ``package``, empty where the manifest is silent (core/compiler/compilation.rs)."""
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
    """Return what rustc sees for ``unit`` beside its package's variables; paths are the builder's to add."""
    env = {"CARGO_CRATE_NAME": unit.target.crate_name}
    if unit.target.kind == "bin" or (unit.target.kind == "example" and "bin" in unit.target.crate_types):
        env["CARGO_BIN_NAME"] = unit.target.name
    if primary:
        env["CARGO_PRIMARY_PACKAGE"] = "1"
    return env


def script_variables(unit: Unit, package: Package, *, host: str, root_profile: str) -> dict[str, str]:
    """Return what the build script of ``unit`` (a run unit) sees beside its package's variables.

    The profile is the library's, not the script's (S28). CARGO_CFG_*, DEP_*, paths and NUM_JOBS are the builder's.
    """
    env = {
        "TARGET": unit.platform or host,
        "HOST": host,
        "OPT_LEVEL": unit.profile.opt_level,
        "DEBUG": "false" if unit.profile.debuginfo in {0, None, "0", "none"} else "true",
        "PROFILE": root_profile,
    }
    if package.links is not None:
        env["CARGO_MANIFEST_LINKS"] = package.links
    env |= {f"CARGO_FEATURE_{envify(feature)}": "1" for feature in unit.features}
    return env
