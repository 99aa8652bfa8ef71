"""The arguments of rustc without a path, in Cargo's order.

Source: core/compiler/mod.rs, build_base_args (docs/conformance.md, S20).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cargo_nix.cargo import WireProfile
from cargo_nix.units.environment import has_debug_information
from cargo_nix.units.lto import lto_args
from cargo_nix.units.unit import Lto, Package, Unit

__all__ = ["UnitFacts", "args_after", "args_before", "needs_objects", "profile_args", "strip_args"]

_MESSAGES = ("--error-format=json", "--json=diagnostic-rendered-ansi,artifacts,future-incompat")


def needs_objects(unit: Unit) -> bool:
    """Return whether ``unit`` links the object code of its dependencies.

    Source: core/compiler/unit.rs, Unit::requires_upstream_objects.
    """
    # Crate types are enough: only libraries and examples have crate types other than `bin`.
    return unit.is_test or any(crate_type not in {"lib", "rlib"} for crate_type in unit.target.crate_types)


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitFacts:
    """Facts for the arguments of a unit that the unit itself does not contain.

    ``extra_filename``: whether the file names have the identity.
    ``primary``: whether the package is selected.
    ``split_debuginfo``: the values of this setting that the platform supports.
    """

    lto: Lto
    identity: str
    extra_filename: bool
    primary: bool
    split_debuginfo: frozenset[str]


def args_before(unit: Unit, package: Package, facts: UnitFacts) -> list[str]:
    """Return the arguments after the source file, up to ``-C rpath``, in Cargo's order."""
    args = [*_MESSAGES]
    if not unit.is_test:
        for crate_type in unit.target.crate_types:
            args += ["--crate-type", crate_type]
    args.append(_emit(unit))
    if _prefers_dynamic(unit, primary=facts.primary):
        args += ["-C", "prefer-dynamic"]
    args += _codegen(unit.profile, lto_args(facts.lto), facts.split_debuginfo)
    args += package.lints
    args += unit.profile.rustflags
    args += _check_flags(unit.profile)
    args += _test_args(unit, package)
    for feature in unit.features:
        args += ["--cfg", f'feature="{feature}"']
    args += ["--check-cfg", "cfg(docsrs,test)"]
    values = ", ".join(f'"{feature}"' for feature in package.declared_features)
    args += ["--check-cfg", f"cfg(feature, values({values}))"]
    args += ["-C", f"metadata={facts.identity}"]
    if facts.extra_filename:
        args += ["-C", f"extra-filename=-{facts.identity}"]
    if unit.profile.rpath:
        args += ["-C", "rpath"]
    return args


def profile_args(profile: WireProfile) -> list[str]:
    """Return all arguments that depend on ``profile`` alone, for a platform with every value of ``split-debuginfo``.

    Two profiles with equal arguments are one profile for rustc, whatever their names. Link-time optimisation depends on
    the graph too (``lto.py``), so it is not among the arguments.
    """
    split = frozenset({profile.split_debuginfo} if profile.split_debuginfo else ())
    return [
        *_codegen(profile, (), split),
        *profile.rustflags,
        *_check_flags(profile),
        *(("-C", "rpath") if profile.rpath else ()),
        *strip_args(profile),
    ]


def strip_args(profile: WireProfile) -> list[str]:
    """Return ``-C strip=…`` if the profile has a value; Cargo sets one for builds without debuginfo.

    Source: core/compiler/mod.rs, build_base_args (docs/conformance.md, S16).
    """
    for setting in profile.strip.values():
        if isinstance(setting, dict):
            return ["-C", f"strip={setting['Named']}"]
    return []


def args_after(unit: Unit, *, capped: bool, rustflags: Sequence[str]) -> list[str]:
    """Return the arguments after ``--extern`` of dependencies.

    ``capped`` packages (from a registry or git) get ``--cap-lints allow``. ``rustflags`` come last.
    Source: core/compiler/mod.rs, build_deps_args and add_cap_lints (docs/conformance.md, S23).
    """
    args = ["--extern", "proc_macro"] if unit.target.is_proc_macro else []
    if capped:
        args += ["--cap-lints", "allow"]
    return [*args, *rustflags]


def _emit(unit: Unit) -> str:
    if unit.mode == "check":
        return "--emit=dep-info,metadata"
    return "--emit=dep-info,link" if needs_objects(unit) else "--emit=dep-info,metadata,link"


def _prefers_dynamic(unit: Unit, *, primary: bool) -> bool:
    dylib = not unit.is_test and "dylib" in unit.target.crate_types
    return unit.target.is_proc_macro or (dylib and not primary)


def _codegen(profile: WireProfile, lto: Sequence[str], split_debuginfo: frozenset[str]) -> list[str]:
    args: list[str] = []
    if profile.opt_level != "0":
        args += ["-C", f"opt-level={profile.opt_level}"]
    if profile.panic != "unwind":
        args += ["-C", f"panic={profile.panic}"]
    args += lto
    if profile.codegen_units is not None:
        args += ["-C", f"codegen-units={profile.codegen_units}"]
    if has_debug_information(profile):
        args += ["-C", f"debuginfo={profile.debuginfo}"]
        if profile.split_debuginfo in split_debuginfo:
            args += ["-C", f"split-debuginfo={profile.split_debuginfo}"]
    return args


def _check_flags(profile: WireProfile) -> list[str]:
    # Like Cargo, pass a flag only if the value differs from rustc's own default.
    implied = profile.opt_level == "0"
    args = []
    if profile.debug_assertions != implied:
        args += ["-C", f"debug-assertions={'on' if profile.debug_assertions else 'off'}"]
    if profile.overflow_checks != profile.debug_assertions:
        args += ["-C", f"overflow-checks={'on' if profile.overflow_checks else 'off'}"]
    return args


def _test_args(unit: Unit, package: Package) -> list[str]:
    if not unit.is_test:
        return []
    harness = (unit.target.kind, unit.target.name) not in package.no_harness
    return ["--test"] if harness else ["--cfg", "test"]
