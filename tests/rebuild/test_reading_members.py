"""Members that may read files of the packages that use them: proc-macros and their dependencies, libraries of scripts.

The macro, or the library, has a word for files in its own code. Each case is the same workspace with that word in another
place.
"""

import subprocess
from pathlib import Path

import pytest

from cargo_nix.cargo import Toolchain
from cargo_nix.cli import main
from cargo_nix.files import checkout_file_sets
from cargo_nix.pipeline import plan_checkout
from conformance.selection import parse_flags
from rebuild.edits import Edit
from rebuild.our_side import Evaluated, changed_units, evaluate_units
from support.nix import build, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

WORD = (
    'pub fn read() -> std::io::Result<Vec<u8>> {\n    std::fs::read(std::env::var("CARGO_MANIFEST_DIR").unwrap())\n}\n'
)
TESTS = f"#[cfg(test)]\nmod tests {{\n{WORD}}}\n"
FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["gen", "macros", "parse", "user"]\nresolver = "2"\n',
    "Cargo.lock": lock("gen parse", "macros parse", "parse", "user macros"),
    "parse/Cargo.toml": package("parse"),
    "parse/src/lib.rs": "pub fn parse() {}\n",
    "macros/Cargo.toml": package("macros", '[lib]\nproc-macro = true\n[dependencies]\nparse = { path = "../parse" }\n'),
    "macros/src/lib.rs": "extern crate proc_macro;\n#[proc_macro_derive(Name)]\n"
    "pub fn name(_item: proc_macro::TokenStream) -> proc_macro::TokenStream {\n    Default::default()\n}\n",
    "macros/tests/it.rs": WORD,
    "user/Cargo.toml": package("user", '[dependencies]\nmacros = { path = "../macros" }\n'),
    "user/src/lib.rs": "#[derive(macros::Name)]\npub struct Page;\n",
    "user/page.html": "<p>\n",
    "gen/Cargo.toml": package("gen", '[build-dependencies]\nparse = { path = "../parse" }\n'),
    "gen/build.rs": 'fn main() {\n    println!("cargo:rerun-if-changed=build.rs");\n    parse::parse();\n}\n',
    "gen/src/lib.rs": "",
    "gen/notes.txt": "note\n",
}
SELECTION = parse_flags(["build", "--workspace"])
EDITS = ("user/page.html", "user/Cargo.toml", "gen/notes.txt", "gen/Cargo.toml")
USER, GEN = {"user-0.1.0"}, {"gen-0.1.0", "gen-0.1.0-build-script-run"}
NOTHING: set[str] = set()

CASES = {
    "no word": ({}, [NOTHING] * 4),
    "a word in the macro's tests": ({"macros/src/lib.rs": TESTS}, [NOTHING] * 4),
    "a word in the library's tests": ({"parse/src/lib.rs": TESTS}, [NOTHING] * 4),
    "a word in the macro": ({"macros/src/lib.rs": WORD.replace("pub ", "")}, [USER, USER, NOTHING, NOTHING]),
    "a word in the library": ({"parse/src/lib.rs": WORD}, [USER, USER, GEN, GEN]),
}


def _write(root: Path, more: dict[str, str]) -> Path:
    return write_project(root, {path: text + more.get(path, "") for path, text in FILES.items()})


@pytest.mark.parametrize("name", CASES)
def test_who_reads_files_is_told_by_its_words(name: str, tmp_path: Path) -> None:
    more, expected = CASES[name]
    before = evaluate_units(_write(tmp_path / "before", more), SELECTION)
    found = []
    for number, path in enumerate(EDITS):
        root = _write(tmp_path / str(number), more)
        Edit(path=path).apply(root)
        found.append(set(changed_units(before, evaluate_units(root, SELECTION))))
    assert found == expected


def _evaluated(root: Path, more: dict[str, str]) -> Evaluated:
    return evaluate_units(_write(root, more), SELECTION)


def test_a_library_that_begins_to_read_files(tmp_path: Path) -> None:
    """Its dependents see more then, and all of these are units that its edit rebuilds in any case, in Cargo too."""
    before, after = _evaluated(tmp_path / "a", {}), _evaluated(tmp_path / "b", {"parse/src/lib.rs": WORD})
    assert set(changed_units(before, after)) == {"parse-0.1.0", "macros-0.1.0", "gen-0.1.0-build-script", *USER, *GEN}


@pytest.mark.parametrize("more", [{}, {"parse/src/lib.rs": WORD}], ids=["quiet", "reading"])
def test_a_committed_plan_has_the_same_sets(more: dict[str, str], tmp_path: Path) -> None:
    root = _write(tmp_path / "project", more)
    plan = plan_checkout(root, SELECTION, Toolchain(cargo="cargo", rustc="rustc"))
    sets = checkout_file_sets(plan, root)
    level = "package" if more else "closed"
    assert sets["user"]["lib:user:plain"].level == level
    assert sets["user"]["lib:user:plain"].holds("user/page.html") is bool(more)
    assert sets["gen"]["custom-build:build-script-build:run"].level == level


READING = {
    "Cargo.toml": '[workspace]\nmembers = ["macros", "user"]\nresolver = "2"\n',
    "Cargo.lock": lock("macros", "user macros"),
    "macros/Cargo.toml": package("macros", "[lib]\nproc-macro = true\n"),
    "macros/src/lib.rs": "extern crate proc_macro;\n#[proc_macro]\n"
    "pub fn page(_item: proc_macro::TokenStream) -> proc_macro::TokenStream {\n"
    '    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap();\n'
    '    let count = std::fs::read_dir(format!("{root}/pages")).unwrap().count();\n'
    '    format!("{count}").parse().unwrap()\n}\n',
    "user/Cargo.toml": package("user", '[dependencies]\nmacros = { path = "../macros" }\n'),
    "user/src/main.rs": 'fn main() {\n    println!("{}", macros::page!());\n}\n',
    "user/pages/one.html": "<p>\n",
    "user/pages/two.html": "<p>\n",
    "user/notes.txt": "note\n",
}


@pytest.mark.parametrize(
    ("path", "expected"), [("user/notes.txt", set()), ("user/pages/two.html", {"user-0.1.0-bin-user"})]
)
def test_what_macros_read_can_be_said(path: str, expected: set[str], tmp_path: Path) -> None:
    said = 'packageOverrides.user.macroInputs = [ "pages" ];'
    root = write_project(tmp_path / "project", READING)
    before = evaluate_units(root, SELECTION, said)
    assert (
        subprocess.run(
            [build(f"{workspace(root, said)}.bins.user") / "bin/user"], capture_output=True, text=True, check=True
        ).stdout
        == "2\n"
    )
    Edit(path=path).apply(root)
    assert set(changed_units(before, evaluate_units(root, SELECTION, said))) == expected
    # Without a word of it any file counts.
    assert set(
        changed_units(
            evaluate_units(write_project(tmp_path / "other", READING), SELECTION), evaluate_units(root, SELECTION)
        )
    ) == {"user-0.1.0-bin-user"}


def test_a_committed_plan_has_the_sets_of_its_own_scan(tmp_path: Path) -> None:
    root = write_project(tmp_path / "project", READING)
    assert main(["plan", "--root", str(root), "--workspace"]) == 0
    arguments = f"workspace = true; committedPlan = {root}/cargo-nix.json; packageOverrides.user.macroInputs = [ ];"
    assert build(f"{workspace(root, arguments)}.checks.plan").is_file()
