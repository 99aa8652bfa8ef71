"""Code that leaves its package under real Cargo: each unit's file set has the files that the build opens.

In each case, the file with the call names no type of paths, and the path comes from another file, crate or member.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cargo_nix.observe import Missing, missing_paths, observe_copy
from support.git_repositories import make_repository
from support.nix import CHECKOUT
from support.projects import package, write_project

sys.path.append(str(CHECKOUT / "bench"))

from opened_sets import file_sets

pytestmark = [
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
    pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed"),
]

_TEXT = "pub fn text() -> String {{\n    {}\n}}\n"
_DIRECTORY = """use std::path::PathBuf;

pub fn package() -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
}
"""
CRATES = {
    "opener": {"src/lib.rs": _TEXT.format('std::fs::read_to_string("../opener.txt").unwrap()')},
    "reader": {"src/lib.rs": "pub fn read(path: &str) -> String {\n    std::fs::read_to_string(path).unwrap()\n}\n"},
    # The crate opens a file only through another crate.
    "caller": {"src/lib.rs": _TEXT.format('reader::read("../caller.txt")')},
    "parent": {
        "src/lib.rs": "mod directory;\n\n"
        + _TEXT.format('std::fs::read_to_string(directory::package().parent().unwrap().join("parent.txt")).unwrap()'),
        "src/directory.rs": _DIRECTORY,
    },
}
# The build script of each member opens the file beside its package that has the member's name.
SCRIPTS = {
    "opener": "opener::text()",
    "caller": "caller::text()",
    "parent": "parent::text()",
    "library": "member::text()",
    "joined": 'std::fs::read_to_string(directory::package().join("..").join("..").join("joined.txt")).unwrap()',
}
FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["member", "members/*"]\nresolver = "2"\n',
    "member/Cargo.toml": package("member"),
    "member/src/lib.rs": _TEXT.format('std::fs::read_to_string("../library.txt").unwrap()'),
    "joined.txt": "",
    "members/joined/directory.rs": _DIRECTORY,
    **{f"members/{name}.txt": "" for name in SCRIPTS if name != "joined"},
}


def _dependency(name: str, repository: Path) -> str:
    return {
        "library": '[build-dependencies]\nmember = { path = "../../member" }\n',
        "joined": "",
    }.get(name, f'[build-dependencies]\n{name} = {{ git = "{repository.as_uri()}" }}\n')


@pytest.fixture(scope="module")
def missing(tmp_path_factory: pytest.TempPathFactory) -> list[Missing]:
    root = tmp_path_factory.mktemp("outward")
    needs = {"caller": '[dependencies]\nreader = { path = "../reader" }\n'}
    repository = make_repository(
        root / "repository",
        {
            f"{crate}/{path}": text
            for crate, files in CRATES.items()
            for path, text in {"Cargo.toml": package(crate, needs.get(crate, "")), **files}.items()
        },
    )
    project = write_project(root / "project", FILES)
    for name, call in SCRIPTS.items():
        module = "mod directory;\n\n" if name == "joined" else ""
        files = {
            "Cargo.toml": package(f"{name}-member", _dependency(name, repository)),
            "build.rs": f'{module}fn main() {{\n    assert_eq!({call}, "");\n}}\n',
            "src/lib.rs": "",
        }
        write_project(project / "members" / name, files)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CARGO_HOME", str(root / "cargo"))
        subprocess.run(["cargo", "generate-lockfile", "--quiet"], cwd=project, check=True)
        sets = file_sets(project, "build", ["--workspace"])
        observation = observe_copy(project, "build", ["--workspace", "--offline"], env=dict(os.environ))
    return list(missing_paths(observation, sets))


@pytest.mark.parametrize("member", SCRIPTS)
def test_no_path_is_missing(missing: list[Missing], member: str) -> None:
    assert [entry.reading.path for entry in missing if entry.directory == f"members/{member}"] == []
