"""The calls of our builder: the builder's own code makes argv and environment from a derivation's attributes.

Cargo's run provides the output of build scripts, so no script runs twice. Call ``Ours.call`` for the units in the order
of the plan, and ``Ours.take_output`` for a script before the units that use the output.
"""

from collections.abc import Callable, Mapping, Sequence
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from cargo_nix.plan import Plan
from cargo_nix.plan.schema import PlanUnit
from conformance.call import Call
from conformance.composed import Composed
from support.standalone import standalone_module

__all__ = ["Ours"]


class Ours:
    """The calls of our builder for a plan."""

    def __init__(self, plan: Plan, programs: str, env: Mapping[str, str], cargo_root: str = "") -> None:
        """Store ``plan``; ``programs`` is the directory of programs for tests, ``env`` are the user's variables.

        ``cargo_root`` is the workspace's directory.
        """
        self.plan = plan
        self._composed = Composed(plan, programs, env, cargo_root)
        self._programs = programs
        self._results: dict[str, Any] = {}
        self._compile = standalone_module("compile_unit")
        self._script = standalone_module("run_script")
        self._doctests = standalone_module("doc_tests")
        self._documents = standalone_module("document")
        self._surroundings = standalone_module("run_environment")
        self._jobserver: dict[str, str] = standalone_module("run_program").jobserver_env(3, 4)

    def call(self, index: int) -> Call:
        """Return the builder's call for the unit at ``index``."""
        unit = self.plan.units[index]
        if unit.run is not None:
            attrs = self._composed.attributes(unit)
            env = self._script.script_call_env(attrs, self._out_dir(unit), self._linked(attrs), self._plugins(attrs))
            env = {**env, **self._jobserver}
            return Call(program="script", argv=(attrs["program"],), env=env, cwd=attrs["manifestDir"])
        attrs = self._composed.attributes(unit)
        deps = {"own": self._composed.deps(unit.platform), "host": self._composed.deps(None)}
        deps["tmp"] = f"<target>/{unit.platform}/tmp" if unit.platform else "<target>/tmp"  # noqa: S108 -- a token
        if unit.mode == "doctest":
            return self._doctest(attrs, deps)
        argv, env = self._compile.compile_call(attrs, deps, "<out>", self._results)
        return Call(program="rustc", argv=tuple(argv[1:]), env={**env, **self._jobserver}, cwd=attrs["cwd"])

    def test(self, index: int) -> Call:
        """Return the call of checks/run_test.py for the test of the unit at ``index``."""
        unit = self.plan.units[index]
        attrs, target = self._composed.attributes(unit), self.plan.target
        for_host = unit.platform is None and target is not None
        profile = self._programs.replace(f"/{target}/", "/") if for_host else self._programs
        loaded = [profile, self._composed.deps(unit.platform), f"<libdir of {unit.platform or self.plan.host}>"]
        directory = self._surroundings.test_directory(attrs)
        directory_path = self._composed.deps(unit.platform) if directory == "deps" else f"{profile}/{directory}"
        env = self._test_variables(lambda: self._surroundings.test_env(attrs, self._results, unit.platform, loaded))
        return Call(program="test", argv=(f"{directory_path}/{unit.files[0]}",), env=env, cwd=attrs["manifestDir"])

    def unrelated_directories(self, index: int) -> frozenset[str]:
        """Return the directories of scripts that do not affect the unit at ``index``."""
        unit, results = self.plan.units[index], self._results
        used_scripts = {self._composed.out(dependency) for dependency in (*unit.to_link, *unit.plugins)}
        used_directories = {path for out in used_scripts for path in results[out]["library_paths"]}
        return (
            frozenset(path for out in results.keys() - used_scripts for path in results[out]["library_paths"])
            - used_directories
        )

    def follows_other_run(self, index: int) -> bool:
        """Return whether an earlier target of the package is built with another run of the script than the unit."""
        unit = self.plan.units[index]
        roots = [self.plan.units[root] for root in self.plan.roots]
        first = next((root for root in roots if root.package == unit.package and root.script is not None), unit)
        return first.script != unit.script

    def _test_variables(self, env_of: Callable[[], dict[str, str]]) -> dict[str, str]:
        with TemporaryDirectory() as scratch, patch.dict("os.environ", {"NIX_BUILD_TOP": scratch}):
            env = env_of()
        # These two depend on the sandbox.
        return {name: value for name, value in env.items() if name not in {"HOME", "RUST_TEST_THREADS"}}

    def _doctest(self, attrs: dict[str, Any], deps: dict[str, str]) -> Call:
        """Return the call of checks/doc_tests.py."""
        program, *words = self.plan.runners.get(attrs["unit"]["platform"] or "host", [""])
        runner = [f"<workspace>/{program}" if "/" in program else program, *words] if program else []
        argv = self._doctests.doctest_args({**attrs, "runner": runner}, deps, self._results)
        env = self._test_variables(lambda: self._doctests.doctest_env(attrs, deps, self._results))
        return Call(program="rustdoc", argv=tuple(argv), env=env, cwd=attrs["cwd"])

    def document(self, index: int, pages: PlanUnit, arguments: Sequence[str]) -> Call:
        """Return the call of checks/document.py for ``pages``, a unit of another plan, from the unit at ``index``."""
        unit = self.plan.units[index]
        attrs, deps = (
            self._composed.attributes(unit),
            {"own": self._composed.deps(unit.platform), "host": self._composed.deps(None)},
        )
        attrs["unit"] |= {"args": pages.args, "args_after": pages.args_after}
        argv = [*self._documents.document_args(attrs, {**deps, "tmp": ""}, self._results, "<out>"), *arguments]
        env = self._documents.document_env(attrs, {**deps, "tmp": ""}, self._results)
        return Call(program="rustdoc", argv=tuple(argv), env={**env, **self._jobserver}, cwd=attrs["cwd"])

    def result(self, index: int) -> dict[str, Any]:
        """Return the result of the script run at ``index``."""
        result: dict[str, Any] = self._results[self._composed.out(index)]
        return result

    def take_results(self, results: Mapping[int, dict[str, Any]]) -> None:
        """Store the results of scripts by unit index, for the units that use the scripts."""
        self._results = {self._composed.out(index): result for index, result in results.items()}

    def take_output(self, index: int, stdout: bytes) -> None:
        """Parse the output of the build script at ``index``, for the units that use the script."""
        attrs = self._composed.attributes(self.plan.units[index])
        override = attrs["unit"]["run"]["override"]
        stdout = stdout if override is None else override.encode()
        result = self._script.parse_output(stdout, {**attrs, "cargo": str(which("cargo"))}, attrs["unit"]["run"])
        directories = {"out_dir": self._out_dir(self.plan.units[index]), "root": "<target>"}
        self._results[self._composed.out(index)] = {**result, **directories}

    def _linked(self, attrs: dict[str, Any]) -> list[tuple[str, Any]]:
        return [(name, self._results[path]) for name, path in attrs["links"]]

    def _plugins(self, attrs: dict[str, Any]) -> list[Any]:
        return [self._results[path] for path in attrs["plugins"]]

    def _out_dir(self, unit: PlanUnit) -> str:
        return str(self._script.build_dir(self._composed.attributes(unit), "<target>")) + "/out"
