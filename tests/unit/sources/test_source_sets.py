"""Which files of the package a target keeps beside its own tree."""

from pathlib import Path

import pytest
from source_trees import sets_of, target, write_tree

PACKAGE = {
    "Cargo.toml": "",
    "README.md": "",
    ".github/ci.yml": "",
    "build.rs": "",
    "templates/a.html": "",
    "logo.png": "",
    "nested/Cargo.toml": "",
    "nested/data.txt": "",
    "src/lib.rs": "mod a; #[cfg(test)] mod tests;",
    "src/a.rs": "",
    "src/orphan.rs": "",
    "src/tests.rs": "",
    "src/main.rs": 'mod cli; const L: &[u8] = include_bytes!("../logo.png");',
    "src/cli.rs": "",
    "src/bin/other.rs": "",
    "examples/show.rs": "",
    "tests/one.rs": "mod common;",
    "tests/two.rs": "mod common;",
    "tests/common/mod.rs": "",
    "tests/fixtures/x.rs": "",
    "benches/speed.rs": "",
}
TARGETS = (
    target("lib", "src/lib.rs"),
    target("bin", "src/main.rs", may_read_files=True),
    target("bin", "src/bin/other.rs"),
    target("example", "examples/show.rs"),
    target("test", "tests/one.rs"),
    target("test", "tests/two.rs"),
    target("bench", "benches/speed.rs"),
    target("custom-build", "build.rs"),
)
# What a macro may read: the manifest comes in reduced form, see units/manifest.py.
DATA = {"templates/a.html", "src/orphan.rs", "tests/fixtures/x.rs"}


def test_without_proc_macros_the_set_is_exact(tmp_path: Path) -> None:
    sets = sets_of(tmp_path, PACKAGE, *TARGETS)
    assert set(sets["lib lib plain"].files) == {"src/lib.rs", "src/a.rs"}
    assert set(sets["bin other plain"].files) == {"src/bin/other.rs"}
    assert set(sets["custom-build build plain"].files) == {"build.rs"}


def test_a_proc_macro_may_read_any_data_but_no_targets_module(tmp_path: Path) -> None:
    sets = sets_of(tmp_path, PACKAGE, *TARGETS)
    assert set(sets["bin main plain"].files) == {"src/main.rs", "src/cli.rs", "logo.png"} | DATA


def test_a_macro_may_list_data_that_another_target_includes(tmp_path: Path) -> None:
    targets = (target("lib", "src/lib.rs", may_read_files=True), *TARGETS[1:])
    sets = sets_of(tmp_path, PACKAGE, *targets)
    assert set(sets["lib lib plain"].files) == {"src/lib.rs", "src/a.rs", "logo.png"} | DATA


def test_a_test_that_runs_has_the_package_without_other_targets_sources(tmp_path: Path) -> None:
    sets = sets_of(tmp_path, PACKAGE, *TARGETS)
    others = {"src/main.rs", "src/cli.rs", "src/bin/other.rs", "examples/show.rs", "tests/two.rs", "benches/speed.rs"}
    without = others | {"src/tests.rs", "README.md", ".github/ci.yml"}
    assert set(sets["test one run"].files) == set(PACKAGE) - without
    assert sets["test one run"].reads_package
    unit_tests = set(PACKAGE) - others - {"README.md", ".github/ci.yml", "tests/one.rs", "tests/common/mod.rs"}
    assert set(sets["lib lib run"].files) == unit_tests


def test_a_test_is_compiled_with_its_own_tree(tmp_path: Path) -> None:
    tree = {"tests/one.rs": 'mod common; const A: &str = env!("CARGO_MANIFEST_DIR"); const B: &str = "README.md";'}
    sets = sets_of(tmp_path, PACKAGE | tree, *TARGETS)
    assert set(sets["test one test"].files) == {"tests/one.rs", "tests/common/mod.rs"}
    assert not sets["test one test"].reads_package
    assert "README.md" in sets["test one run"].files
    assert set(sets["lib lib test"].files) == {"src/lib.rs", "src/a.rs", "src/tests.rs"}


def test_a_macro_in_a_test_may_read_what_the_test_stands_on(tmp_path: Path) -> None:
    """Of these a change rebuilds the test in any case; a macro that asks for the manifest finds dev-dependencies."""
    files = PACKAGE | {"src/a.rs": 'const A: &str = include_str!("words.txt");', "src/words.txt": ""}
    sets = sets_of(tmp_path, files, *TARGETS[:4], target("test", "tests/one.rs", may_read_files=True), *TARGETS[5:])
    own = {"tests/one.rs", "tests/common/mod.rs"}
    below = {"src/lib.rs", "src/a.rs", "src/words.txt", "build.rs", "Cargo.toml", "logo.png"}
    assert set(sets["test one test"].files) == own | below | DATA


def test_a_bench_is_compiled_with_what_it_may_open(tmp_path: Path) -> None:
    sets = sets_of(tmp_path, PACKAGE, *TARGETS)
    assert "bench speed run" not in sets
    assert sets["bench speed test"].reads_package
    assert "templates/a.html" in sets["bench speed test"].files


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('const A: &str = env!("CARGO_BIN_EXE_main");', False),
        ('const A: &[u8] = include_bytes!(env!("CARGO_BIN_EXE_main"));', True),
        ('const A: &[u8] = include_bytes!(concat!(env!("CARGO_BIN_EXE_main"), ""));', True),
        ('macro_rules! m { () => { include_bytes!(env!("CARGO_BIN_EXE_main")) } }', True),
        ('include!(concat!(env!("OUT_DIR"), "/a.rs"));', False),
        ('const A: &[u8] = include_bytes!(option_env!("CARGO_BIN_EXE_main").unwrap());', True),
        ('const A: &[u8] = include_bytes!(env!(concat!("CARGO_BIN_", "EXE_main")));', True),
    ],
)
def test_a_test_that_includes_a_program(source: str, expected: bool, tmp_path: Path) -> None:  # noqa: FBT001 -- a parameter
    sets = sets_of(tmp_path, PACKAGE | {"tests/one.rs": source}, *TARGETS)
    assert sets["test one test"].takes_programs == expected
    assert sets["bench speed test"].takes_programs
    assert not sets["lib lib test"].takes_programs


def test_what_a_library_opens_that_knows_its_directory_is_apart(tmp_path: Path) -> None:
    lib = (
        'mod a; pub const DIR: &str = env!("CARGO_MANIFEST_DIR"); const R: &str = "/README.md"; #[cfg(test)] mod tests;'
    )
    sets = sets_of(tmp_path, PACKAGE | {"src/lib.rs": lib}, *TARGETS)
    assert set(sets["lib lib plain"].files) == {"src/lib.rs", "src/a.rs"}
    found = sets["lib lib opened"]
    assert found.reads_package
    assert {"templates/a.html", "tests/fixtures/x.rs", "README.md"} <= set(found.files)
    assert {"src/main.rs", "src/tests.rs", "tests/one.rs", ".github/ci.yml"}.isdisjoint(found.files)


def test_the_directory_in_test_code_is_the_tests_business(tmp_path: Path) -> None:
    lib = 'mod a; #[cfg(test)] mod tests { const DIR: &str = env!("CARGO_MANIFEST_DIR"); }'
    sets = sets_of(tmp_path, PACKAGE | {"src/lib.rs": lib}, *TARGETS)
    assert set(sets["lib lib plain"].files) == {"src/lib.rs", "src/a.rs"}


def test_file_macro_may_open_data(tmp_path: Path) -> None:
    sets = sets_of(tmp_path, PACKAGE | {"src/bin/other.rs": "fn main() { f(file!()) }"}, *TARGETS)
    assert set(sets["bin other plain"].files) == {"src/bin/other.rs"}
    assert set(sets["bin other opened"].files) == {"src/bin/other.rs", "logo.png"} | DATA


def test_a_macro_that_knows_its_directory_opens_it_while_rustc_runs(tmp_path: Path) -> None:
    source = 'const DIR: &str = env!("CARGO_MANIFEST_DIR");'
    sets = sets_of(tmp_path, PACKAGE | {"src/lib.rs": source}, target("proc-macro", "src/lib.rs"), *TARGETS[1:])
    assert sets["proc-macro lib plain"].reads_package
    assert "proc-macro lib opened" not in sets


def test_a_file_that_a_strange_macro_names_stays(tmp_path: Path) -> None:
    lib = 'mod a; doc_comment::doctest!("../README.md"); println!("../logo.png"); #[cfg(test)] mod tests;'
    sets = sets_of(tmp_path, PACKAGE | {"src/lib.rs": lib}, *TARGETS)
    assert set(sets["lib lib plain"].files) == {"src/lib.rs", "src/a.rs", "README.md"}


def test_an_include_of_an_unknown_path_may_be_of_a_bench(tmp_path: Path) -> None:
    # zerocopy 0.8.42 shows its benches in its documentation: `#[doc = include_str!(concat!("../benches/", $bench, ".rs"))]`.
    source = 'macro_rules! show { ($bench:expr) => { include_str!(concat!("../benches/", $bench, ".rs")) } }'
    sets = sets_of(
        tmp_path,
        {**PACKAGE, "src/lib.rs": f'{source} const SPEED: &str = show!("speed");'},
        *TARGETS,
    )
    assert not sets["lib lib plain"].explained
    assert "benches/speed.rs" in sets["lib lib plain"].files


def test_an_unexplained_target_loses_only_what_cannot_be_its_own(tmp_path: Path) -> None:
    """`cli.rs` beside `lib.rs` may be a module of both; other crates' roots and directories are not."""
    lib = "mod a; macro_rules! m { ($name:ident) => { mod $name; } } m!(orphan); #[cfg(test)] mod tests;"
    sets = sets_of(tmp_path, PACKAGE | {"src/lib.rs": lib}, *TARGETS)
    apart = {
        "src/main.rs",
        "src/bin/other.rs",
        "examples/show.rs",
        "tests/one.rs",
        "tests/two.rs",
        "benches/speed.rs",
        "tests/common/mod.rs",
        "build.rs",
    }
    assert set(sets["lib lib plain"].files) == set(PACKAGE) - apart
    assert not sets["lib lib plain"].explained
    assert set(sets["bin other plain"].files) == {"src/bin/other.rs"}


def test_a_module_of_two_targets_is_in_both(tmp_path: Path) -> None:
    files = {"src/lib.rs": "mod a;", "src/main.rs": "mod a;", "src/a.rs": ""}
    sets = sets_of(tmp_path, files, target("lib", "src/lib.rs"), target("bin", "src/main.rs"))
    assert sets["lib lib plain"].files == ("src/a.rs", "src/lib.rs")
    assert sets["bin main plain"].files == ("src/a.rs", "src/main.rs")


def test_files_beyond_the_package_are_named_from_the_workspace(tmp_path: Path) -> None:
    write_tree(tmp_path, {"README.md": "", "shared/m.rs": "mod n;", "shared/n.rs": ""})
    files = {"src/lib.rs": '#![doc = include_str!("../../../README.md")]\n#[path = "../../../shared/m.rs"] mod m;'}
    sets = sets_of(tmp_path / "crates/a", files, target("lib", "src/lib.rs"), location="crates/a")
    assert sets["lib lib plain"].outside == ("README.md", "shared/m.rs", "shared/n.rs")
    assert sets["lib lib plain"].explained


def test_files_beyond_the_package_that_the_scan_cannot_see(tmp_path: Path) -> None:
    """The scan's derivation has the member alone: data can be named, code cannot be followed."""
    files = {"src/lib.rs": 'const A: &str = include_str!("../../../a");\n#[path = "../../../shared/m.rs"] mod m;'}
    found = sets_of(tmp_path / "crates/a", files, target("lib", "src/lib.rs"), location="crates/a")["lib lib plain"]
    assert found.outside == ("a", "shared/m.rs")
    assert found.reasons == ("src/lib.rs:2: ../../shared/m.rs lies outside of the package and cannot be read here",)


def test_a_test_finds_what_its_library_opens_by_name(tmp_path: Path) -> None:
    opens = 'pub fn license() { read(concat!(env!("CARGO_MANIFEST_DIR"), "/LICENSE")); read("README.md"); }'
    sets = sets_of(tmp_path, PACKAGE | {"LICENSE": "", "src/lib.rs": opens}, *TARGETS)
    assert {"LICENSE", "README.md"} <= set(sets["lib lib opened"].files)
    assert {"LICENSE", "README.md"} <= set(sets["test one run"].files)
    assert set(sets["test one test"].files) == {"tests/one.rs", "tests/common/mod.rs"}


def test_a_module_that_a_macro_may_declare_loads_files_of_its_own(tmp_path: Path) -> None:
    """What is there for the macro is not traced, so the target has all."""
    files = {"src/lib.rs": 'automod::dir!("src/cases");', "src/cases/a.rs": 'include_str!("../../README.md");'}
    found = sets_of(tmp_path, {"README.md": "", **files}, target("lib", "src/lib.rs", may_read_files=True))
    assert found["lib lib plain"].reasons == ("src/lib.rs: a macro call names src/cases",)
    assert set(found["lib lib plain"].files) == {"README.md", *files}
