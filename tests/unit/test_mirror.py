"""The unit tests have the names of the modules: tests/unit/ROOM/test_MODULE.py for pylib/cargo_nix/ROOM/MODULE.py.

Two tests of one module have a word more behind its name. The test of ``__main__`` has the name of its room.
"""

from pathlib import Path

import pytest

from support.nix import CHECKOUT

PYLIB = CHECKOUT / "pylib/cargo_nix"
UNIT = CHECKOUT / "tests/unit"

# These hold nothing that runs: types, tables, or the start of a program.
WITHOUT_CODE = {
    *("builder/script_result", "builder/native_names", "builder/__main__", "cargo/cargo_json"),
    *("checks/check_attributes", "cli/__main__", "plan/schema", "skeleton/source_skeleton", "units/unit"),
    *("web/web_attributes", "web/web_error"),
}
# These need cargo, rustc, strace or Nix, or only put others together. The named tests run them.
ELSEWHERE = {
    "builder/copy_vendored": "tests/beside_cargo/test_vendored_sources.py",
    "builder/compile_unit": "tests/conformance/test_conformance.py",
    "builder/unit_command": "tests/conformance/test_conformance.py",
    "cargo/ask_cargo": "tests/conformance/test_conformance.py",
    "cargo/chosen_toolchain": "tests/builds/test_configuration.py",
    "cargo/member_selections": "tests/scenarios/test_members.py",
    "cargo/platforms": "tests/conformance/test_refused.py",
    "checkout_sets": "tests/scenarios/test_scenarios.py",
    "checks/copy_for_run": "tests/checks/test_embedded_paths.py",
    "checks/doc_tests": "tests/conformance/test_conformance.py",
    "checks/document": "tests/conformance/test_conformance.py",
    "checks/formatting": "tests/checks/test_checks.py",
    "checks/lint_unit": "tests/checks/test_checks.py",
    "checks/run_environment": "tests/checks/test_surroundings.py",
    "checks/run_nextest": "tests/checks/test_nextest.py",
    "checks/run_test": "tests/checks/test_verdicts.py",
    "checks/rustdoc": "tests/conformance/test_conformance.py",
    "cli/build_command": "tests/face/test_build.py",
    "cli/build_session": "tests/face/test_build.py",
    "cli/check_selection": "tests/face/test_build.py",
    "cli/record_build": "tests/face/test_last_build.py",
    "cli/timings_command": "tests/face/test_last_build.py",
    "cli/why_command": "tests/face/test_last_build.py",
    "last_build/kept_roots": "tests/face/test_last_build.py",
    "cli/git_hashes": "tests/builds/test_git_dependencies.py",
    "cli/observe_command": "tests/observe/test_narrowing.py",
    "crates/git_packages": "tests/beside_cargo/test_git_sources.py",
    "crates/git_repository": "tests/beside_cargo/test_git_sources.py",
    "crates/vendored_manifest": "tests/beside_cargo/test_vendored_sources.py",
    "observe/collect": "tests/observe/test_observe.py",
    "observe/dep_info": "tests/observe/test_observe.py",
    "observe/trace_build": "tests/observe/test_observe.py",
    "pipeline": "tests/conformance/test_conformance.py",
    "plan/make_plan": "tests/conformance/test_conformance.py",
    "plan/member_plans": "tests/scenarios/test_members.py",
    "plan/package_row": "tests/scenarios/test_scenarios.py",
    "plan/rows": "tests/conformance/test_conformance.py",
    "plan/renumber": "tests/scenarios/test_members.py",
    "plan_request": "tests/builds/test_skeleton.py",
    "skeleton/cargo_configuration": "tests/unit/skeleton/test_read_skeleton.py",
    "skeleton/manifest_paths": "tests/unit/skeleton/test_read_skeleton.py",
    "skeleton/source_directories": "tests/unit/skeleton/test_read_skeleton.py",
    "units/checked_tests": "tests/conformance/test_conformance.py",
    "units/feature_resolver": "tests/scenarios/test_members.py",
    "units/graph_walk": "tests/scenarios/test_members.py",
    "units/join_units": "tests/conformance/test_conformance.py",
    "units/member_graphs": "tests/scenarios/test_members.py",
    "units/member_roots": "tests/scenarios/test_members.py",
    "units/reduced_graph": "tests/scenarios/test_members.py",
    "units/packages": "tests/conformance/test_conformance.py",
}
# Tests of more than one module, of nixlib or of pages.
ACROSS = {
    "test_docs",
    "test_docs_pages",
    "test_layers",
    "test_mirror",
    "test_native_table",
    "test_citations",
    "test_surface",
}

MODULES = sorted(
    path.relative_to(PYLIB).with_suffix("").as_posix() for path in PYLIB.rglob("*.py") if path.name != "__init__.py"
)
TESTS = sorted(path.relative_to(UNIT).with_suffix("") for path in UNIT.rglob("test_*.py") if path.stem not in ACROSS)


def _test_name(module: str) -> str:
    room, _slash, name = module.rpartition("/")
    return f"{room}_main" if name == "__main__" else name


def _is_of(test: Path, module: str) -> bool:
    room, name = Path(module).parent, test.name.removeprefix("test_")
    return test.parent == room and (name == _test_name(module) or name.startswith(f"{_test_name(module)}_"))


@pytest.mark.parametrize("module", [module for module in MODULES if module not in {*WITHOUT_CODE, *ELSEWHERE}])
def test_a_module_has_a_test_of_its_name(module: str) -> None:
    assert any(_is_of(test, module) for test in TESTS)


@pytest.mark.parametrize("test", TESTS, ids=str)
def test_a_test_has_the_name_of_a_module(test: Path) -> None:
    assert any(_is_of(test, module) for module in MODULES)


@pytest.mark.parametrize("module", sorted({*WITHOUT_CODE, *ELSEWHERE}))
def test_the_exceptions_are_modules_without_such_a_test(module: str) -> None:
    assert module in MODULES
    assert not any(_is_of(test, module) for test in TESTS)


@pytest.mark.parametrize("test", sorted(set(ELSEWHERE.values())))
def test_the_tests_elsewhere_exist(test: str) -> None:
    assert (CHECKOUT / test).is_file()


def test_no_module_has_the_name_of_another() -> None:
    names = [Path(module).name for module in MODULES if not module.endswith("__main__")]
    assert {name for name in names if names.count(name) > 1} == set()
