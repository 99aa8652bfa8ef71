"""The variables that name the files of artifact dependencies."""

import pytest

from cargo_nix.units.artifact_variables import artifact_variables
from cargo_nix.units.unit import Artifact, Unit
from support.graph_units import make_package, make_unit


def _variables(unit: Unit, artifact: Artifact, dependency: Unit) -> dict[str, tuple[int, str]]:
    packages = [make_package("tool"), make_package("user", artifacts=(artifact,))]
    return artifact_variables(unit, [dependency, unit], packages, lambda index: f"file{index}")


def _artifact(*kinds: str, scope: str | None = None, rename: str | None = None) -> Artifact:
    return Artifact(name="tool", rename=rename, scope=scope, kinds=kinds)


def test_a_program() -> None:
    user, program = make_unit("lib", 0, package=1), make_unit("bin", name="tool")
    assert _variables(user, _artifact("bin"), program) == {
        "CARGO_BIN_DIR_TOOL": (0, ""),
        "CARGO_BIN_FILE_TOOL": (0, "file0"),
        "CARGO_BIN_FILE_TOOL_tool": (0, "file0"),
    }


def test_a_program_of_another_name_has_no_short_variable() -> None:
    user, program = make_unit("lib", 0, package=1), make_unit("bin", name="other-x")
    assert _variables(user, _artifact("bin:other-x"), program) == {
        "CARGO_BIN_DIR_TOOL": (0, ""),
        "CARGO_BIN_FILE_TOOL_other-x": (0, "file0"),
    }


@pytest.mark.parametrize(
    ("user", "artifact", "dependency"),
    [
        (make_unit("lib", 0, package=1), _artifact("staticlib"), make_unit("bin", name="tool")),
        (make_unit("lib", 0, package=1), _artifact("bin", scope="build"), make_unit("bin", name="tool")),
        (make_unit("lib", 0, package=1), _artifact("bin", scope="dev"), make_unit("bin", name="tool")),
        (make_unit("custom-build", 0, package=1), _artifact("bin", scope="build"), make_unit("bin", name="tool")),
        (make_unit("lib", 0, package=1), _artifact("bin"), make_unit("bin", name="tool", mode="check")),
    ],
)
def test_other_edges_have_none(user: Unit, artifact: Artifact, dependency: Unit) -> None:
    assert _variables(user, artifact, dependency) == {}


def test_the_run_of_a_build_script_has_those_of_its_scope() -> None:
    run = make_unit("custom-build", 0, package=1, mode="run-custom-build")
    static = make_unit("lib", name="tool", crate_types=("staticlib",))
    assert "CARGO_STATICLIB_FILE_TOOL" in _variables(run, _artifact("staticlib", scope="build"), static)
