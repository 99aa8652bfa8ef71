"""The facts of a published crate's library: equal from the archive and from the unpacked crate."""

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.crates.crate_manifest import main as write_manifests
from cargo_nix.crates.library_facts import FACTS, Facts, facts_of, is_aside, is_library_source, recorded_facts

MANIFEST = '[package]\nname = "x"\n'


def _archive(path: Path, files: Mapping[str, str]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, text in files.items():
            entry = tarfile.TarInfo(f"x-1.0.0/{name}")
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text.encode()))
    return path


def _unpack(folder: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("files", "text"),
    [
        ({"src/lib.rs": "use std::fs;"}, "opens"),
        ({"src/lib.rs": "fn f() {}"}, ""),
        ({"src/lib.rs": "mod a;", "src/a.rs": "use std::process::Command;"}, "starts"),
        (
            {
                "src/lib.rs": "macro_rules! text { ($p:expr) => { include_str!($p) } }",
                "src/b.rs": "macro_rules! more { () => { mod x; } } use std::fs; std::env::current_dir()",
            },
            "cwd loads macro:more macro:text opens",
        ),
        (
            {
                "src/a.rs": "macro_rules! outer { () => { inner!() } }",
                "src/b.rs": "macro_rules! inner { () => { mod x; } }",
                "tests/c.rs": "macro_rules! other { () => { mod x; } }",
            },
            "macro:inner macro:outer",
        ),
        ({"src/lib.rs": "", "tests/it.rs": "use std::fs;", "build.rs": "use std::fs;", "x.txt": "use std::fs;"}, ""),
    ],
)
def test_archive_and_unpacked_crate_give_equal_facts(tmp_path: Path, files: dict[str, str], text: str) -> None:
    files = {"Cargo.toml": MANIFEST, **files}
    archive = _archive(tmp_path / "x.crate", files)
    manifest = tmp_path / "manifests" / "x-1.0.0"
    write_manifests(["x-1.0.0", str(archive), "0" * 64, str(manifest.parent)])
    assert (manifest / FACTS).read_text(encoding="utf-8") == text
    facts = facts_of(_unpack(tmp_path / "x", files))
    assert facts.text() == text
    assert facts_of(manifest) == facts


def test_a_folder_without_a_facts_file(tmp_path: Path) -> None:
    assert recorded_facts(tmp_path) is None


_NAMES = st.frozensets(st.from_regex(r"[a-zA-Z_][a-z0-9_]*", fullmatch=True))


@given(words=_NAMES, macros=_NAMES)
def test_facts_survive_writing_and_reading(tmp_path_factory: pytest.TempPathFactory, words: frozenset[str],
                                          macros: frozenset[str]) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("facts")
    facts = Facts(words=words, macros=macros)
    (folder / FACTS).write_text(facts.text(), encoding="utf-8")
    assert recorded_facts(folder) == facts


def test_library_sources_exclude_tests_and_scripts() -> None:
    paths = ["src/lib.rs", "lib.rs", "src/tests/x.rs", "tests/x.rs", "benches/x.rs", "build.rs", "README.md"]
    assert [path for path in paths if is_library_source(path)] == ["src/lib.rs", "lib.rs", "src/tests/x.rs"]


def test_which_files_are_aside() -> None:
    paths = ["tests/a.txt", "README.md", "Cargo.lock", "Cargo.toml.orig", "src/lib.rs", "src/tests/a.rs", "build.rs"]
    assert [path for path in paths if is_aside(path)] == paths[:4]
