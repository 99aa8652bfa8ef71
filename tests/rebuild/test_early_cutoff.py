"""``contentAddressed``: a unit that is built again and comes out equal is not built upon again. Real builds."""

import subprocess
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from rebuild.our_side import built_units
from support.nix import build, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

ALL = ["app-0.1.0-bin-app", "gen-0.1.0", "gen-0.1.0-build-script", "gen-0.1.0-build-script-run", "top-0.1.0"]
CHAIN = ["app-0.1.0-bin-app", "gen-0.1.0", "top-0.1.0"]
RUN = "gen-0.1.0-build-script-run"


def _files(nonce: str) -> dict[str, str]:
    """Return a chain of three packages; ``nonce`` keeps what an earlier run of the test has built out of it."""
    return {
        "Cargo.toml": '[workspace]\nmembers = ["app", "gen", "top"]\nresolver = "2"\n',
        "Cargo.lock": lock("app top", "gen", "top gen"),
        "app/Cargo.toml": package("app", '[dependencies]\ntop = { path = "../top" }\n'),
        "app/src/main.rs": f'fn main() {{\n    println!("{nonce} {{}}", top::text());\n}}\n',
        "top/Cargo.toml": package("top", '[dependencies]\ngen = { path = "../gen" }\n'),
        "top/src/lib.rs": f'pub fn text() -> String {{\n    format!("{nonce} {{}}", gen::read())\n}}\n',
        "gen/Cargo.toml": package("gen"),
        "gen/notes.txt": nonce,
        # What it makes names OUT_DIR in text and in a variable: paths that Nix rewrites once the output's name is known.
        # It lists its package, so that any file of that may be read.
        "gen/build.rs": "fn main() {\n"
        '    assert!(std::fs::read_dir(".").unwrap().count() > 0);\n'
        '    let out = std::env::var("OUT_DIR").unwrap();\n'
        f'    std::fs::write(format!("{{out}}/words.txt"), "words {nonce}").unwrap();\n'
        '    let code = format!("pub const PATH: &str = {:?};", format!("{out}/words.txt"));\n'
        '    std::fs::write(format!("{out}/gen.rs"), code).unwrap();\n'
        '    println!("cargo:rustc-env=WORDS={out}/words.txt");\n'
        "}\n",
        "gen/src/lib.rs": 'include!(concat!(env!("OUT_DIR"), "/gen.rs"));\n'
        "pub fn read() -> String {\n"
        '    assert_eq!(PATH, env!("WORDS"));\n'
        "    std::fs::read_to_string(PATH).unwrap()\n"
        "}\n",
    }


def _append(path: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_text((root / path).read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.fixture(scope="module")
def nonce() -> str:
    return uuid.uuid4().hex


@pytest.fixture
def project(tmp_path: Path, nonce: str) -> Path:
    return write_project(tmp_path / "project", _files(nonce))


def _units(project: Path, more: str = "contentAddressed = true;") -> str:
    return workspace(project, f"workspace = true; {more}") + ".units"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (_append("gen/notes.txt", "more"), [RUN]),
        (_append("gen/build.rs", "// A comment.\n"), ["gen-0.1.0-build-script", RUN]),
        (_append("top/Cargo.toml", '[lints.rust]\nunused_variables = "deny"\n'), ["top-0.1.0"]),
        (_append("top/src/lib.rs", "// A comment.\n"), ["top-0.1.0", "app-0.1.0-bin-app"]),
    ],
    ids=["file of the package", "build.rs", "lint level", "source"],
)
def test_what_comes_out_equal_stops_there(
    project: Path, nonce: str, edit: Callable[[Path], object], expected: list[str]
) -> None:
    built_units(_units(project))
    edit(project)
    assert built_units(_units(project)) == sorted(expected), nonce


def test_without_it_everything_above_is_built(project: Path) -> None:
    built_units(_units(project, ""))
    _append("gen/notes.txt", "more")(project)
    assert built_units(_units(project, "")) == sorted([*CHAIN, RUN])


def test_the_program_works_and_finds_its_files(project: Path, nonce: str) -> None:
    program = build(_units(project) + '."app-0.1.0-bin-app"') / "app"
    done = subprocess.run([program], capture_output=True, text=True, check=True)
    assert done.stdout == f"{nonce} {nonce} words {nonce}\n"
