"""``cargo-nix observe`` prints entries for buildCargoWorkspace; an outdated entry stops the build."""

import shutil
from pathlib import Path

import pytest

from cargo_nix.cli import main
from support.nix import Failed, build, drv_paths, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [
    needs_nix,
    pytest.mark.nix,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]

FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n',
    "Cargo.lock": lock("other", "versioned"),
    "VERSION": "7.1\n",
    "crates/versioned/Cargo.toml": package("versioned"),
    "crates/versioned/build.rs": """use std::{fs, path::Path};
fn main() {
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).ancestors().nth(2).unwrap().to_owned();
    println!("cargo::rustc-env=VERSION={}", fs::read_to_string(root.join("VERSION")).unwrap().trim());
}
""",
    "crates/versioned/src/lib.rs": 'pub const VERSION: &str = env!("VERSION");\n',
    "crates/other/Cargo.toml": package("other"),
    "crates/other/src/lib.rs": "",
}
ENTRY = 'packageOverrides."versioned".buildScriptInputs = [ "../../VERSION" ];\n'
UNIT = '.units."versioned-0.1.0"'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project", FILES)


def _drv(project: Path, arguments: str) -> list[str]:
    return drv_paths(f"[ {workspace(project, 'workspace = true; ' + arguments)}{UNIT} ]")


def test_the_printed_entry_narrows_the_file_set(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["observe", "--root", str(project), "--workspace"]) == 0
    printed = capfd.readouterr().out
    assert printed == (
        "# Today an edit of any file of the workspace builds again: custom-build:build-script-build:run\n" + ENTRY
    )
    wide, narrow = _drv(project, ""), _drv(project, printed)
    write_project(project, {"crates/other/src/lib.rs": "// edited\n"})
    assert _drv(project, "") != wide
    assert _drv(project, printed) == narrow
    write_project(project, {"VERSION": "7.2\n"})
    assert _drv(project, printed) != narrow
    assert build(workspace(project, "workspace = true; " + printed) + UNIT).exists()


def test_an_outdated_entry_stops_the_build(project: Path) -> None:
    script = FILES["crates/versioned/build.rs"].replace('join("VERSION")).unwrap()', 'join("RELEASE")).unwrap()')
    write_project(project, {"RELEASE": "8\n", "crates/versioned/build.rs": script})
    with pytest.raises(Failed) as stopped:
        build(workspace(project, "workspace = true; " + ENTRY) + UNIT)
    assert (
        "    1. `packageOverrides.versioned.buildScriptInputs` lists all files of this unit: add the missing file"
        in (line.partition("> ")[2] for line in stopped.value.text.splitlines())
    )
