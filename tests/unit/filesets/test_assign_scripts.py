"""The file set of a build script's run, and of tests and programs that run in the directory of their package."""

import posixpath
import time
from pathlib import Path

import pytest
from scanned_sets import access, held, member_sets, target, workspace_sets

from cargo_nix.crates.words import ANCHORED, CLIMBS, CWD, LOADS, OPENS, STARTS
from cargo_nix.filesets.file_set import FileSet
from cargo_nix.filesets.package_targets import CrateAccess
from cargo_nix.syntax.references import Mode

FILES = {
    "proto/a.proto": "",
    "proto/b.proto": "",
    "other/x": "",
    "a/Cargo.toml": "",
    "a/README.md": "",
    "a/schema.txt": "",
    "a/data/words.txt": "",
    "a/data/more.csv": "",
    "a/src/lib.rs": "",
    "a/tests/it.rs": "",
}
PACKAGE_FILES = {path for path in FILES if path.startswith("a/")} | {"a/build.rs"}
SCRIPT_FILE = {"a/build.rs"}
DECLARES = 'println!("cargo:rerun-if-changed=build.rs");'


def _run(root: Path, body: str, links: CrateAccess = access(), **files: str) -> FileSet:  # noqa: B008 -- it is frozen
    """Return the file set for the run of a script with ``body``."""
    all_files = (
        FILES | {"a/build.rs": f"fn main() {{ {body} }}"} | {f"a/{name}.rs": text for name, text in files.items()}
    )
    build = target("custom-build", "build.rs", links=links, modes=[Mode.PLAIN])
    return member_sets(root, all_files, target("lib", "src/lib.rs"), build)["custom-build:build:run"]


@pytest.mark.parametrize(
    ("body", "files"),
    [
        ("", set()),
        (DECLARES, set()),
        ('println!("cargo:rerun-if-changed=schema.txt");', {"a/schema.txt"}),
        ('fs::read("schema.txt");', {"a/schema.txt"}),
        ('fs::read("./data/../schema.txt");', {"a/schema.txt"}),
        ('File::open(Path::new("data/words.txt"));', {"a/data/words.txt"}),
        ('for entry in fs::read_dir("data")? { }', {"a/data/words.txt", "a/data/more.csv"}),
        ('if Path::new("tests").exists() { }', {"a/tests/it.rs"}),
        ('fs::read("gone.txt");', set()),
        ('fs::read("/etc/passwd");', set()),
        ('fs::write(out.join("gen.rs"), "pub const N: u8 = 1;");', set()),
        ('Command::new("git").arg("rev-parse");', set()),
        ('Command::new(env::var("RUSTC")?).arg("--version"); fs::read("schema.txt");', {"a/schema.txt"}),
        ('fs::read("../proto/a.proto");', {"proto/a.proto"}),
        ('fs::read_dir("../proto");', {"proto/a.proto", "proto/b.proto"}),
        ('println!("cargo:rerun-if-changed=../proto/a.proto");', {"proto/a.proto"}),
        ('fs::read("../../outside");', set()),
    ],
)
def test_a_script_sees_the_files_that_literals_name(tmp_path: Path, body: str, files: set[str]) -> None:
    file_set = _run(tmp_path, body)
    assert (file_set.level, held(file_set, tmp_path)) == ("closed", SCRIPT_FILE | files)


@pytest.mark.parametrize(
    "body",
    [
        "fs::read(path);",
        'fs::read(dir.join("schema.txt"));',
        "for entry in fs::read_dir(env::current_dir()?)? { }",
        'fs::read_dir(".");',
        'println!("cargo:rerun-if-changed=.");',
        'println!("cargo:rerun-if-changed={}", path); fs::read(path);',
        'OpenOptions::new().open("schema.txt");',
        'include!("other.rs");',
        'Command::new("protoc").arg("x.proto");',
        'Command::new("cc");',
        "fn (",
    ],
)
def test_a_script_with_unknown_paths_sees_its_package(tmp_path: Path, body: str) -> None:
    file_set = _run(tmp_path, body)
    assert (file_set.level, held(file_set, tmp_path)) == ("package", PACKAGE_FILES)


@pytest.mark.parametrize(
    "body",
    [
        "fn f(p: PathBuf) { fs::read(p.parent()) }",
        "fn f(mut p: PathBuf) { p.pop(); fs::read(p) }",
        'fs::read(dir.join(".."));',
        'Command::new("cargo").arg("metadata");',
        'Command::new("sh");',
        "Command::new(program);",
        'Command::new(program).env("RUSTC", "x");',
        'use std::process::Command as Cmd; Cmd::new("sh");',
        'fs::read_dir("..");',
        'println!("cargo:rerun-if-changed=..");',
    ],
)
def test_a_script_that_goes_up_sees_the_workspace(tmp_path: Path, body: str) -> None:
    file_set = _run(tmp_path, f"use std::process::Command; use std::path::PathBuf; {body}")
    assert (file_set.level, held(file_set, tmp_path)) == ("workspace", set(FILES) | PACKAGE_FILES)


@pytest.mark.parametrize(
    "body",
    [
        'compile(&["../proto/a.proto"]); fs::read(path);',
        'fs::read(format!("{}/../proto/{}", dir, name));',
        'Command::new("protoc").arg("-I../proto");',
        'Command::new("protoc").arg("--proto_path=../proto");',
    ],
)
def test_a_literal_outside_the_package_is_a_place(tmp_path: Path, body: str) -> None:
    file_set = _run(tmp_path, body)
    assert file_set.level == "package"
    assert held(file_set, tmp_path) == PACKAGE_FILES | {"proto/a.proto", "proto/b.proto"}


@pytest.mark.parametrize(
    ("links", "level"),
    [
        (set(), "closed"),
        ({LOADS, ANCHORED, CWD}, "closed"),
        ({OPENS}, "package"),
        ({OPENS, ANCHORED}, "package"),
        ({OPENS, CLIMBS}, "workspace"),
        ({STARTS}, "workspace"),
    ],
)
def test_the_words_of_dependencies_decide_the_level(tmp_path: Path, links: set[str], level: str) -> None:
    assert _run(tmp_path, DECLARES, access(*links)).level == level


@pytest.mark.parametrize(
    ("library", "level"),
    [
        ("", "closed"),
        ("#[cfg(test)] mod tests { fn f() { std::fs::read(path) } }", "package"),
        ("fn f() { std::fs::read(path) }", "package"),
        ("fn f(p: PathBuf) { std::fs::read(p.parent()) }", "workspace"),
        ('use std::process::Command; fn f() { Command::new("sh") }', "workspace"),
        ('use std::process::Command; fn f() { Command::new("git") }', "closed"),
        ('fn f() { std::fs::read("../proto/a.proto") }', "package"),
    ],
)
def test_the_code_of_a_linked_member_decides_the_level(tmp_path: Path, library: str, level: str) -> None:
    files = FILES | {"a/build.rs": f"fn main() {{ {DECLARES} }}", "gen/src/lib.rs": library}
    build = target("custom-build", "build.rs", links=access(members=["gen"]), modes=[Mode.PLAIN])
    sets = workspace_sets(tmp_path, files, {"a": [build], "gen": [target("lib", "src/lib.rs")]})
    assert sets["a"]["custom-build:build:run"].level == level


def test_modules_of_a_script_count(tmp_path: Path) -> None:
    """A proof covers one file: with several files, no rule follows the values between them."""
    assert _run(tmp_path / "a", "} mod gen; fn f() {", gen="").level == "package"
    assert _run(tmp_path / "b", "} mod gen; fn f() {", gen="fn g() { std::fs::read(path) }").level == "package"
    assert _run(tmp_path / "c", "} mod gen; fn f() {", gen="fn g(p: PathBuf) { p.parent() }").level == "workspace"


def test_a_configured_variable_is_a_place(tmp_path: Path) -> None:
    build = target("custom-build", "build.rs", modes=[Mode.PLAIN])
    files = FILES | {"a/build.rs": 'fn main() { read(env::var("PROTO")) }'}
    for path, level in (("proto", "package"), (".", "workspace"), ("a/data", "package")):
        file_set = workspace_sets(tmp_path, files, {"a": [build]}, variables={"PROTO": path})["a"][
            "custom-build:build:run"
        ]
        assert file_set.level == level
        assert ("proto/b.proto" in held(file_set, tmp_path)) is (path != "a/data")


def test_literals_follow_symlinks(tmp_path: Path) -> None:
    for link, leads in {
        "a/alias": "data",
        "a/list": "alias/words.txt",
        "a/far": "../proto",
        "a/tests/l": "../data",
    }.items():
        (tmp_path / link).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / link).symlink_to(leads)
    opened_files = held(_run(tmp_path, 'fs::read("list");'), tmp_path)
    assert opened_files == SCRIPT_FILE | {"a/list", "a/alias", "a/data/words.txt"}
    listed_files = held(_run(tmp_path, 'fs::read_dir("far");'), tmp_path)
    assert listed_files == SCRIPT_FILE | {"a/far", "proto/a.proto", "proto/b.proto"}
    linked_files = held(_run(tmp_path, 'fs::read("far/a.proto"); fs::read("gone/x");'), tmp_path)
    assert linked_files == SCRIPT_FILE | {"a/far", "proto/a.proto"}
    # The entries of a directory may be links, too.
    nested_files = held(_run(tmp_path, 'fs::read_dir("tests");'), tmp_path)
    assert nested_files == SCRIPT_FILE | {"a/tests/it.rs", "a/tests/l", "a/data/words.txt", "a/data/more.csv"}


def test_a_script_outside_its_package_starts_in_the_package(tmp_path: Path) -> None:
    files = FILES | {"scripts/build.rs": "fn main() {}"}
    build = target("custom-build", "../scripts/build.rs", modes=[Mode.PLAIN])
    file_set = workspace_sets(tmp_path, files, {"a": [build], "scripts": []})["a"]["custom-build:build:run"]
    assert (file_set.level, held(file_set, tmp_path)) == ("closed", {"scripts/build.rs", "a/Cargo.toml"})


def test_many_literals_in_a_large_package_are_fast(tmp_path: Path) -> None:
    literals = "".join(f'fs::read("data/f{n}.txt");' for n in range(2000))
    for n in range(2000):
        (tmp_path / "a/data").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"a/data/f{n}.txt").touch()
    start = time.process_time()
    file_set = _run(tmp_path, literals)
    assert file_set.level == "closed"
    assert file_set.holds("a/data/f1999.txt")
    assert time.process_time() - start < 5


@pytest.mark.parametrize(("body", "level"), [(DECLARES, "closed"), ("fs::read(path);", "package")])
def test_a_script_that_embeds_its_directory_has_one_file_set(tmp_path: Path, body: str, level: str) -> None:
    all_files = FILES | {"a/build.rs": f'fn main() {{ {body} let dir = env!("CARGO_MANIFEST_DIR"); }}'}
    sets = member_sets(tmp_path, all_files, target("custom-build", "build.rs", modes=[Mode.PLAIN]))
    compiled, run = sets["custom-build:build:plain"], sets["custom-build:build:run"]
    assert (compiled.embeds, run.level) == (True, level)
    assert (compiled.take, compiled.files, compiled.places) == (run.take, run.files, run.places)


TARGETS = (target("lib", "src/lib.rs"), target("test", "tests/it.rs"))


def _test_run(root: Path, source: str, links: CrateAccess = access(), path: str = "a/tests/it.rs") -> FileSet:  # noqa: B008
    """Return the file set for running the tests of the package."""
    all_files = FILES | {"a/build.rs": "", path: source}
    targets = (target("lib", "src/lib.rs", links=links), target("test", "tests/it.rs", links=links))
    return member_sets(root, all_files, *targets)["run"]


@pytest.mark.parametrize(
    ("source", "level"),
    [
        ("", "package"),
        ("#[test] fn t() { std::fs::read(path) }", "package"),
        ('#[test] fn t() { Command::new("git"); }', "package"),
        ('#[test] fn t() { Command::new(env!("CARGO_BIN_EXE_a")); }', "package"),
        ('#[test] fn t() { std::fs::read("../proto/a.proto"); }', "package"),
        ("#[test] fn t(p: PathBuf) { std::fs::read(p.parent()); }", "workspace"),
        ('use std::process::Command; #[test] fn t() { Command::new("cargo"); }', "workspace"),
        ('#[test] fn t() { f(".."); }', "workspace"),
        # Code that goes up without opening a file.
        ("#[test] fn t(p: PathBuf) { p.parent(); }", "package"),
    ],
)
@pytest.mark.parametrize("path", ["a/tests/it.rs", "a/src/lib.rs"])
def test_a_test_run_sees_its_package(tmp_path: Path, source: str, level: str, path: str) -> None:
    file_set = _test_run(tmp_path, f"use std::process::Command; {source}" if "Command" in source else source, path=path)
    assert file_set.level == level
    assert held(file_set, tmp_path) >= PACKAGE_FILES
    assert file_set.holds("other/x") is (level == "workspace")
    assert ("proto/b.proto" in held(file_set, tmp_path)) is (level == "workspace" or "../proto" in source)


@pytest.mark.parametrize(
    ("words", "level"),
    [({OPENS}, "package"), ({OPENS, CLIMBS}, "workspace"), ({STARTS}, "workspace"), ({CLIMBS}, "package")],
)
def test_the_words_of_linked_crates_decide_the_level_of_tests(tmp_path: Path, words: set[str], level: str) -> None:
    assert _test_run(tmp_path, "", access(*words)).level == level


def test_a_linked_crate_that_goes_up_counts_for_reading_tests(tmp_path: Path) -> None:
    file_set = _test_run(tmp_path, "#[test] fn t() { std::fs::read(crate_above::find()) }", access(CLIMBS))
    assert file_set.level == "workspace"


def test_a_linked_member_adds_its_places_to_tests(tmp_path: Path) -> None:
    files = {"a/tests/it.rs": "", "b/src/lib.rs": 'fn f() { std::fs::read("../proto/a.proto") }', "proto/a.proto": ""}
    packages = {
        "a": [target("test", "tests/it.rs", links=access(members=["b"]))],
        "b": [target("lib", "src/lib.rs")],
    }
    file_set = workspace_sets(tmp_path, files, packages)["a"]["run"]
    assert (file_set.level, list(file_set.places)) == ("package", ["proto/a.proto"])


@pytest.mark.parametrize(
    ("files", "level"),
    [
        # The test may load other.rs.
        ({"a/tests/it.rs": 'include!(concat!(stringify!(other), ".rs"));', "a/tests/other.rs": "OPENER"}, "workspace"),
        ({"a/tests/it.rs": "", "a/tests/other.rs": "OPENER"}, "package"),
        # The script may write the code that the test includes.
        ({"a/tests/it.rs": 'include!(concat!(env!("OUT_DIR"), "/t.rs"));', "a/build.rs": 'f("OPENER")'}, "workspace"),
        ({"a/tests/it.rs": "", "a/build.rs": 'f("OPENER")'}, "package"),
    ],
)
def test_words_of_unseen_code_decide_the_level_of_tests(tmp_path: Path, files: dict[str, str], level: str) -> None:
    opener = "fn f(p: std::path::PathBuf) { std::fs::read(p.parent()) }"
    files = {path: text.replace("OPENER", opener) for path, text in files.items()}
    targets = [target("test", "tests/it.rs"), target("custom-build", "build.rs", modes=[Mode.PLAIN])]
    assert member_sets(tmp_path, files, *targets[: 1 + ("a/build.rs" in files)])["run"].level == level


def test_tests_see_the_files_of_all_targets(tmp_path: Path) -> None:
    """Code that embeds the path of its package finds the files at run time."""
    files = FILES | {"a/src/lib.rs": 'const A: &str = include_str!("../../proto/a.proto");'}
    file_set = member_sets(tmp_path, files, *TARGETS)["run"]
    assert (file_set.level, file_set.files) == ("package", ["proto/a.proto"])
    assert file_set.holds("proto/a.proto")
    assert not file_set.holds("proto/b.proto")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("use std::process::Command; #[test] fn t() { Command::new(std::env::current_exe()); }", True),
        ("use std::process::Command; #[test] fn t() { Command::new(beside()); }", True),
        ('use std::process::Command; #[test] fn t() { Command::new(env!("CARGO_BIN_EXE_a")); }', False),
        ("#[test] fn t() { std::fs::read(path) }", False),
    ],
)
@pytest.mark.parametrize("directory", ["a", ""])
def test_a_run_that_leaves_its_package_finds_other_programs(
    tmp_path: Path, source: str, directory: str, *, expected: bool
) -> None:
    files = {posixpath.join(directory, "tests/it.rs"): source}
    found = workspace_sets(tmp_path, files, {directory: [target("test", "tests/it.rs")]})[directory]["run"]
    assert found.programs is expected


def test_a_set_of_the_workspace_names_files_outside_of_the_package(tmp_path: Path) -> None:
    """What reads sources alone takes these."""
    files = {"a/src/lib.rs": '#[path = "../../common.rs"] mod common;', "common.rs": ""}
    found = workspace_sets(tmp_path, files, {"a": [target("lib", "src/lib.rs", links=access(OPENS, CLIMBS))]})["a"]
    assert (found["run"].level, found["run"].files) == ("workspace", ["common.rs"])
