"""A file that Nix does not get: each check fails, and its last line says how the file gets there.

The line is the same for all of them: pylib/cargo_nix/builder/missing_file.py, and its unit tests.
"""

from pathlib import Path

import pytest

from support.nix import Failed, build, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["code", "reads"]\nresolver = "2"\n',
    "Cargo.lock": lock("code", "reads"),
    "code/Cargo.toml": package("code"),
    "code/src/lib.rs": "pub mod gone;\n",
    "reads/Cargo.toml": package("reads"),
    "reads/src/lib.rs": '//! ```\n//! std::fs::read("page.html").expect("page.html");\n//! ```\n',
    "reads/tests/it.rs": '#[test]\nfn it() {\n    std::fs::read("data/a.json").expect("data/a.json");\n}\n',
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("missing"), FILES)


@pytest.mark.parametrize(
    ("check", "path", "problem"),
    [
        ("code-fmt", "code/src/gone.rs", "in the source of the build"),
        ("code-clippy", "code/src/gone.rs", "in the file set of this unit"),
        ("code-doc", "code/src/gone.rs", "in the file set of this unit"),
        ("code-test", "code/src/gone.rs", "in the file set of this unit"),
        ("reads-doctest", "reads/page.html", "in the source of the build"),
        ("reads-test-it", "reads/data/a.json", "in the source of the build"),
    ],
)
def test_the_last_line_says_what_adds_it(check: str, path: str, problem: str, project: Path) -> None:
    with pytest.raises(Failed) as stopped:
        build(f'{workspace(project, "workspace = true;")}.checks."{check}"')
    # Nix puts the name of the derivation before each line of its log.
    lines = [line.partition("> ")[2] for line in stopped.value.text.splitlines() if "> help: " in line]
    assert [line.partition(";")[0] for line in lines] == [f"help: `{path}` is not {problem}"]
    assert f"`git add {path}`" in lines[0]


def test_rustfmt_sees_modules_outside_of_the_package(tmp_path: Path) -> None:
    """All targets of this package see the whole workspace, and rustfmt the files that they name."""
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["app"]\nresolver = "2"\n',
        "Cargo.lock": lock("app"),
        "app/Cargo.toml": package("app"),
        "app/src/lib.rs": '#[path = "../../common/mod.rs"]\nmod common;\n\n'
        'std::arch::global_asm!(".include \\"common/a.s\\"");\n\n'
        'pub fn up() -> bool {\n    std::path::PathBuf::new().pop() && std::fs::exists("").is_ok()\n}\n',
        "common/mod.rs": "pub const ONE: u32 = 1;\n",
    }
    project = write_project(tmp_path, files)
    assert build(f'{workspace(project, "workspace = true;")}.checks."app-fmt"').exists()
