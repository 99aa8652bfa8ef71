"""What our builder would run: the plan's units composed as nixlib composes them, argv and environment by the builder.

Paths are tokens (``<workspace>``, ``<crates>/name-version``, …) in place of the store's. What build scripts print
comes from cargo's run, so nothing is compiled twice: ``Ours.call`` goes through the units in the plan's order, and
``Ours.take_output`` is told each script's output before the units that use it are asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from cargo_nix.plan import Plan
from cargo_nix.plan.schema import PlanUnit
from conformance.call import Call
from support.standalone import standalone_module

__all__ = ["Ours"]

_DROPPED = (
    *("name", "package", "externs", "closure", "host_closure", "script", "to_link", "plugins", "bins"),
    *("linkable", "needs_linker", "src_path", "artifacts"),
)  # nixlib/units/mkUnit.nix, removeAttrs


class Ours:
    """The calls of our builder for one plan."""

    def __init__(self, plan: Plan, programs: str, env: Mapping[str, str]) -> None:
        """Take ``plan``; ``programs`` is the directory in which tests find programs, ``env`` what users set."""
        self.plan = plan
        self._env = env
        self._programs = programs
        self._results: dict[str, Any] = {}
        self._compile = standalone_module("compile")
        self._script = standalone_module("script")
        self._doctests = standalone_module("doc_tests")
        self._documents = standalone_module("document")
        self._surroundings = standalone_module("surroundings")
        self._jobserver: dict[str, str] = standalone_module("process").jobserver_env(3, 4)

    def call(self, index: int) -> Call:
        """Return what the builder runs for the unit at ``index``."""
        unit = self.plan.units[index]
        if unit.run is not None:
            attrs = self._run_attrs(unit)
            env = self._script.script_call_env(attrs, self._out_dir(unit), self._linked(attrs), self._plugins(attrs))
            env = {**env, **self._jobserver}
            return Call(program="script", argv=(attrs["program"],), env=env, cwd=attrs["manifestDir"])
        attrs = self._compile_attrs(unit)
        deps = {"own": self._deps(unit.platform), "host": self._deps(None)}
        deps["tmp"] = f"<target>/{unit.platform}/tmp" if unit.platform else "<target>/tmp"  # noqa: S108 -- a token
        if unit.mode == "doctest":
            return self._doctest(attrs, deps)
        argv, env = self._compile.compile_call(attrs, deps, "<out>", self._results)
        return Call(program="rustc", argv=tuple(argv[1:]), env={**env, **self._jobserver}, cwd=attrs["cwd"])

    def test(self, index: int) -> Call:
        """Return how checks/test_run.py runs the test of the unit at ``index``."""
        unit = self.plan.units[index]
        attrs, target = self._compile_attrs(unit), self.plan.target
        for_host = unit.platform is None and target is not None
        profile = self._programs.replace(f"/{target}/", "/") if for_host else self._programs
        loaded = [profile, self._deps(unit.platform), f"<libdir of {unit.platform or self.plan.host}>"]
        directory = self._surroundings.test_directory(attrs)
        place = self._deps(unit.platform) if directory == "deps" else f"{profile}/{directory}"
        env = self._surrounded(lambda: self._surroundings.test_env(attrs, self._results, unit.platform, loaded))
        return Call(program="test", argv=(f"{place}/{unit.files[0]}",), env=env, cwd=attrs["manifestDir"])

    def elsewhere(self, index: int) -> frozenset[str]:
        """Return the directories that scripts alone name which do not reach the unit at ``index``."""
        unit, said = self.plan.units[index], self._results
        reaching = {self._out(other) for other in (*unit.to_link, *unit.plugins)}
        named = {path for out in reaching for path in said[out]["library_paths"]}
        return frozenset(path for out in said.keys() - reaching for path in said[out]["library_paths"]) - named

    def after_other(self, index: int) -> bool:
        """Tell whether an earlier target of the package is built with another run of its script than the unit is."""
        unit = self.plan.units[index]
        roots = [self.plan.units[root] for root in self.plan.roots]
        first = next((root for root in roots if root.package == unit.package and root.script is not None), unit)
        return first.script != unit.script

    def _surrounded(self, env_of: Callable[[], dict[str, str]]) -> dict[str, str]:
        with TemporaryDirectory() as scratch, patch.dict("os.environ", {"NIX_BUILD_TOP": scratch}):
            env = env_of()
        # Of the sandbox.
        return {name: value for name, value in env.items() if name not in {"HOME", "RUST_TEST_THREADS"}}

    def _doctest(self, attrs: dict[str, Any], deps: dict[str, str]) -> Call:
        """Return what checks/doc_tests.py runs."""
        argv = self._doctests.doctest_args(attrs, deps, self._results)
        env = self._surrounded(lambda: self._doctests.doctest_env(attrs, deps, self._results))
        return Call(program="rustdoc", argv=tuple(argv), env=env, cwd=attrs["cwd"])

    def document(self, index: int, pages: PlanUnit, arguments: Sequence[str]) -> Call:
        """Return what checks/document.py runs for ``pages``, a unit of another plan, from the unit at ``index``."""
        unit = self.plan.units[index]
        attrs, deps = self._compile_attrs(unit), {"own": self._deps(unit.platform), "host": self._deps(None)}
        attrs["unit"] |= {"args": pages.args, "args_after": pages.args_after}
        argv = [*self._documents.document_args(attrs, {**deps, "tmp": ""}, self._results, "<out>"), *arguments]
        env = self._documents.document_env(attrs, {**deps, "tmp": ""}, self._results)
        return Call(program="rustdoc", argv=tuple(argv), env={**env, **self._jobserver}, cwd=attrs["cwd"])

    def result(self, index: int) -> dict[str, Any]:
        """Return what the script of the unit at ``index`` said."""
        found: dict[str, Any] = self._results[self._out(index)]
        return found

    def take_results(self, results: Mapping[int, dict[str, Any]]) -> None:
        """Take what scripts said, by the indices of their units, for the units that come after them."""
        self._results = {self._out(index): result for index, result in results.items()}

    def take_output(self, index: int, stdout: bytes) -> None:
        """Parse what the build script of the unit at ``index`` printed, for the units that come after it."""
        attrs = self._run_attrs(self.plan.units[index])
        override = attrs["unit"]["run"]["override"]
        stdout = stdout if override is None else override.encode()
        result = self._script.parse_output(stdout, attrs, attrs["unit"]["run"])
        places = {"out_dir": self._out_dir(self.plan.units[index]), "root": "<target>"}
        self._results[self._out(index)] = {**result, **places}

    def _linked(self, attrs: dict[str, Any]) -> list[tuple[str, Any]]:
        return [(name, self._results[path]) for name, path in attrs["links"]]

    def _plugins(self, attrs: dict[str, Any]) -> list[Any]:
        return [self._results[path] for path in attrs["plugins"]]

    def _deps(self, platform: str | None) -> str:
        if platform == self.plan.target:
            return "<deps>"
        return "<host-deps>" if platform is None else f"<deps of {platform}>"

    def _artifacts(self, unit: PlanUnit) -> dict[str, str]:
        """Return the variables of artifact dependencies, with paths of Cargo's shape."""
        found = {}
        for name, (index, file) in unit.artifacts.items():
            dep = self.plan.units[index]
            kind = "bin" if dep.kind == "bin" else dep.crate_types[0]
            package = self.plan.packages[dep.package].name
            place = f"{self._deps(dep.platform)}/artifact/{package}-{dep.identity}/{kind}"
            found[name] = f"{place}/{file}" if file else place
        return found

    def _out(self, index: int) -> str:
        return f"<unit {index}>"

    def _out_dir(self, unit: PlanUnit) -> str:
        attrs = self._run_attrs(unit)
        return str(self._script.build_dir(attrs, "<target>")) + "/out"

    def _common(self, unit: PlanUnit) -> dict[str, Any]:
        package = self.plan.packages[unit.package]
        root = "<workspace>"
        directory = package.origin.directory
        if directory is None:
            root = directory = f"<crates>/{package.name}-{package.version}"
        else:
            directory = f"{root}/{directory}" if directory else root
        paths = {name: f"{root}/{path}" for name, path in self.plan.config_paths.items()}
        if package.origin.directory is None:
            paths = {}
        return {
            "packageName": package.name,
            "packageVersion": package.version,
            "packageEnv": package.env,
            "member": package.member,
            "configEnv": {**self.plan.config_env, **paths},
            "dependencyEnv": {name: value for name, value in self._env.items() if name not in self.plan.config_forced},
            "rustc": "<rustc>",
            "cargo": "<cargo>",
            "src": root,
            "cwd": root,
            "manifestDir": directory,
            "unit": {
                **unit.model_dump(mode="json", exclude=set(_DROPPED)),
                "linker": _linker(unit),
                "env": {**unit.env, **self._artifacts(unit)},
            },
        }

    def _compile_attrs(self, unit: PlanUnit) -> dict[str, Any]:
        units, common = self.plan.units, self._common(unit)
        is_crate = self.plan.packages[unit.package].origin.directory is None
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
            "srcPath": f"{common['src']}/{unit.src_path}" if is_crate else unit.src_path,
            "externs": externs,
            "script": "" if unit.script is None else self._out(unit.script),
            "toLink": [self._out(index) for index in unit.to_link],
            "plugins": [self._out(index) for index in unit.plugins],
            "bins": {name: f"{self._programs}/{units[index].products[0]}" for name, index in unit.bins.items()},
            "remap": [(common["src"], "/workspace")],
        }

    def _run_attrs(self, unit: PlanUnit) -> dict[str, Any]:
        common, run = self._common(unit), unit.run
        if run is None:
            raise ValueError(unit.name)
        fields = run.model_dump(mode="json", exclude={"program", "program_file", "links", "cfg"})
        return {
            **common,
            "rustdoc": "<rustdoc>",
            "program": "" if run.program is None else f"{self._out(run.program)}/{run.program_file}",
            "links": [(name, self._out(index)) for name, index in run.links],
            "plugins": [self._out(index) for index in unit.plugins],
            "cfg": self.plan.cfg[run.cfg],
            "unit": {**common["unit"], "run": fields},
        }


def _linker(unit: PlanUnit) -> str | None:
    """Return the linker: one with a relative path is a file of the workspace (nixlib/toolchain/linkerOf.nix)."""
    relative = unit.linker is not None and "/" in unit.linker and not unit.linker.startswith("/")
    return f"<workspace>/{unit.linker}" if relative else unit.linker
