"""Two workspaces share the .drv of a common dependency; a runtime closure has no build inputs."""

import subprocess
from pathlib import Path

import pytest

from support.nix import build, drv_paths, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix, pytest.mark.network]

ITOA = """
[[package]]
name = "itoa"
version = "1.0.17"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "92ecc6618181def0457392ccd0ee51198e065e016d1d527a7ac1b6dc7c1f09d2"
"""
MAIN = """fn main() {
    // The manifest's directory and a path out of the dependency end up in the program.
    println!("{} {}", env!("CARGO_MANIFEST_DIR"), itoa::Buffer::new().format(NUMBER));
    if std::env::args().count() > 5 {
        panic!("{}", file!());
    }
}
const NUMBER: u32 = 7;
"""


def _project(root: Path, name: str, source: str) -> Path:
    files = {
        "Cargo.toml": package(name, '[dependencies]\nitoa = "1"\n'),
        "Cargo.lock": lock(f"{name} itoa") + ITOA,
        "src/main.rs": source,
    }
    return write_project(root / name, files)


def test_two_workspaces_share_a_common_dependency(tmp_path: Path) -> None:
    first = drv_paths(workspace(_project(tmp_path, "one", MAIN)) + ".units")
    second = drv_paths(workspace(_project(tmp_path, "two", MAIN.replace("7", "8"))) + ".units")
    shared = [path.partition("-")[2] for path in first if path in second]
    assert shared == ["itoa-1.0.17.drv"]


@pytest.mark.parametrize("profile", ["release", "dev"])
def test_the_runtime_closure_has_no_build_inputs(tmp_path: Path, profile: str) -> None:
    out = build(workspace(_project(tmp_path, "app", MAIN), f'profile = "{profile}";') + ".default")
    assert subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout.endswith(" 7\n")
    query = ["nix-store", "--query", "--requisites", str(out)]
    closure = subprocess.run(query, capture_output=True, text=True, check=True).stdout.split()
    # The box's libc is not a store path, so the closure is the program alone.
    assert closure == [str(out)]


def test_an_edit_of_one_member_keeps_the_other_members_packages(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["one", "two"]\nresolver = "2"\n',
        "Cargo.lock": lock("one", "two"),
        **{f"{name}/Cargo.toml": package(name) for name in ("one", "two")},
        **{f"{name}/src/main.rs": "fn main() {}\n" for name in ("one", "two")},
    }
    project = write_project(tmp_path, files)
    for outputs in ("packages", "bins"):
        (project / "two/src/main.rs").write_text("fn main() {}\n", encoding="utf-8")
        before = drv_paths(f"{workspace(project)}.{outputs}")
        (project / "two/src/main.rs").write_text("fn main() { println!(); }\n", encoding="utf-8")
        unedited, edited = drv_paths(f"{workspace(project)}.{outputs}")
        assert unedited == before[0]
        assert edited != before[1]
