"""``contentAddressed``: if a rebuilt unit has the same output, Nix keeps the dependents. Real builds."""

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
    """Return a chain of three packages; ``nonce`` makes every build of the test new."""
    return {
        "Cargo.toml": '[workspace]\nmembers = ["app", "gen", "top"]\nresolver = "2"\n',
        "Cargo.lock": lock("app top", "gen", "top gen"),
        "app/Cargo.toml": package("app", '[dependencies]\ntop = { path = "../top" }\n'),
        "app/src/main.rs": f'fn main() {{\n    println!("{nonce} {{}}", top::text());\n}}\n',
        "top/Cargo.toml": package("top", '[dependencies]\ngen = { path = "../gen" }\n'),
        "top/src/lib.rs": f'pub fn text() -> String {{\n    format!("{nonce} {{}}", gen::read())\n}}\n',
        "gen/Cargo.toml": package("gen"),
        "gen/notes.txt": nonce,
        # The output contains OUT_DIR in text and in a variable; Nix rewrites such paths when the name of the output is
        # known. The script lists its package, so every file of the package is an input.
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


def _units(project: Path, extra: str = "contentAddressed = true;") -> str:
    return workspace(project, f"workspace = true; {extra}") + ".units"


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
def test_an_equal_output_ends_the_rebuild(
    project: Path, nonce: str, edit: Callable[[Path], object], expected: list[str]
) -> None:
    built_units(_units(project))
    edit(project)
    assert built_units(_units(project)) == sorted(expected), nonce


def test_all_dependents_are_rebuilt_by_default(project: Path) -> None:
    built_units(_units(project, ""))
    _append("gen/notes.txt", "more")(project)
    assert built_units(_units(project, "")) == sorted([*CHAIN, RUN])


def test_the_program_finds_its_files(project: Path, nonce: str) -> None:
    program = build(_units(project) + '."app-0.1.0-bin-app"') / "app"
    process = subprocess.run([program], capture_output=True, text=True, check=True)
    assert process.stdout == f"{nonce} {nonce} words {nonce}\n"
