"""Which files of its package a build script's run sees."""

from dataclasses import replace
from pathlib import Path

import pytest
from source_trees import write_tree

from cargo_nix.sources import Answer, Asked, Undecided, answer_member

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
RUN = "custom-build:build-script-build:run"
NOBODY: dict[str, bool | list[str]] = {"plain": False, "test": False, "doc": False}
ASKED = (
    Asked(kind="lib", name="demo", src_path="src/lib.rs", may_read_files=NOBODY),
    Asked(kind="test", name="one", src_path="tests/one.rs", may_read_files=NOBODY),
    Asked(kind="custom-build", name="build-script-build", src_path="build.rs", may_read_files=NOBODY | {"run": True}),
)
APART = {".github", "README.md", "tests"}
SOURCES = {"src"}


def _left_out(root: Path, script: str) -> set[str]:
    answers = answer_member(write_tree(root, {**FILES, "build.rs": script}), ASKED, location="", excluded=()).sets
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


NAMES = {**FILES, "data/more.csv": "words.txt", "list.csv": "guide.html", "guide.html": "", "Cargo.lock": ""}
ALONE = (*ASKED[:-1], replace(ASKED[-1], may_read_files=NOBODY | {"run": False}))
READS = 'println!("cargo:rerun-if-changed=build.rs");'


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("", set()),
        ('read("schema.txt");', {"schema.txt"}),
        ('read("data");', {"data/words.txt", "data/more.csv"}),
        ('read(dir.join("words").with_extension("txt"));', {"schema.txt", "data/words.txt"}),
        ('read(format!("{}.csv", name));', {"data/more.csv", "data/words.txt", "list.csv", "guide.html"}),
        ('read("list.csv");', {"list.csv", "guide.html"}),
        ('read("Cargo.toml");', {"Cargo.toml"}),
        ('read("templates");', {"templates/body.rs"}),
        ('read("README.md"); read("src/a.rs");', {"README.md", "src/a.rs"}),
        ('read(env::var("CARGO_PKG_README").unwrap());', {"README.md"}),
    ],
)
def test_a_script_that_opens_only_what_it_names(tmp_path: Path, body: str, seen: set[str]) -> None:
    root = write_tree(tmp_path, {**NAMES, "build.rs": f"fn main() {{ {READS} {body} }}"})
    answer = answer_member(root, ALONE, location="", excluded=()).sets[RUN]
    assert {path for path in NAMES if not _leaves_out(answer, path)} == seen
    assert answer.manifest == ("Cargo.toml" in seen)


@pytest.mark.parametrize("body", ['Command::new("git");', "list(stringify!(words));", 'list(".");'])
def test_a_script_that_may_open_what_it_does_not_name(tmp_path: Path, body: str) -> None:
    root = write_tree(tmp_path, {**NAMES, "build.rs": f"fn main() {{ {READS} {body} }}"})
    answers = [answer_member(root, asked, location="", excluded=()).sets[RUN] for asked in (ASKED, ALONE)]
    assert answers[0] == answers[1]
    assert answers[0].manifest


def test_the_manifest_that_a_script_reads_is_a_list_of_files(tmp_path: Path) -> None:
    manifest = {"Cargo.toml": '[package.metadata.gen]\nschema = "data/more.csv"\n'}
    root = write_tree(tmp_path, {**NAMES, **manifest, "build.rs": f'fn main() {{ {READS} read("Cargo.toml"); }}'})
    answer = answer_member(root, ALONE, location="", excluded=()).sets[RUN]
    assert {path for path in NAMES if not _leaves_out(answer, path)} == {
        "Cargo.toml",
        "data/more.csv",
        "data/words.txt",
    }


def test_what_a_script_links_may_open_files(tmp_path: Path) -> None:
    """A library of the workspace that it links: its scan decides."""
    asked = (*ASKED[:-1], replace(ASKED[-1], may_read_files=NOBODY | {"run": ["crates/gen"]}))
    root = write_tree(tmp_path, {**NAMES, "build.rs": f"fn main() {{ {READS} }}"})
    quiet, loud = (answer_member(root, one, location="", excluded=()).sets[RUN] for one in (ALONE, ASKED))
    answer = answer_member(root, asked, location="", excluded=())
    assert answer.sets[RUN] == quiet
    assert answer.undecided == {RUN: Undecided(members=("crates/gen",), answer=loud)}


def test_links_lead_a_script_on(tmp_path: Path) -> None:
    root = write_tree(
        tmp_path, {**NAMES, "real/words.bin": "", "build.rs": f'fn main() {{ {READS} read("alias.x"); }}'}
    )
    (root / "alias.x").symlink_to("real")
    answer = answer_member(root, ALONE, location="", excluded=()).sets[RUN]
    assert not _leaves_out(answer, "real/words.bin")
    assert _leaves_out(answer, "schema.txt")


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
        ('fn root() -> PathBuf { env::current_dir().unwrap() } println!("cargo:rerun-if-changed={d}");', set()),
        ('let d = env::current_dir()?; let e = d; walk(&e); println!("cargo:rerun-if-changed={e}");', set()),
        ('let Ok(d) = env::current_dir() else { return }; walk(&d); println!("cargo:rerun-if-changed={d}");', set()),
        (
            'let Ok(a) = var("A") else { return }; let Ok(mut d) = current_dir() else { return }; d.push(FILE);'
            ' let Some(d) = d.to_str() else { return }; println!("cargo:rerun-if-changed={d}");',
            APART | SOURCES | {"templates"},
        ),
        ('env::current_dir()?.read_dir(); println!("cargo:rerun-if-changed={d}");', set()),
        ('let d = env::current_dir()?; for e in d.read_dir()? {} println!("cargo:rerun-if-changed={e}");', set()),
        (
            'use std::env::current_dir; read(current_dir()?.join("a")); println!("cargo:rerun-if-changed=a");',
            APART | SOURCES | {"templates"},
        ),
        (
            'static F: &str = "a"; let mut d = current_dir()?; d.push(F); println!("cargo:rerun-if-changed={F}");',
            APART | SOURCES | {"templates"},
        ),
        (
            'let d = env::current_dir().unwrap(); println!("{}", d.display()); println!("cargo:rerun-if-changed=a");',
            APART | SOURCES | {"templates"},
        ),
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
    answers = answer_member(root, ASKED, location="crates/demo", excluded=()).sets
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
        ('println!("cargo:rustc-flags=-L libs -l static=foo");', {"libs/libfoo.a"}, {"libs"}),
        ('println!("cargo:rustc-link-search={}", dir.join("libs").display());', {"libs/libfoo.a"}, set()),
        (
            'println!("cargo:rustc-link-arg=-Tlink.x"); println!("cargo:rerun-if-changed=memory.x");',
            {"memory.x"},
            {"link.x"},
        ),
        ('println!("cargo:rustc-link-arg=-Wl,-z,now"); println!("cargo:rustc-flags=-l engine");', set(), set()),
        ('println!("cargo:rustc-link-lib=static=native"); read(".");', set(), set()),
        ('println!("cargo:rustc-cfg=a"); println!("cargo:rerun-if-changed=exports.map");', set(), set()),
    ],
)
def test_what_the_linker_reads(tmp_path: Path, body: str, kept: set[str], outside: set[str]) -> None:
    """The linker runs where rustc runs, in the workspace's root; what a script declares counts from its package."""
    root = write_tree(tmp_path, {**LINKED, "tests/one.rs": "", "build.rs": f"fn main() {{ {body} }}"})
    answer = answer_member(root, ASKED, location="crates/demo", excluded=()).sets["lib:demo:plain"]
    assert {path for path in NEEDED if not any(f"{path}/".startswith(f"{gone}/") for gone in answer.left_out)} == kept
    assert set(answer.outside) == outside


def test_no_set_has_an_empty_directory(tmp_path: Path) -> None:
    """The last file of a directory that goes leaves no trace in the sets that never had it."""
    for path in ("tests/gone/deeper", "assets"):
        (tmp_path / path).mkdir(parents=True)
    answers = answer_member(
        write_tree(tmp_path, {**FILES, "build.rs": "fn main() {}"}), ASKED, location="", excluded=()
    ).sets
    assert {
        path for key in answers for path in ("assets", "tests/gone") if not _leaves_out(answers[key], path)
    } == set()


def _leaves_out(answer: Answer, path: str) -> bool:
    return any(path == gone or path.startswith(f"{gone}/") for gone in answer.left_out)
