"""The rule of levels: the readable files decide about the file set, and a guess narrows no set."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from member_sets import READER, access, held, member_sets, sets_of, target

from cargo_nix.filesets.file_tree import FileTree, is_taken
from cargo_nix.filesets.package_targets import CrateAccess
from cargo_nix.scan.member_facts import decode_facts, encode_facts
from cargo_nix.scan.scan_member import scan_member

LIB = "a/src/lib.rs"
FILES = {
    "a/Cargo.toml": "",
    "a/README.md": "",
    "a/src/lib.rs": "mod inner;\n#[cfg(test)]\nmod tests;\n",
    "a/src/inner.rs": "",
    "a/src/tests.rs": "",
    "a/src/orphan.rs": "",
    "a/data/page.html": "",
    "b/data.txt": "",
    "root.txt": "",
}


def _lib(tmp_path: Path, source: str, **arguments: object) -> tuple[str, list[str]]:
    """Return the level of a library with ``source``, and the files of FILES in its file set."""
    library = target("lib", LIB, **arguments)  # type: ignore[arg-type]
    file_set = member_sets(tmp_path, {**FILES, LIB: source}, {"a": [library]})["a"]["lib:x:plain"]
    return file_set.level, held(file_set, tmp_path)


CLOSED_FILES = ["a/src/inner.rs", LIB]
PACKAGE_FILES = [path for path in sorted(FILES) if path.startswith("a/")]


@pytest.mark.parametrize(
    ("expands", "level", "files"),
    [
        (access(), "closed", CLOSED_FILES),
        (access("climbs", "cwd"), "closed", CLOSED_FILES),
        (access("manifests"), "closed", ["a/Cargo.toml", *CLOSED_FILES]),
        (READER, "package", PACKAGE_FILES),
        (access("loads"), "package", PACKAGE_FILES),
        (access("opens", "anchored", "climbs"), "workspace", sorted(FILES)),
        (access("opens", "anchored", "cwd"), "workspace", sorted(FILES)),
        (access("opens"), "workspace", sorted(FILES)),
        (access("starts"), "workspace", sorted(FILES)),
    ],
)
def test_macros_decide_the_file_set_of_a_library(expands: object, level: str, files: list[str], tmp_path: Path) -> None:
    assert _lib(tmp_path, FILES[LIB], expands=expands) == (level, files)


@pytest.mark.parametrize(
    ("source", "level", "included"),
    [
        ('const A: &str = include_str!("../data/page.html");\n', "closed", ["a/data/page.html"]),
        (
            'const A: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../root.txt"));\n',
            "closed",
            ["root.txt"],
        ),
        ('const A: &str = include_str!(env!("ELSEWHERE"));\n', "package", None),
        ("macro_rules! load { ($a:expr) => { include_str!($a) } }\n", "closed", []),
        ('macro_rules! load { ($a:expr) => { include_str!($a) } }\nconst A: &str = load!("x");\n', "package", None),
        ('core::arch::global_asm!(".incbin \\"data/page.html\\"");\n', "workspace", None),
    ],
)
def test_includes_decide_the_file_set_too(source: str, level: str, included: list[str] | None, tmp_path: Path) -> None:
    expected = None if included is None else sorted([LIB, *included])
    found_level, files = _lib(tmp_path, source)
    assert found_level == level
    if expected is not None:
        assert files == expected


def test_a_literal_outside_the_package_in_a_macro_call_is_a_place(tmp_path: Path) -> None:
    level, files = _lib(tmp_path, 'embed!("../b");\n', expands=READER)
    assert (level, files) == ("package", sorted([*PACKAGE_FILES, "b/data.txt"]))


def test_a_macro_of_another_crate_loads_files(tmp_path: Path) -> None:
    links = access(macros=["include_shader"])
    assert _lib(tmp_path, 'const A: &str = include_shader!("x");\n', links=links)[0] == "package"
    assert _lib(tmp_path, 'const A: &str = other!("x");\n', links=links)[0] == "closed"


def test_a_configured_variable_is_a_known_directory(tmp_path: Path) -> None:
    source = 'const A: &str = include_str!(concat!(env!("ROOT"), "/root.txt"));\n'
    library = target("lib", LIB)
    sets = member_sets(tmp_path, {**FILES, LIB: source}, {"a": [library]}, variables={"ROOT": ""})
    assert (sets["a"]["lib:x:plain"].level, held(sets["a"]["lib:x:plain"], tmp_path)) == ("closed", [LIB, "root.txt"])


def test_modules_of_other_members_are_followed(tmp_path: Path) -> None:
    files = {"a/src/lib.rs": '#[path = "../../b/src/shared.rs"]\nmod shared;\n', "b/src/shared.rs": "mod deep;\n"}
    files |= {"b/src/deep.rs": "", "b/src/lib.rs": ""}
    sets = member_sets(tmp_path, files, {"a": [target("lib", LIB)], "b": [target("lib", "b/src/lib.rs")]})
    assert sets["a"]["lib:x:plain"].level == "closed"
    assert held(sets["a"]["lib:x:plain"], tmp_path) == [LIB, "b/src/deep.rs", "b/src/shared.rs"]


SCRIPT = "a/build.rs"


def _script(tmp_path: Path, body: str, links: object = None) -> tuple[str, list[str]]:
    source = "fn main() {\n" + body + "\n}\n"
    script = target("custom-build", SCRIPT, links=links or access())  # type: ignore[arg-type]
    file_set = member_sets(tmp_path, {**FILES, SCRIPT: source}, {"a": [script]})["a"][
        "custom-build:build-script-build:run"
    ]
    return file_set.level, held(file_set, tmp_path)


SCRIPT_FILES = [SCRIPT]
PACKAGE_WITH_SCRIPT = sorted([*PACKAGE_FILES, SCRIPT])
ALL_FILES = sorted([*FILES, SCRIPT])


@pytest.mark.parametrize(
    ("body", "level", "files"),
    [
        ('println!("cargo:rerun-if-changed=build.rs");', "closed", SCRIPT_FILES),
        ('println!("cargo::rerun-if-changed=data");', "closed", sorted([*SCRIPT_FILES, "a/data/page.html"])),
        ('std::fs::read("data/page.html").unwrap();', "closed", sorted([*SCRIPT_FILES, "a/data/page.html"])),
        ('std::path::Path::new("README.md").exists();', "closed", sorted([*SCRIPT_FILES, "a/README.md"])),
        ('std::fs::write(out.join("x.rs"), "").unwrap();', "closed", SCRIPT_FILES),
        ('std::process::Command::new("git").arg("log").output();', "closed", SCRIPT_FILES),
        ('std::process::Command::new(std::env::var("RUSTC").unwrap()).output();', "closed", SCRIPT_FILES),
        ("std::fs::read(name).unwrap();", "package", PACKAGE_WITH_SCRIPT),
        ('std::fs::read_dir(dir.join("data")).unwrap();', "package", PACKAGE_WITH_SCRIPT),
        ("use std::fs::read as load; load(name);", "package", PACKAGE_WITH_SCRIPT),
        ('println!("cargo:rerun-if-changed=.");', "package", PACKAGE_WITH_SCRIPT),
        ('std::process::Command::new("make").output();', "workspace", ALL_FILES),
        ("std::process::Command::new(tool).output();", "workspace", ALL_FILES),
        ("std::fs::read(std::path::Path::new(&dir).parent().unwrap().join(name));", "workspace", ALL_FILES),
        ('std::fs::read("../b/data.txt").unwrap();', "closed", sorted([*SCRIPT_FILES, "b/data.txt"])),
        ('load(&["../b/data.txt"]); std::fs::read(name);', "package", sorted([*PACKAGE_WITH_SCRIPT, "b/data.txt"])),
    ],
)
def test_the_text_of_a_script_decides_the_file_set(body: str, level: str, files: list[str], tmp_path: Path) -> None:
    assert _script(tmp_path, body) == (level, files)


@pytest.mark.parametrize(
    ("words", "level"),
    [(["opens"], "package"), (["opens", "climbs"], "workspace"), (["climbs"], "closed"), (["starts"], "workspace")],
)
def test_the_dependencies_of_a_script_decide_too(words: list[str], level: str, tmp_path: Path) -> None:
    assert _script(tmp_path, "", access(*words))[0] == level


@pytest.mark.parametrize(
    ("test", "level"),
    [
        ('#[test] fn t() { std::fs::read("x").unwrap(); }', "package"),
        ("#[test] fn t() { std::fs::read(std::path::Path::new(HERE).parent().unwrap()).unwrap(); }", "workspace"),
        ('#[test] fn t() { std::process::Command::new("cargo").output().unwrap(); }', "workspace"),
        ('#[test] fn t() { std::process::Command::new(env!("CARGO_BIN_EXE_x")).output().unwrap(); }', "package"),
    ],
)
def test_a_test_run_sees_its_package_or_the_workspace(test: str, level: str, tmp_path: Path) -> None:
    files = {**FILES, "a/tests/it.rs": test + "\n"}
    sets = member_sets(tmp_path, files, {"a": [target("test", "a/tests/it.rs", modes="test")]})
    assert sets["a"]["test:x:test"].level == "closed"
    assert sets["a"]["run"].level == level
    assert set(PACKAGE_FILES) <= set(held(sets["a"]["run"], tmp_path))


@pytest.mark.parametrize(
    ("expands", "files"),
    [(access("manifests"), [*PACKAGE_FILES, "Cargo.toml"]), (access("opens"), [*FILES, "Cargo.toml"])],
)
def test_a_doctest_sees_the_files_of_its_macros(expands: CrateAccess, files: list[str], tmp_path: Path) -> None:
    library = target("lib", LIB, expands=expands, modes="doc")
    sets = member_sets(tmp_path, {**FILES, "Cargo.toml": ""}, {"a": [library]})
    assert held(sets["a"]["run"], tmp_path) == sorted(files)


def test_symlinks_out_of_the_package_add_their_targets(tmp_path: Path) -> None:
    member_sets(tmp_path, FILES, {})
    (tmp_path / "a/shared").symlink_to("../b")
    sets = sets_of(tmp_path, {"a": [target("lib", LIB, expands=READER)]}, {})
    assert held(sets["a"]["lib:x:plain"], tmp_path) == sorted([*PACKAGE_FILES, "a/shared", "b/data.txt"])


def test_links_to_themselves_end(tmp_path: Path) -> None:
    member_sets(tmp_path, FILES, {})
    for name in ("one", "two"):
        (tmp_path / "a/src" / name).symlink_to(".")
    start = time.monotonic()
    assert sets_of(tmp_path, {"a": [target("lib", LIB)]}, {})["a"]["lib:x:plain"].level == "closed"
    assert time.monotonic() - start < 5


def test_macros_that_call_each_other_twice(tmp_path: Path) -> None:
    rungs = [f"macro_rules! m{n} {{ () => {{ m{n + 1}!(); m{n + 1}!(); }} }}" for n in range(18)]
    source = "\n".join([*rungs, "macro_rules! m18 { () => { mod inner; } }", "m0!();"])
    start = time.monotonic()
    assert _lib(tmp_path, source) == ("closed", CLOSED_FILES)
    assert time.monotonic() - start < 5


def test_facts_survive_json(tmp_path: Path) -> None:
    source = FILES[LIB] + 'embed!("../b"); macro_rules! load { ($a:expr) => { include_str!($a) } }\nload!("x");\n'
    member_sets(tmp_path, {**FILES, LIB: source, SCRIPT: 'fn main() { std::fs::read("x"); }\n'}, {})
    facts = scan_member(tmp_path, "a", excluded=[], scripts=[SCRIPT], variables=[])
    assert decode_facts(json.loads(json.dumps(encode_facts(facts)))) == facts


_PATHS = st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map("/".join), max_size=30)


@given(paths=_PATHS, data=st.data())
def test_take_and_leave_select_the_wanted_files(paths: list[str], data: st.DataObject) -> None:
    files = sorted({f"p/{path}/f" for path in paths})
    selected = set(data.draw(st.lists(st.sampled_from(files)))) if files else set()
    take, leave = FileTree("p", files).take_and_leave(selected)
    assert {path for path in files if is_taken(path, take, leave)} == selected
    assert not is_taken("q/f", take, leave)


def test_a_directory_with_another_package_is_not_one_path() -> None:
    tree = FileTree("", ["crates/core/main.rs", "src/lib.rs"], ["crates/other"])
    assert tree.take_and_leave({"crates/core/main.rs"}) == (["crates/core"], [])
