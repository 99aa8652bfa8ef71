"""Compare fixture projects with a cargo that uses its new build directory, which later versions have as the default."""

import shutil
from pathlib import Path

import pytest

from conformance.call import Call
from conformance.case import Case
from conformance.compare import compare_project
from conformance.new_layout import OldLayout

_PROJECTS = Path(__file__).parent / "projects"
_TARGET = "--target x86_64-unknown-linux-gnu"
# Scripts, examples, tests, doctests and programs, for the host and for a target.
_CASES = (
    ("artifact-dependencies", "build"),
    ("crate-types", "test --workspace"),
    ("links", f"build {_TARGET}"),
    ("links", "test --doc"),
    ("profiles", "build --profile packed"),
    ("tests", "test --workspace --all-targets"),
)


@pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed")
@pytest.mark.parametrize(("project", "flags"), _CASES, ids=[f"{name}: {flags}" for name, flags in _CASES])
def test_units_equal_cargos_units_in_the_new_layout(project: str, flags: str) -> None:
    case = Case.parse([str(_PROJECTS / project), "--new-layout", *flags.split()])
    assert case is not None
    assert case.has_new_layout
    report = compare_project(_PROJECTS / project, case.selection, case.env, has_new_layout=True)
    lines = [line for unit in report.different for line in (unit.name, *unit.lines)]
    assert "\n".join(lines) == ""
    assert report.units


def test_paths_and_names_become_those_of_the_old_layout() -> None:
    root, library, run, program = "/w/target/debug", "a" * 16, "b" * 16, "c" * 16
    path = f"/opt:{root}/build/lib/{library}/out"
    script = Call(
        program="script",
        argv=("/x",),
        env={"OUT_DIR": f"{root}/build/sys/{run}/out", "LD_LIBRARY_PATH": path},
        cwd="/w",
    )
    compiled = Call(
        program="rustc",
        argv=(
            *("--crate-name", "app", "src/main.rs", "--crate-type", "bin", "-C", "metadata=0123", "--out-dir"),
            *(f"{root}/build/app/{program}/out", "-L", f"dependency={root}/build/app/{program}/out"),
            *("-L", f"dependency={root}/build/lib/{library}/out", "-L", f"native={root}/build/sys/{run}/out/x"),
            *("--extern", f"lib={root}/build/lib/{library}/out/liblib-{library}.rlib"),
        ),
        env={"LD_LIBRARY_PATH": path},
        cwd="/w",
    )
    layout = OldLayout.of_calls([script, compiled], Path("/w/target"), frozenset())
    assert layout.call(script).env == {
        "OUT_DIR": f"{root}/build/sys-{run}/out",
        "LD_LIBRARY_PATH": f"/opt:{root}/deps",
    }
    assert layout.call(compiled).argv == (
        *("--crate-name", "app", "src/main.rs", "--crate-type", "bin", "-C", "metadata=0123"),
        *("-C", f"extra-filename=-{program}", "--out-dir", f"{root}/deps", "-L", f"dependency={root}/deps"),
        *("-L", f"native={root}/build/sys-{run}/out/x", "--extern", f"lib={root}/deps/liblib-{library}.rlib"),
    )
    assert layout.outputs({f"{root}/build/sys/{run}/out": b"\xff"}) == {f"{root}/build/sys-{run}/out": b"\xff"}
