"""Files that a target keeps because its code names them, for a macro or for the program that it becomes."""

import os
from pathlib import Path

import pytest
from source_trees import sets_of, target, write_tree

from cargo_nix.sources import Asked, answer_member

PACKAGE = {
    "README.md": "",
    "LICENSE-MIT": "",
    "licenses.json": "",
    "security.toml": "",
    ".github/ci.yml": "",
    "assets/logo.txt": "",
    "assets/fonts/a.ttf": "",
    "deep/Cargo.toml": "",
    "src/main.rs": "",
    "src/lost.rs": "",
    "examples/data.json": "",
    "examples/one.rs": "",
    "tests/it.rs": "",
    "tests/snap/logo.txt": "",
}


def _files(root: Path, *, may_read_files: bool = False, **sources: str) -> dict[str, set[str]]:
    """Return the files of the program and of the test beside their crate roots."""
    files = PACKAGE | {{"main": "src/main.rs", "it": "tests/it.rs"}[name]: text for name, text in sources.items()}
    targets = (
        target("bin", "src/main.rs", may_read_files=may_read_files),
        target("test", "tests/it.rs"),
        target("example", "examples/one.rs"),
    )
    sets = sets_of(root, files, *targets)
    return {
        "main": set(sets["bin main plain"].files) - {"src/main.rs"},
        "it": set(sets["test it run"].files) - {"tests/it.rs"},
    }


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('asset!("logo.txt")', {"assets/logo.txt"}),
        ('asset!("fonts/a.ttf")', {"assets/fonts/a.ttf"}),
        ('asset!("/fonts/a.ttf")', {"assets/fonts/a.ttf"}),
        ('asset!("ogo.txt")', set()),
        ('asset!("Cargo.toml")', set()),
        ('asset("logo.txt")', set()),
        ('asset!("../examples/one.rs")', {"examples/one.rs"}),
        ('asset!("one.rs")', set()),
        ('asset!("examples")', set()),
    ],
)
def test_the_end_of_a_path_in_a_macro_call_names_data(tmp_path: Path, source: str, expected: set[str]) -> None:
    """A macro of another crate may put the folder before it."""
    assert _files(tmp_path, main=f"fn main() {{ {source}; }}")["main"] == expected


def test_a_macro_that_reads_files_has_what_no_target_loads(tmp_path: Path) -> None:
    found = _files(tmp_path, may_read_files=True, main="fn main() { embed_migrations!(); }")["main"]
    assert found == {
        "licenses.json",
        "security.toml",
        "assets/logo.txt",
        "assets/fonts/a.ttf",
        "src/lost.rs",
        "examples/data.json",
        "tests/snap/logo.txt",
    }


def test_a_directory_in_its_call_brings_sources_of_other_targets(tmp_path: Path) -> None:
    source = 'fn main() { include_dir!("$CARGO_MANIFEST_DIR/examples"); }'
    found = _files(tmp_path, may_read_files=True, main=source)["main"]
    assert "examples/one.rs" in found
    assert "tests/it.rs" not in found


def test_a_test_may_open_what_any_string_of_it_names(tmp_path: Path) -> None:
    source = '#[test] fn t() { read("README.md"); read(dir.join("LICENSE-MIT")); read("examples/one.rs"); }'
    found = _files(tmp_path, it=source)["it"]
    assert {"README.md", "LICENSE-MIT", "examples/one.rs", "licenses.json", "security.toml"} <= found
    assert {".github/ci.yml", "src/main.rs"}.isdisjoint(found)


def test_a_word_that_is_a_directory_too_brings_nothing_to_a_test(tmp_path: Path) -> None:
    files = PACKAGE | {"tests/it.rs": '#[test] fn t() { f("examples"); }'}
    targets = (target("test", "tests/it.rs", may_read_files=True), target("example", "examples/one.rs"))
    assert "examples/one.rs" not in sets_of(tmp_path, files, *targets)["test it run"].files


@pytest.mark.parametrize(
    ("name", "prose"),
    [
        ("README", True),
        ("Readme.md", True),
        ("README.zh-CN.md", True),
        ("LICENSE-APACHE", True),
        ("CHANGELOG.txt", True),
        ("changes.json", False),
        ("changes.js", False),
        ("READMEs.md", False),
        ("licenses", False),
        ("notice.rs", False),
    ],
)
def test_prose_is_known_by_its_whole_name(tmp_path: Path, name: str, *, prose: bool) -> None:
    sets = sets_of(tmp_path, {"src/lib.rs": "", name: ""}, target("lib", "src/lib.rs", may_read_files=True))
    assert (name not in sets["lib lib plain"].files) is prose


def test_a_name_that_is_no_text_is_in_every_set(tmp_path: Path) -> None:
    write_tree(tmp_path, {"src/lib.rs": 'fn f() { m!("x.txt") }', "data/more.txt": ""})
    (tmp_path / os.fsdecode(b"data/\xe9t\xe9.txt")).touch()
    asked = Asked(
        kind="lib", name="demo", src_path="src/lib.rs", may_read_files={"plain": False, "test": False, "doc": False}
    )
    answers = answer_member(tmp_path, [asked], location="", excluded=()).sets
    assert answers["lib:demo:plain"].left_out == ("data/more.txt",)
