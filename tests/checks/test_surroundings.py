"""Unusual surroundings of tests: a writable copy, files outside the package, a runner."""

import re
import shutil
from pathlib import Path

import pytest

from support.nix import CHECKOUT, Failed, build, drv_paths, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

DEBIAN = CHECKOUT / "tests/debian"
# The tests write beside their sources, by working directory and by the path from compile time.
WRITING = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n',
    "Cargo.lock": lock("scribe"),
    "crates/scribe/Cargo.toml": package("scribe", '[lints.rust]\nunused = "allow"\n'),
    "crates/scribe/src/lib.rs": "/// ```\n"
    '/// std::fs::write("doc.txt", "text").unwrap();\n/// ```\npub fn documented() {}\n\n'
    "#[test]\nfn writes_by_path() {\n"
    '    let place = concat!(env!("CARGO_MANIFEST_DIR"), "/src/by-path.txt");\n'
    '    std::fs::write(place, "text").unwrap();\n'
    '    assert_eq!(std::fs::read_to_string("src/by-path.txt").unwrap(), "text");\n}\n',
    "crates/scribe/tests/snapshots.rs": "#[test]\nfn writes_beside_itself() {\n"
    '    std::fs::write("tests/snapshots.rs", "changed").unwrap();\n'
    '    assert!(std::fs::read_to_string("Cargo.toml").unwrap().contains("[lints.rust]"));\n}\n',
}
NAMES = ("scribe-test", "scribe-test-snapshots", "scribe-doctest")


def _log_of_failure(expression: str, name: str) -> list[str]:
    with pytest.raises(Failed) as stopped:
        build(expression)
    return [line.removeprefix(f"{name}> ") for line in stopped.value.text.splitlines() if line.startswith(f"{name}> ")]


def test_a_failed_write_names_writable_tests(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", WRITING)
    for name in NAMES:
        log = _log_of_failure(f'{workspace(project)}.checks."{name}"', name)
        assert log[0].startswith("error: 1 of 1 tests failed in scribe (")
        assert (
            log[-1]
            == "sources are read-only; for tests that write to them: `packageOverrides.scribe.test.writable = true;`"
        )


def test_writable_tests_write_to_a_copy(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", WRITING)
    expression = workspace(project, "packageOverrides.scribe.test.writable = true;")
    for name in NAMES:
        assert "1 passed; 0 failed" in build(f'{expression}.checks."{name}"').read_text(encoding="utf-8")
    assert drv_paths(f"{expression}.packages") == drv_paths(f"{workspace(project)}.packages")


def test_a_test_opens_a_file_outside_the_package(tmp_path: Path) -> None:
    """Code that may leave the package widens the test's file set to the workspace."""
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n',
        "Cargo.lock": lock("reader"),
        "corpus/one.txt": "one\n",
        "crates/reader/Cargo.toml": package("reader"),
        "crates/reader/src/lib.rs": "",
        "crates/reader/tests/corpus.rs": '#[test]\nfn reads() {\n    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));\n'
        '    let found = root.ancestors().nth(2).unwrap().join("corpus").join("one.txt");\n'
        '    assert_eq!(std::fs::read_to_string(found).unwrap(), "one\\n");\n}\n',
    }
    project = write_project(tmp_path / "project", files)
    assert "1 passed" in build(f'{workspace(project)}.checks."reader-test-corpus"').read_text(encoding="utf-8")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package("reader"),
        "Cargo.lock": lock("reader"),
        "src/lib.rs": "",
        "tests/corpus.rs": "#[test]\nfn reads() {\n"
        '    std::fs::read_to_string("tests/corpus.txt").expect("tests/corpus.txt");\n}\n',
    }
    project = write_project(tmp_path / "project", files)
    log = _log_of_failure(f'{workspace(project)}.checks."reader-test-corpus"', "reader-test-corpus")
    assert log[0] == "error: 1 of 1 tests failed in reader (--test corpus)"
    assert log[-1] == (
        "help: `tests/corpus.txt` is not in the source of the build; if your checkout has the file: `git add tests/corpus.txt` "
        "(`git add -f tests/corpus.txt` if .gitignore has it; in a submodule: `?submodules=1` at the end of the flake's "
        "address)"
    )


def test_tests_load_a_dynamic_library_of_the_workspace(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["low", "high"]\nresolver = "2"\n',
        "Cargo.lock": lock("low", "high low"),
        "low/Cargo.toml": package("low", '[lib]\ncrate-type = ["dylib"]\n'),
        "low/src/lib.rs": "pub fn two() -> u32 {\n    2\n}\n",
        "high/Cargo.toml": package("high", '[dependencies]\nlow = { path = "../low" }\n'),
        "high/src/lib.rs": "/// ```\n/// assert_eq!(high::four(), 4);\n/// ```\n"
        "pub fn four() -> u32 {\n    low::two() * 2\n}\n#[test]\nfn is_four() {\n    assert_eq!(four(), 4);\n}\n",
    }
    expression = workspace(write_project(tmp_path / "project", files), "workspace = true;")
    assert "1 passed" in build(f"{expression}.checks.high-test").read_text(encoding="utf-8")
    assert "1 passed" in build(f"{expression}.checks.high-doctest").read_text(encoding="utf-8")


def test_libraries_for_c_are_beside_a_test(tmp_path: Path) -> None:
    """A test loads or links a `cdylib` from the directory of its own program, where Cargo has compiled it."""
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["low", "high"]\nresolver = "2"\n',
        "Cargo.lock": lock("low", "high low"),
        "low/Cargo.toml": package("low", '[lib]\ncrate-type = ["cdylib", "staticlib", "rlib"]\n'),
        "low/src/lib.rs": '#[unsafe(no_mangle)]\npub extern "C" fn low_two() -> u8 {\n    2\n}\n',
        "low/tests/files.rs": FILES_BESIDE,
        "high/Cargo.toml": package("high", '[dependencies]\nlow = { path = "../low" }\n'),
        "high/src/lib.rs": "pub use low::low_two;\n",
        "high/tests/files.rs": FILES_BESIDE,
    }
    expression = workspace(write_project(tmp_path / "project", files), "workspace = true;")
    for name in ("low-test-files", "high-test-files"):
        assert "1 passed" in build(f'{expression}.checks."{name}"').read_text(encoding="utf-8")


FILES_BESIDE = """#[test]
fn has_libraries() {
    let program = std::env::current_exe().unwrap();
    for name in ["liblow.so", "liblow.a"] {
        assert!(program.with_file_name(name).exists(), "{name}");
    }
}
"""
RUNNER = """#!/bin/sh
# Says that it was asked, and runs what it was given.
word=$1
shift
echo "by the runner: $word"
exec "$@"
"""
RUN = {
    "Cargo.toml": package("app"),
    "Cargo.lock": lock("app"),
    ".cargo/config.toml": '[target.\'cfg(target_os = "linux")\']\nrunner = ["dev/run.sh", "word"]\n',
    "dev/run.sh": RUNNER,
    "src/lib.rs": "/// ```\n/// assert_eq!(app::two(), 2);\n/// ```\npub fn two() -> u32 {\n    2\n}\n"
    "#[test]\nfn is_two() {\n    assert_eq!(two(), 2);\n}\n",
}


def test_the_configured_runner_starts_tests(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", RUN)
    (project / "dev/run.sh").chmod(0o755)
    log = build(f"{workspace(project)}.checks.app-test").read_text(encoding="utf-8")
    assert log.startswith("by the runner: word\n")
    assert "test is_two ... ok" in log
    (project / "dev/run.sh").write_text(RUNNER.replace('exec "$@"', "exit 3"), encoding="utf-8")
    assert _log_of_failure(f"{workspace(project)}.checks.app-test", "app-test")[0] == (
        "error: the test program failed with exit code 3 in app (--lib)"
    )
    assert "1 of 1 tests failed" in _log_of_failure(f"{workspace(project)}.checks.app-doctest", "app-doctest")[0]


# A stand-in for a browser: node only gets the exit code.
NODE = """import { readFileSync } from "node:fs";
const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {});
process.exit(instance.exports.main(0, 0));
"""


def test_wasm_tests_run_in_node(tmp_path: Path) -> None:
    files = {
        **RUN,
        "Cargo.toml": package("app", '[dependencies]\nmac = { path = "mac" }\n[workspace]\nmembers = ["mac"]\n'),
        "Cargo.lock": lock("app mac", "mac"),
        ".cargo/config.toml": '[target.wasm32-unknown-unknown]\nrunner = "node run.mjs"\n'
        '[target.x86_64-unknown-linux-gnu]\nrunner = ["dev/run.sh", "word"]\n',
        "run.mjs": NODE,
        "mac/Cargo.toml": package("mac", "[lib]\nproc-macro = true\n"),
        "mac/src/lib.rs": "#[test]\nfn of_the_host() {}\n",
    }
    project = write_project(tmp_path / "project", files)
    (project / "dev/run.sh").chmod(0o755)
    expression = workspace(project, 'target = "wasm32-unknown-unknown"; workspace = true;')
    assert build(f"{expression}.checks.app-test").is_file()
    # Tests of a proc-macro run on the host for every target.
    log = build(f"{expression}.checks.mac-test").read_text(encoding="utf-8")
    assert log.startswith("by the runner: word\n")
    assert "test of_the_host ... ok" in log
    source = project / "src/lib.rs"
    source.write_text(
        source.read_text(encoding="utf-8").replace("assert_eq!(two(), 2);\n}", "assert_eq!(two(), 3);\n}")
    )
    assert re.match(
        "error: the test program failed with exit code", _log_of_failure(f"{expression}.checks.app-test", "app-test")[0]
    )
    shutil.rmtree(project / ".cargo")
    names = evaluate(f"builtins.attrNames {expression}.checks")
    assert isinstance(names, list)
    assert "app-doctest" not in names
    assert not build(f"{expression}.checks.app-test").is_file()
