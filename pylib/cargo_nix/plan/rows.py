"""Make the rows of a plan from the units of a graph."""

import posixpath
from collections.abc import Iterable
from functools import cached_property

from cargo_nix.cargo import Answers, Selection
from cargo_nix.errors import PlanError
from cargo_nix.lockfile import LockedPackage
from cargo_nix.plan.package_row import TargetAccess, locked_sources, package_row
from cargo_nix.plan.schema import Extern, PlanPackage, PlanUnit, RunScript
from cargo_nix.plan.unit_files import FileNames, linkable_files, needs_linker, products_of, written_files
from cargo_nix.plan.unit_names import has_extra_filename, unit_name
from cargo_nix.units import Joined, Package, Unit
from cargo_nix.units.artifact_variables import artifact_variables
from cargo_nix.units.crate_access import Access, join_access
from cargo_nix.units.environment import envify, script_variables, unit_variables
from cargo_nix.units.platform_config import linker_of, override_of, platform_flags
from cargo_nix.units.rustc_args import UnitFacts, args_after, args_before, strip_args

__all__ = ["Rows"]


class Rows:
    """The rows of the units and packages of one graph. Each call makes one row."""

    def __init__(
        self,
        joined: Joined,
        answers: Answers,
        lockfile: Iterable[LockedPackage],
        selection: Selection,
        primary: frozenset[str] | None = None,
    ) -> None:
        """Take the graph ``joined``, made from ``answers`` for ``selection``.

        ``primary`` are ids of packages with CARGO_PRIMARY_PACKAGE; by default, the selected packages of the graph.
        """
        self._joined = joined
        primary_ids = (joined.packages[index].id for index in joined.primary)
        self._primary = frozenset(primary_ids) if primary is None else primary
        self._sources = locked_sources(lockfile)
        self._host = answers.host
        self._profile_dir = _profile_dir(selection.profile)
        self._config = answers.config
        self._platforms = answers.platforms
        self._flags = answers.flags
        self._doc_flags = platform_flags(answers.config, answers.cfg, answers.host, answers.targets, "rustdocflags")
        # As in Cargo, the platforms of artifact dependencies have no linker (core/compiler/compilation.rs,
        # target_linkers).
        self._linkers = {
            platform: linker_of(answers.config, platform or answers.host, answers.cfg[platform])
            for platform in (None, answers.target)
        }

    @property
    def joined(self) -> Joined:
        """The graph of the rows."""
        return self._joined

    def package(self, index: int) -> PlanPackage:
        """Return the row of the package at ``index``. Raises ``PlanError`` if the lock file lacks the package."""
        return package_row(self._joined.packages[index], self._sources, self._access.get(index, {}))

    def unit(self, index: int) -> PlanUnit:
        """Return the row of the unit at ``index``.

        Raises ``PlanError`` if the platform supports no crate type of the unit.
        """
        joined, unit = self._joined, self._joined.units[index]
        package, scripts, closure = joined.packages[unit.package], joined.scripts[index], joined.closures[index]
        names = self._names(index)
        return PlanUnit(
            name=unit_name(unit, package),
            package=unit.package,
            kind=unit.target.kind,
            mode=unit.mode,
            target=unit.target.name,
            crate_name=unit.target.crate_name,
            crate_types=list(unit.target.crate_types),
            edition=unit.target.edition,
            src_path=_src_path(unit, package),
            platform=unit.platform,
            identity=joined.identities[index],
            files=self._files(unit, package, names),
            linkable=linkable_files(unit, names),
            products=products_of(unit, names),
            args=self._args(index, extra_filename=names.identity is not None),
            args_after=[]
            if unit.is_run
            else args_after(unit, capped=package.directory is None, rustflags=self._rustflags(unit)),
            strip=[] if unit.is_run else strip_args(unit.profile),
            linker=self._linkers.get(unit.platform),
            needs_linker=needs_linker(unit),
            env=self._env(unit, package),
            externs=self._externs(unit),
            closure=list(closure.own),
            host_closure=list(closure.host),
            script=None if unit.is_run else scripts.own,
            to_link=[] if unit.is_run else list(scripts.to_link),
            plugins=list(scripts.plugins),
            pass_links=unit.target.is_lib or all(kind not in {"lib", "proc-macro"} for kind, _name in package.targets),
            incremental=unit.profile.incremental and not unit.is_run,
            bins=self._bins(unit),
            artifacts=artifact_variables(unit, joined.units, joined.packages, self._first_file),
            run=self._run(unit, package) if unit.is_run else None,
        )

    @cached_property
    def _access(self) -> dict[int, TargetAccess]:
        """The access for each target of each package: the union over all units of a target and mode."""
        access, by_package = self._joined.access, dict[int, dict[tuple[str, str], dict[str, tuple[Access, Access]]]]()
        for index, unit in enumerate(self._joined.units):
            if unit.is_run or self._joined.packages[unit.package].directory is None:
                continue
            modes = by_package.setdefault(unit.package, {}).setdefault((unit.target.kind, unit.target.name), {})
            for mode in _scan_modes(unit):
                expands, links = modes.get(mode, (Access(), Access()))
                modes[mode] = (
                    join_access([expands, access.expands[index]]),
                    join_access([links, access.links[index]]),
                )
        return dict(by_package)

    def _names(self, index: int) -> FileNames:
        unit = self._joined.units[index]
        triple = self._triple(unit)
        hashed = has_extra_filename(unit, self._joined.packages[unit.package], triple)
        identity = self._joined.identities[index] if hashed else None
        return FileNames(triple, identity, self._platforms[unit.platform].dropped)

    def _first_file(self, index: int) -> str:
        unit = self._joined.units[index]
        return self._files(unit, self._joined.packages[unit.package], self._names(index))[0]

    def _files(self, unit: Unit, package: Package, names: FileNames) -> list[str]:
        files = written_files(unit, names)
        if not files and not unit.is_run:
            # The problem is Cargo's message (core/compiler/build_context/target_info.rs, rustc_outputs).
            types = ", ".join(unit.target.crate_types)
            raise PlanError(
                problem=f"cannot produce {types} for `{package.name} v{package.version}`",
                place=f"the library of `{package.name}`",
                expected=f"a crate type that `{names.triple}` has",
                came=types,
                ways_out=(
                    "leave the package out: `packages = [ … ]` or `exclude = [ … ]`",
                    'add `"rlib"` to its `crate-type`',
                ),
            )
        return files

    def _args(self, index: int, *, extra_filename: bool) -> list[str]:
        joined, unit = self._joined, self._joined.units[index]
        if unit.is_run:
            return []
        facts = UnitFacts(
            lto=joined.lto[index],
            identity=joined.identities[index],
            extra_filename=extra_filename,
            primary=unit.package in joined.primary,
            split_debuginfo=self._platforms[unit.platform].split_debuginfo,
        )
        return args_before(unit, joined.packages[unit.package], facts)

    def _triple(self, unit: Unit) -> str:
        return unit.platform or self._host

    def _rustflags(self, unit: Unit) -> tuple[str, ...]:
        return (self._doc_flags if unit.mode in {"doc", "doctest"} else self._flags)[unit.platform]

    def _env(self, unit: Unit, package: Package) -> dict[str, str]:
        if unit.is_run:
            return script_variables(unit, package, host=self._host, root_profile=self._joined.profile_root)
        return unit_variables(unit, primary=package.id in self._primary) | self._absent_bins(unit, package)

    def _externs(self, unit: Unit) -> list[Extern]:
        if unit.is_run:
            return []
        return [
            Extern(name=edge.extern_crate_name, unit=edge.unit, options="noprelude" if edge.noprelude else "")
            for edge in unit.edges
            if self._joined.units[edge.unit].target.is_linkable and not self._joined.units[edge.unit].is_run
        ]

    def _bins(self, unit: Unit) -> dict[str, int]:
        # For CARGO_BIN_EXE_<name>: Cargo builds the programs of the package for integration tests and benches.
        if unit.target.kind not in {"test", "bench"}:
            return {}
        dependencies = ((edge.unit, self._joined.units[edge.unit]) for edge in unit.edges)
        return {
            dep.target.name: index
            for index, dep in dependencies
            if dep.target.kind == "bin" and dep.mode == "build" and dep.package == unit.package
        }

    def _absent_bins(self, unit: Unit, package: Package) -> dict[str, str]:
        # Cargo also sets the variables of programs that are not built, so that `env!` compiles in every test.
        if unit.target.kind not in {"test", "bench"}:
            return {}
        built, root = self._bins(unit), "placeholder:" if unit.mode == "check" else "/nonexistent/"
        names = [name for kind, name in package.targets if kind == "bin" and name not in built]
        return {f"CARGO_BIN_EXE_{name}": f"{root}{name}" for name in names}

    def _run(self, unit: Unit, package: Package) -> RunScript:
        units = self._joined.units
        scripts = (edge.unit for edge in unit.edges if units[edge.unit].target.kind == "custom-build")
        # None if the configuration overrides the script.
        program = next((index for index in scripts if not units[index].is_run), None)
        links = []
        for edge in unit.edges:
            dep = units[edge.unit]
            name = self._joined.packages[dep.package].links
            if dep.is_run and name is not None:
                links.append((envify(name), edge.unit))
        return RunScript(
            program=program,
            program_file=""
            if program is None
            else f"{units[program].target.crate_name}-{self._joined.identities[program]}",
            override=None if program is not None else override_of(self._config, self._triple(unit), package.links),
            links=sorted(links),
            has_links=package.links is not None,
            cfg=unit.platform or "host",
            profile_dir=self._profile_dir,
            rustflags=list(self._rustflags(unit)),
            rust_version=package.rust_version,
            targets=list(package.targets),
            features=list(unit.features),
            has_cdylib=package.has_cdylib,
            debug_assertions=unit.profile.debug_assertions,
        )


def _scan_modes(unit: Unit) -> tuple[str, ...]:
    """Return the modes whose file sets ``unit`` uses (nixlib/sources/unitSources.nix)."""
    if unit.mode == "doctest":
        return ("test", "doc")
    if unit.checks_test:
        return ("plain", "test")
    if unit.mode == "test" or unit.target.kind in {"test", "bench"}:
        return ("test",)
    return ("doc",) if unit.mode == "doc" else ("plain",)


def _src_path(unit: Unit, package: Package) -> str:
    # Cargo joins both paths without resolving `..`, and file!() shows the result.
    return posixpath.join(package.directory or "", unit.target.src_path)


def _profile_dir(profile: str) -> str:
    return {"dev": "debug", "test": "debug", "bench": "release"}.get(profile, profile)
