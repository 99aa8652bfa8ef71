"""Tests contain the paths of their package and programs, although neither exists when the tests are compiled."""

import os
from pathlib import Path
from types import ModuleType

import pytest

from support.nix import build, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project
from support.standalone import standalone_module

pytestmark = [needs_nix, pytest.mark.nix]

FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n',
    "Cargo.lock": lock("app"),
    ".cargo/config.toml": '[env]\nFIXTURES = { value = "crates/app/tests/fixtures", relative = true }\n',
    "crates/app/Cargo.toml": package("app"),
    "crates/app/src/main.rs": 'fn main() {\n    println!("one");\n}\n'
    "#[cfg(test)]\nmod tests {\n    #[test]\n    fn reads() {\n"
    '        let place = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/word.txt");\n'
    '        assert_eq!(std::fs::read_to_string(place).unwrap(), include_str!("said.txt"));\n    }\n}\n',
    "crates/app/src/said.txt": "word\n",
    "crates/app/tests/fixtures/word.txt": "word\n",
    "crates/app/tests/it.rs": """use std::{env, fs, path::Path, process::Command};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn reads_below_the_embedded_directory() {
    let word = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/word.txt")).unwrap();
    println!("read {word}");
    assert_eq!(fs::read_to_string(Path::new(HERE).join("tests/fixtures/word.txt")).unwrap(), word);
    assert_eq!(fs::read_to_string(Path::new(env!("FIXTURES")).join("word.txt")).unwrap(), word);
    assert_eq!(fs::read_to_string("tests/fixtures/word.txt").unwrap(), word);
}

#[test]
fn is_the_directory_of_the_run() {
    assert_eq!(env::var("CARGO_MANIFEST_DIR").unwrap(), HERE);
    assert_eq!(env::var("FIXTURES").unwrap(), env!("FIXTURES"));
    assert_eq!(env::current_dir().unwrap(), Path::new(HERE));
    assert!(env::current_dir().unwrap().join("tests").starts_with(HERE));
    assert!(env::current_dir().unwrap().to_str().unwrap().starts_with(env!("CARGO_MANIFEST_DIR")));
    let mut owned = String::from(HERE);
    owned.push_str("/Cargo.toml");
    assert!(fs::metadata(owned).is_ok());
}

#[test]
fn starts_its_program() {
    let found = Command::new(env!("CARGO_BIN_EXE_app")).output().unwrap();
    println!("said {}", String::from_utf8(found.stdout).unwrap());
    assert_eq!(env::var("CARGO_BIN_EXE_app").unwrap(), env!("CARGO_BIN_EXE_app"));
}
""",
}
SHOW_OUTPUT = 'packageOverrides.app.test.args = [ "--show-output" ];'
TESTS = ("app-bin-app-test", "app-test-it")
FIXTURE, PROGRAM = "crates/app/tests/fixtures/word.txt", "crates/app/src/main.rs"


def _paths(project: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return the .drv paths of the units of ``cargo test``, and of the checks."""
    attributes = "builtins.mapAttrs (_name: drv: drv.drvPath) {}.{}"
    units = evaluate(attributes.format(workspace(project, 'command = "test";'), "units"))
    checks = evaluate(attributes.format(workspace(project), "checks"))
    assert isinstance(units, dict)
    assert isinstance(checks, dict)
    return units, checks


def _changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return sorted(name for name in after if before.get(name) != after[name])


def _check_log(project: Path, name: str, arguments: str = "") -> str:
    return build(f'{workspace(project, arguments)}.checks."{name}"').read_text(encoding="utf-8")


@pytest.mark.parametrize("profile", ["dev", "release"])
def test_the_embedded_path_exists_at_run_time(profile: str, tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", FILES)
    for name, count in zip(TESTS, (1, 3), strict=True):
        assert f"{count} passed; 0 failed" in _check_log(project, name, f'profile = "{profile}";')


def test_an_edit_of_a_data_file_compiles_no_test(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", FILES)
    units, checks = _paths(project)
    (project / FIXTURE).write_text("edited\n", encoding="utf-8")
    after = _paths(project)
    assert _changed(units, after[0]) == []
    assert _changed(checks, after[1]) == ["app-bin-app-test", "app-test-it"]
    assert "read edited" in _check_log(project, "app-test-it", SHOW_OUTPUT)


def test_an_edit_of_a_program_does_not_compile_its_tests(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", FILES)
    units, checks = _paths(project)
    program = project / PROGRAM
    program.write_text(program.read_text(encoding="utf-8").replace('"one"', '"two"'), encoding="utf-8")
    after = _paths(project)
    assert _changed(units, after[0]) == ["app-0.1.0-bin-app", "app-0.1.0-bin-app-test"]
    assert _changed(checks, after[1]) == [
        "app-bin-app-test",
        "app-build",
        "app-clippy",
        "app-doc",
        "app-fmt",
        "app-test-it",
    ]
    assert "said two" in _check_log(project, "app-test-it", SHOW_OUTPUT)


def test_a_test_that_includes_a_program_is_recompiled(tmp_path: Path) -> None:
    test = (
        'const PROGRAM: &[u8] = include_bytes!(env!("CARGO_BIN_EXE_app"));\n\n#[test]\nfn is_the_program() {\n'
        '    assert_eq!(std::fs::read(env!("CARGO_BIN_EXE_app")).unwrap(), PROGRAM);\n}\n'
    )
    project = write_project(tmp_path / "project", {**FILES, "crates/app/tests/takes.rs": test})
    assert "1 passed" in _check_log(project, "app-test-takes")
    units, _checks = _paths(project)
    program = project / PROGRAM
    program.write_text(program.read_text(encoding="utf-8").replace('"one"', '"two"'), encoding="utf-8")
    changed = _changed(units, _paths(project)[0])
    assert changed == ["app-0.1.0-bin-app", "app-0.1.0-bin-app-test", "app-0.1.0-test-takes"]
    assert "1 passed" in _check_log(project, "app-test-takes")


@pytest.mark.parametrize(
    "arguments", ["packageOverrides.app.test.writable = true;", "scanFiles = false;", "contentAddressed = true;"]
)
def test_other_sources_of_the_path_give_the_same_result(arguments: str, tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", FILES)
    for name, count in zip(TESTS, (1, 3), strict=True):
        assert f"{count} passed; 0 failed" in _check_log(project, name, arguments)


def test_a_macro_of_another_crate_includes_a_data_file(tmp_path: Path) -> None:
    """Only the compiler computes the name, so the test is compiled with its whole package."""
    files = {
        **FILES,
        "Cargo.lock": lock("app helper", "helper"),
        "crates/app/Cargo.toml": package("app", '[dev-dependencies]\nhelper = { path = "../helper" }\n'),
        "crates/app/tests/macro.rs": "#[test]\nfn includes() {\n"
        '    assert_eq!(helper::fixture!("wo", "rd"), "word\\n");\n}\n',
        "crates/helper/Cargo.toml": package("helper"),
        "crates/helper/src/lib.rs": "#[macro_export]\nmacro_rules! fixture {\n    ($a:literal, $b:literal) => {\n"
        '        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/", $a, $b, ".txt"))\n    };\n}\n',
    }
    project = write_project(tmp_path / "project", files)
    assert "1 passed" in _check_log(project, "app-test-macro")


def test_a_data_file_of_tests_does_not_change_the_package(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", FILES)
    before = evaluate(f"{workspace(project)}.packages.app.drvPath")
    (project / FIXTURE).write_text("edited\n", encoding="utf-8")
    assert evaluate(f"{workspace(project)}.packages.app.drvPath") == before


@pytest.mark.skipif("CARGO_NIX_NEXTEST" not in os.environ, reason="CARGO_NIX_NEXTEST is not set")
@pytest.mark.parametrize("profile", ["dev", "release"])
def test_nextest_gives_the_same_verdicts(profile: str, tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", FILES)
    path = os.environ["CARGO_NIX_NEXTEST"]
    nextest = f'profile = "{profile}"; checks.nextest = builtins.storePath "{path}";'
    assert _check_log(project, "app-bin-app-test", nextest) == "PASS app::bin/app tests::reads\n"
    names = ["is_the_directory_of_the_run", "reads_below_the_embedded_directory", "starts_its_program"]
    assert _check_log(project, "app-test-it", nextest) == "".join(f"PASS app::it {name}\n" for name in names)


@pytest.fixture(scope="module")
def embedded() -> ModuleType:
    return standalone_module("embedded")


OLD_HASH, NEW_HASH = "q7w3z1kxv9y5nmclr2ga8s4jbh6df0ip", "h0nadf7rs1wzp5vq9k3ycxj8g2mlb4i6"


def test_partial_paths_in_optimised_code_are_replaced(embedded: ModuleType, tmp_path: Path) -> None:
    program = tmp_path / "program"
    path = f"/nix/store/{OLD_HASH}-a-source"
    # AVX2 code compares 52 bytes with two overlapping loads of 32 bytes.
    text = f"{path}|{path[:32]}|{path[20:]}|{OLD_HASH[:6]}|{OLD_HASH[8:16]}|{OLD_HASH}"
    program.write_text(text, encoding="utf-8")
    program.chmod(0o555)
    assert embedded.replace_in_program(str(program), {OLD_HASH: NEW_HASH})
    new = path.replace(OLD_HASH, NEW_HASH)
    assert (
        program.read_text(encoding="utf-8") == f"{new}|{new[:32]}|{new[20:]}|{OLD_HASH[:6]}|{NEW_HASH[8:16]}|{NEW_HASH}"
    )
    assert not embedded.replace_in_program(str(program), {OLD_HASH: NEW_HASH})


def test_paths_of_another_length_are_an_error(embedded: ModuleType) -> None:
    old_path, new_path = f"/nix/store/{OLD_HASH}-a-source", f"/nix/store/{NEW_HASH}-ab-source"
    replacement = {"name": "src", "was": old_path, "now": old_path}
    assert embedded.read_replacements([replacement, {**replacement, "now": old_path.replace(OLD_HASH, NEW_HASH)}]) == {
        OLD_HASH: NEW_HASH
    }
    with pytest.raises(SystemExit) as stopped:
        embedded.read_replacements([{"name": "src", "was": old_path, "now": new_path}])
    assert str(stopped.value) == (
        f"error: cannot replace the path of `src` in the test program\n  expected: {old_path} with another hash\n  got: {new_path}"
    )


LIBRARY = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n',
    "Cargo.lock": lock("app store", "gen store", "store"),
    "crates/store/Cargo.toml": package("store"),
    "crates/store/src/lib.rs": """//! ```
//! println!("documented {}", store::word());
//! ```

/// Where the package lies, wherever it is linked.
pub const HERE: &str = env!("CARGO_MANIFEST_DIR");

pub fn word() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/word.txt")).unwrap()
}

#[test]
fn reads() {
    println!("itself {}", word());
    assert_eq!(HERE, env!("CARGO_MANIFEST_DIR"));
}
""",
    # black_box, because an optimiser would compare the two constants at compile time.
    "crates/store/tests/it.rs": "use std::hint::black_box;\n\n#[test]\nfn is_in_one_place() {\n"
    '    assert_eq!(black_box(store::HERE), black_box(env!("CARGO_MANIFEST_DIR")));\n'
    '    println!("above {}", store::word());\n}\n',
    "crates/store/data/word.txt": "first\n",
    "crates/app/Cargo.toml": package("app", '[dependencies]\nstore = { path = "../store" }\n'),
    "crates/app/src/main.rs": 'fn main() {\n    print!("{}", store::word());\n}\n',
    "crates/app/examples/shows.rs": 'fn main() {\n    print!("{}", store::word());\n}\n',
    "crates/app/tests/it.rs": """use std::process::Command;

#[test]
fn starts() {
    let said = Command::new(env!("CARGO_BIN_EXE_app")).output().unwrap();
    println!("program {}", String::from_utf8(said.stdout).unwrap());
    let example = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("examples/shows");
    let said = Command::new(example).output().unwrap();
    println!("example {}", String::from_utf8(said.stdout).unwrap());
    println!("linked {}", store::word());
}
""",
}
# The script of `gen` opens the file during the build.
SCRIPT = {
    "crates/gen/Cargo.toml": package("gen", '[build-dependencies]\nstore = { path = "../store" }\n'),
    "crates/gen/build.rs": 'fn main() {\n    println!("cargo:rerun-if-changed=build.rs");\n'
    '    println!("cargo:rustc-env=WORD={}", store::word().trim());\n}\n',
    "crates/gen/src/lib.rs": '#[test]\nfn has_it() {\n    println!("generated {}", env!("WORD"));\n}\n',
}
WITHOUT_GEN = {"Cargo.lock": lock("app store", "store")}


def test_a_file_that_a_library_opens_recompiles_no_unit(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", LIBRARY | WITHOUT_GEN)
    arguments = (
        'packageOverrides.app.test.args = [ "--show-output" ]; packageOverrides.store.test.args = [ "--show-output" ];'
    )
    printed_words = {
        "store-test": ["itself"],
        "store-test-it": ["above"],
        "app-test-it": ["program", "example", "linked"],
    }
    for name, words in printed_words.items():
        log = _check_log(project, name, arguments)
        assert [f"{word} first" in log for word in words] == [True for _word in words], log
    assert "1 passed" in _check_log(project, "store-doctest")
    units, checks = _paths(project)
    (project / "crates/store/data/word.txt").write_text("second\n", encoding="utf-8")
    after = _paths(project)
    # The unit of the library's doctests changes: doctests are compiled at run time.
    assert _changed(units, after[0]) == ["store-0.1.0-doctest"]
    assert _changed(checks, after[1]) == [
        "app-bin-app-test",
        "app-test-it",
        "store-doctest",
        "store-test",
        "store-test-it",
    ]
    for name, words in printed_words.items():
        log = _check_log(project, name, arguments)
        assert [f"{word} second" in log for word in words] == [True for _word in words], log
    assert "1 passed" in _check_log(project, "store-doctest")


def test_a_library_opens_its_files_in_a_build_script(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", LIBRARY | SCRIPT)
    arguments = 'packageOverrides.gen.test.args = [ "--show-output" ];'
    assert "generated first" in _check_log(project, "gen-test", arguments)
    (project / "crates/store/data/word.txt").write_text("second\n", encoding="utf-8")
    assert "generated second" in _check_log(project, "gen-test", arguments)
