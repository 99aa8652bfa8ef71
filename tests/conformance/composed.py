"""The attributes of a unit's derivation, composed from the plan as in nixlib/units/mkUnit.nix.

Paths are tokens (``<workspace>``, ``<crates>/name-version``, ``<unit 3>``, …) instead of store paths.
test_derivations.py compares these attributes with real derivations.
"""

from collections.abc import Mapping
from typing import Any

from cargo_nix.plan import Plan
from cargo_nix.plan.schema import PlanUnit, RunScript

__all__ = ["Composed"]

_DROPPED = (
    *("name", "package", "externs", "closure", "host_closure", "script", "to_link", "plugins", "bins"),
    *("linkable", "needs_linker", "incremental", "src_path", "artifacts"),
)  # nixlib/units/commonAttributes.nix, removeAttrs


class Composed:
    """The attributes of each unit of a plan."""

    def __init__(self, plan: Plan, programs: str, env: Mapping[str, str], cargo_root: str = "") -> None:
        """Store ``plan``; ``programs`` is the directory of programs for tests, ``env`` are the user's variables.

        ``cargo_root`` is the workspace's directory.
        """
        self._plan = plan
        self._cargo_root = cargo_root
        self._env = env
        self._programs = programs

    def attributes(self, unit: PlanUnit) -> dict[str, Any]:
        """Return the attributes of the derivation of ``unit``."""
        return self._compile_attrs(unit) if unit.run is None else self._run_attrs(unit, unit.run)

    def out(self, index: int) -> str:
        """Return the output of the unit at ``index``."""
        return f"<unit {index}>"

    def deps(self, platform: str | None) -> str:
        """Return the directory of linkable dependencies for ``platform``."""
        if platform == self._plan.target:
            return "<deps>"
        return "<host-deps>" if platform is None else f"<deps of {platform}>"

    def _artifacts(self, unit: PlanUnit) -> dict[str, str]:
        """Return the variables of artifact dependencies, with paths in Cargo's layout."""
        variables = {}
        for name, (index, file) in unit.artifacts.items():
            dep = self._plan.units[index]
            kind = "bin" if dep.kind == "bin" else dep.crate_types[0]
            package = self._plan.packages[dep.package].name
            directory = f"{self.deps(dep.platform)}/artifact/{package}-{dep.identity}/{kind}"
            variables[name] = f"{directory}/{file}" if file else directory
        return variables

    def _common(self, unit: PlanUnit) -> dict[str, Any]:
        package = self._plan.packages[unit.package]
        root = "<workspace>"
        directory = package.origin.directory
        if directory is None:
            root = directory = f"<crates>/{package.name}-{package.version}"
        else:
            directory = f"{root}/{directory}" if directory else root
        paths = {name: f"{root}/{path}" for name, path in self._plan.config_paths.items()}
        if package.origin.directory is None:
            paths = {}
        return {
            "packageName": package.name,
            "packageVersion": package.version,
            "packageEnv": package.env,
            "member": package.member,
            "configEnv": {**self._plan.config_env, **paths},
            "dependencyEnv": {name: value for name, value in self._env.items() if name not in self._plan.config_forced},
            "rustc": "<rustc>",
            "cargo": "<cargo>",
            "src": root,
            "manifestDir": directory,
            "unit": {
                **unit.model_dump(mode="json", exclude=set(_DROPPED)),
                "linker": _linker(unit),
                "env": {**unit.env, **self._artifacts(unit)},
            },
        }

    def _compile_attrs(self, unit: PlanUnit) -> dict[str, Any]:
        units, common = self._plan.units, self._common(unit)
        externs = [
            {
                "name": extern.name,
                "options": extern.options,
                "file": file,
                "where": "own" if units[extern.unit].platform == unit.platform else "host",
            }
            for extern in unit.externs
            for file in units[extern.unit].linkable
        ]
        return {
            **common,
            "cwd": self._cwd(unit, common),
            "srcPath": self._source(unit, common),
            "externs": externs,
            "script": "" if unit.script is None else self.out(unit.script),
            "toLink": [self.out(index) for index in unit.to_link],
            "plugins": [self.out(index) for index in unit.plugins],
            "bins": {name: f"{self._programs}/{units[index].products[0]}" for name, index in unit.bins.items()},
            "remap": [(common["src"], "/workspace")],
        }

    def _in_workspace(self, unit: PlanUnit) -> bool:
        """Return whether the path of the source is relative to the workspace's root.

        nixlib/units/mkUnits.nix (memberSource) has the same rule.
        """
        is_crate = self._plan.packages[unit.package].origin.directory is None
        return not is_crate and (not self._cargo_root or unit.src_path.startswith(f"{self._cargo_root}/"))

    def _cwd(self, unit: PlanUnit, common: Mapping[str, Any]) -> str:
        workspace = f"{common['src']}/{self._cargo_root}".rstrip("/")
        return workspace if self._in_workspace(unit) else str(common["manifestDir"])

    def _source(self, unit: PlanUnit, common: Mapping[str, Any]) -> str:
        if self._in_workspace(unit):
            return unit.src_path.removeprefix(f"{self._cargo_root}/")
        return f"{common['src']}/{unit.src_path}"

    def _run_attrs(self, unit: PlanUnit, run: RunScript) -> dict[str, Any]:
        common = self._common(unit)
        fields = run.model_dump(mode="json", exclude={"program", "program_file", "links", "cfg"})
        return {
            **common,
            "rustdoc": "<rustdoc>",
            "program": "" if run.program is None else f"{self.out(run.program)}/{run.program_file}",
            "links": [(name, self.out(index)) for name, index in run.links],
            "plugins": [self.out(index) for index in unit.plugins],
            "cfg": self._plan.cfg[run.cfg],
            "unit": {**common["unit"], "run": fields},
        }


def _linker(unit: PlanUnit) -> str | None:
    """Return the linker; a relative path is a file of the workspace (nixlib/toolchain/linkerOf.nix)."""
    relative = unit.linker is not None and "/" in unit.linker and not unit.linker.startswith("/")
    return f"<workspace>/{unit.linker}" if relative else unit.linker
