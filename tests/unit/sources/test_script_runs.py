"""Which files of its package a build script's run sees."""

from pathlib import Path

import pytest
from source_trees import write_tree

from cargo_nix.sources import Answer, Asked, answer_member

FILES = {
    "Cargo.toml": "",
    "README.md": "",
    ".github/ci.yml": "",
    "schema.txt": "",
    "data/words.txt": "",
    "src/lib.rs": "mod a; #[cfg(test)] mod tests;",
    "src/a.rs": "",
    "src/tests.rs": "",
    "templates/body.rs": "",
    "tests/one.rs": "",
    "tests/data.txt": "",
}
ASKED = (
    Asked(kind="lib", name="demo", src_path="src/lib.rs", may_read_files=False),
    Asked(kind="test", name="one", src_path="tests/one.rs", may_read_files=False),
    Asked(kind="custom-build", name="build-script-build", src_path="build.rs", may_read_files=False),
)
APART = {".github", "README.md", "tests"}
SOURCES = {"src"}


def _left_out(root: Path, script: str) -> set[str]:
    answers = answer_member(write_tree(root, {**FILES, "build.rs": script}), ASKED, location="", excluded=())
    return set(answers["custom-build:build-script-build:run"].left_out)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('println!("cargo:rustc-cfg=a");', set()),
        ('println!("cargo:rerun-if-changed=schema.txt");', APART | SOURCES | {"templates"}),
        ('println!("cargo::rerun-if-env-changed=A");', APART | SOURCES | {"templates"}),
        ('println!("cargo:rerun-if-changed=src/a.rs");', APART | {"src/lib.rs", "src/tests.rs", "templates"}),
        ('println!("cargo:rerun-if-changed=.");', set()),
        (
            'println!("cargo:rerun-if-changed=build.rs"); read("README.md");',
            {".github", "tests", "templates"} | SOURCES,
        ),
        ('println!("cargo:rerun-if-changed=build.rs"); read("templates/body.rs");', APART | SOURCES),
        (
            'println!("cargo:rerun-if-changed=build.rs"); read("tests");',
            {".github", "README.md", "templates"} | SOURCES,
        ),
        (
            'println!("cargo:rerun-if-changed=build.rs"); read("src/lib.rs");',
            APART | {"src/a.rs", "src/tests.rs", "templates"},
        ),
        ('println!("cargo:rerun-if-changed=build.rs"); list("src");', APART | {"templates"}),
        ('println!("cargo:rerun-if-changed=build.rs"); list(var("CARGO_MANIFEST_DIR"));', set()),
        ('println!("cargo:rerun-if-changed=build.rs"); list(".");', set()),
        ('println!("cargo:rerun-if-changed=build.rs"); glob("src/*.rs");', set()),
        ('println!("cargo:rerun-if-changed=build.rs"); if path.ends_with(".rs") {}', set()),
        ('println!("cargo:rerun-if-changed=build.rs"); version.split(".");', APART | SOURCES | {"templates"}),
        (
            'println!("cargo:rerun-if-changed=build.rs"); write(out.join("gen.rs"), "/* a */");',
            APART | SOURCES | {"templates"},
        ),
    ],
)
def test_a_script_that_declares_paths(tmp_path: Path, body: str, expected: set[str]) -> None:
    assert _left_out(tmp_path, f"fn main() {{ {body} }}") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('for path in list("data") { println!("cargo:rerun-if-changed={}", path); }', APART | SOURCES | {"templates"}),
        ('for path in list("src") { println!("cargo:rerun-if-changed={}", path); }', APART | {"templates"}),
        ('for path in list(".") { println!("cargo:rerun-if-changed={}", path); }', set()),
        ('for path in list("rs") { println!("cargo:rerun-if-changed={}", path); }', set()),
        ('let d = var("CARGO_MANIFEST_DIR"); println!("cargo:rerun-if-changed={d}");', set()),
        ('walk(current_dir().unwrap()); println!("cargo:rerun-if-changed={d}");', set()),
        ('let d = env::current_dir().unwrap(); walk(&d); println!("cargo:rerun-if-changed={d}");', set()),
        (
            'let mut d = env::current_dir().unwrap(); d.push("a"); println!("cargo:rerun-if-changed={d}");',
            APART | SOURCES | {"templates"},
        ),
    ],
)
def test_a_script_that_computes_what_it_declares(tmp_path: Path, body: str, expected: set[str]) -> None:
    """What it may find without naming it stays: a directory that it names, or all of the package."""
    assert _left_out(tmp_path, f"fn main() {{ {body} }}") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('println!("cargo:rerun-if-changed=../../proto/a.proto");', {"proto/a.proto"}),
        ('println!("cargo:rerun-if-changed=build.rs"); read("../../proto");', {"proto"}),
        ('read("../b/x.txt");', {"crates/b/x.txt"}),
        ('println!("cargo:rerun-if-changed={dir}/../../proto/{name}.proto");', {"proto"}),
        ('read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../proto/*.proto"));', {"proto"}),
        ('read("../..");', set()),
        ('read("../../");', set()),
        ('read("../../crates");', set()),
        ('read("../../../x");', set()),
        ('panic!("not in ../../proto");', set()),
    ],
)
def test_a_script_that_names_files_beyond_its_package(tmp_path: Path, body: str, expected: set[str]) -> None:
    """No directory that holds the package: what of it is meant, nobody says."""
    root = write_tree(tmp_path, {**FILES, "build.rs": f"fn main() {{ {body} }}"})
    answers = answer_member(root, ASKED, location="crates/demo", excluded=())
    assert set(answers["custom-build:build-script-build:run"].outside) == expected
    assert answers["lib:demo:plain"].outside == ()


LINKED = {
    "src/lib.rs": "",
    "exports.map": "",
    "memory.x": "",
    "libs/libfoo.a": "",
    "notes.txt": "",
    "native/x.c": "",
}
NEEDED = {"exports.map", "memory.x", "libs/libfoo.a", "native/x.c"}


@pytest.mark.parametrize(
    ("body", "kept", "outside"),
    [
        ('println!("cargo:rustc-link-arg=-Wl,--version-script=exports.map");', {"exports.map"}, {"exports.map"}),
        ('println!("cargo::rustc-link-arg-bins=-Texports.map");', {"exports.map"}, {"exports.map"}),
        ('println!("cargo:rustc-link-arg=-Tcrates/demo/exports.map");', {"exports.map"}, set()),
        ('println!("cargo:rustc-link-search=native=libs");', {"libs/libfoo.a"}, {"libs"}),
        ('println!("cargo:rustc-flags=-L libs -l static=foo");', {"libs/libfoo.a"}, {"libs", "foo"}),
        ('println!("cargo:rustc-link-search={}", dir.join("libs").display());', {"libs/libfoo.a"}, set()),
        (
            'println!("cargo:rustc-link-arg=-Tlink.x"); println!("cargo:rerun-if-changed=memory.x");',
            {"memory.x"},
            {"link.x"},
        ),
        ('println!("cargo:rustc-link-lib=static=native"); read(".");', set(), set()),
        ('println!("cargo:rustc-cfg=a"); println!("cargo:rerun-if-changed=exports.map");', set(), set()),
    ],
)
def test_what_the_linker_reads(tmp_path: Path, body: str, kept: set[str], outside: set[str]) -> None:
    """The linker runs where rustc runs, in the workspace's root; what a script declares counts from its package."""
    root = write_tree(tmp_path, {**LINKED, "tests/one.rs": "", "build.rs": f"fn main() {{ {body} }}"})
    answer = answer_member(root, ASKED, location="crates/demo", excluded=())["lib:demo:plain"]
    assert {path for path in NEEDED if not any(f"{path}/".startswith(f"{gone}/") for gone in answer.left_out)} == kept
    assert set(answer.outside) == outside


def test_no_set_has_an_empty_directory(tmp_path: Path) -> None:
    """The last file of a directory that goes leaves no trace in the sets that never had it."""
    for path in ("tests/gone/deeper", "assets"):
        (tmp_path / path).mkdir(parents=True)
    answers = answer_member(
        write_tree(tmp_path, {**FILES, "build.rs": "fn main() {}"}), ASKED, location="", excluded=()
    )
    assert {
        path for key in answers for path in ("assets", "tests/gone") if not _leaves_out(answers[key], path)
    } == set()


def _leaves_out(answer: Answer, path: str) -> bool:
    return any(path == gone or path.startswith(f"{gone}/") for gone in answer.left_out)
