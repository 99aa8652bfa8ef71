"""Members that may read files of dependent packages: proc-macros with their dependencies, libraries of scripts.

Code that mentions a file function may read files. Each case is the same workspace with such code in another file.
"""

import subprocess
from pathlib import Path

import pytest

from cargo_nix.cargo import Toolchain
from cargo_nix.checkout_sets import checkout_file_sets
from cargo_nix.pipeline import plan_checkout
from conformance.selection import parse_flags
from rebuild.edits import Edit
from rebuild.our_side import Evaluated, changed_units, evaluate_units
from support.nix import build, commit_plan, drv_paths, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

READING_CODE = (
    'pub fn read() -> std::io::Result<Vec<u8>> {\n    std::fs::read(std::env::var("CARGO_MANIFEST_DIR").unwrap())\n}\n'
)
READING_TESTS = f"#[cfg(test)]\nmod tests {{\n{READING_CODE}}}\n"
FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["gen", "macros", "parse", "user"]\nresolver = "2"\n',
    "Cargo.lock": lock("gen parse", "macros parse", "parse", "user macros"),
    "parse/Cargo.toml": package("parse"),
    "parse/src/lib.rs": "pub fn parse() {}\n",
    "macros/Cargo.toml": package("macros", '[lib]\nproc-macro = true\n[dependencies]\nparse = { path = "../parse" }\n'),
    "macros/src/lib.rs": "extern crate proc_macro;\n#[proc_macro_derive(Name)]\n"
    "pub fn name(_item: proc_macro::TokenStream) -> proc_macro::TokenStream {\n    Default::default()\n}\n",
    "macros/tests/it.rs": READING_CODE,
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
NO_UNITS: set[str] = set()

CASES = {
    "no file functions": ({}, [NO_UNITS] * 4),
    # Inline tests count as code of the library.
    "file functions in the macro's tests": ({"macros/src/lib.rs": READING_TESTS}, [USER, USER, NO_UNITS, NO_UNITS]),
    "file functions in the library's tests": ({"parse/src/lib.rs": READING_TESTS}, [USER, USER, GEN, GEN]),
    "file functions in the macro": (
        {"macros/src/lib.rs": READING_CODE.replace("pub ", "")},
        [USER, USER, NO_UNITS, NO_UNITS],
    ),
    "file functions in the library": ({"parse/src/lib.rs": READING_CODE}, [USER, USER, GEN, GEN]),
}


def _write(root: Path, extra_code: dict[str, str]) -> Path:
    return write_project(root, {path: text + extra_code.get(path, "") for path, text in FILES.items()})


@pytest.mark.parametrize("name", CASES)
def test_code_with_file_functions_widens_file_sets(name: str, tmp_path: Path) -> None:
    extra_code, expected = CASES[name]
    before = evaluate_units(_write(tmp_path / "before", extra_code), SELECTION)
    changes = []
    for number, path in enumerate(EDITS):
        root = _write(tmp_path / str(number), extra_code)
        Edit(path=path).apply(root)
        changes.append(set(changed_units(before, evaluate_units(root, SELECTION))))
    assert changes == expected


def _evaluated(root: Path, extra_code: dict[str, str]) -> Evaluated:
    return evaluate_units(_write(root, extra_code), SELECTION)


def test_a_library_starts_to_read_files(tmp_path: Path) -> None:
    """The dependents get wider file sets; the edit rebuilds all of them in any case, as in Cargo."""
    before, after = _evaluated(tmp_path / "a", {}), _evaluated(tmp_path / "b", {"parse/src/lib.rs": READING_CODE})
    assert set(changed_units(before, after)) == {"parse-0.1.0", "macros-0.1.0", "gen-0.1.0-build-script", *USER, *GEN}


@pytest.mark.parametrize(
    "extra_code", [{}, {"parse/src/lib.rs": READING_CODE}], ids=["no file functions", "file functions"]
)
def test_a_plan_has_the_same_file_sets(extra_code: dict[str, str], tmp_path: Path) -> None:
    root = _write(tmp_path / "project", extra_code)
    plan = plan_checkout(root, SELECTION, Toolchain(cargo="cargo", rustc="rustc"))
    sets = checkout_file_sets(plan, root)
    level = "package" if extra_code else "closed"
    assert sets["user"]["lib:user:plain"].level == level
    assert sets["user"]["lib:user:plain"].holds("user/page.html") is bool(extra_code)
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
def test_macro_inputs_narrow_the_file_set(path: str, expected: set[str], tmp_path: Path) -> None:
    arguments = 'packageOverrides.user.macroInputs = [ "pages" ];'
    root = write_project(tmp_path / "project", READING)
    before = evaluate_units(root, SELECTION, arguments)
    assert (
        subprocess.run(
            [build(f"{workspace(root, arguments)}.bins.user") / "bin/user"], capture_output=True, text=True, check=True
        ).stdout
        == "2\n"
    )
    Edit(path=path).apply(root)
    assert set(changed_units(before, evaluate_units(root, SELECTION, arguments))) == expected
    # Without `macroInputs` every file of the package is an input.
    assert set(
        changed_units(
            evaluate_units(write_project(tmp_path / "other", READING), SELECTION), evaluate_units(root, SELECTION)
        )
    ) == {"user-0.1.0-bin-user"}


def test_a_committed_plan_knows_macro_inputs(tmp_path: Path) -> None:
    root = write_project(tmp_path / "project", READING)
    settings = "workspace = true; packageOverrides.user.macroInputs = [ ];"
    commit_plan(root, root / "cargo-nix.json", settings)
    arguments = f"{settings} committedPlan = {root}/cargo-nix.json;"
    assert drv_paths(f"{workspace(root, arguments)}.units") == drv_paths(f"{workspace(root, settings)}.units")
    assert build(f"{workspace(root, arguments)}.checks.plan").is_file()
