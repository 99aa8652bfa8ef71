"""Units of a crate without a build script unpack the crate; files that no unit names are not kept."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.nix import build, evaluate, needs_nix, workspace
from support.projects import package, write_project
from support.registry import DOWNLOAD, served_registry

pytestmark = [needs_nix, pytest.mark.nix]

CRATES = {
    "plain": {"src/lib.rs": 'pub const TEXT: &str = include_str!("text.txt");\n', "src/text.txt": "included"},
    "placed": {"src/lib.rs": 'pub const HERE: &str = env!("CARGO_MANIFEST_DIR");\n', "data.txt": "opened"},
    "scripted": {
        "build.rs": 'fn main() {\n    println!("cargo::rustc-env=SAID=declared");\n}\n',
        "src/lib.rs": 'pub const TEXT: &str = env!("SAID");\n',
    },
}
# The path in `placed` is opened by the build script of another package.
BUILD_RS = """fn main() {
    let text = std::fs::read_to_string(format!("{}/data.txt", placed::HERE)).unwrap();
    println!("cargo::rustc-env=OPENED={text}");
}
"""
MAIN_RS = """fn main() {
    println!("{} {} {}", plain::TEXT, env!("OPENED"), scripted::TEXT);
    eprintln!("{}", placed::HERE);
}
"""
LOCAL = '{ version = "1", registry = "local" }'
DEPENDENCIES = (
    f"[dependencies]\nplaced = {LOCAL}\nplain = {LOCAL}\nscripted = {LOCAL}\n[build-dependencies]\nplaced = {LOCAL}\n"
)


@pytest.fixture
def crate_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, str]]:
    """Yield a project with a dependency on each of ``CRATES``, and the arguments for the registry."""
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo-home"))
    with served_registry(tmp_path / "registry", CRATES) as address:
        files = {
            ".cargo/config.toml": f'[registries.local]\nindex = "sparse+{address}/index/"\n',
            "Cargo.toml": package("app", DEPENDENCIES),
            "build.rs": BUILD_RS,
            "src/main.rs": MAIN_RS,
        }
        project = write_project(tmp_path / "project", files)
        subprocess.run(["cargo", "generate-lockfile"], cwd=project, check=True, capture_output=True)
        yield project, f'registries."sparse+{address}/index/" = "{address}/{DOWNLOAD}";'


def test_unnamed_files_of_a_crate_are_not_kept(crate_project: tuple[Path, str]) -> None:
    project_outputs = workspace(*crate_project)
    program = build(f"{project_outputs}.default") / "bin/app"
    assert subprocess.run([program], capture_output=True, text=True, check=True).stdout == "included opened declared\n"
    unit_sources = evaluate(
        f'builtins.mapAttrs (_name: unit: if unit.outputs == [ "out" ] then null else unit.src) {project_outputs}.units'
    )
    assert isinstance(unit_sources, dict)
    files_by_unit = {
        name: sorted(path.name for path in Path(src).iterdir()) for name, src in unit_sources.items() if src is not None
    }
    # `placed` has units for the host and for the target.
    assert {name[:12]: files for name, files in files_by_unit.items()} == {
        "plain-1.0.0": [],
        "placed-1.0.0": ["Cargo.toml", "data.txt", "src"],
    }


@pytest.mark.parametrize("extra", ["", "contentAddressed = true;"])
def test_the_program_refers_to_no_crate(crate_project: tuple[Path, str], extra: str) -> None:
    project, arguments = crate_project
    out = build(f"{workspace(project, arguments + extra)}.default")
    printed_path = subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stderr
    assert printed_path.startswith("/nix/store/eeeeeeee")
    references = subprocess.run(
        ["nix-store", "--query", "--references", out], capture_output=True, text=True, check=True
    )
    assert "1.0.0" not in references.stdout
