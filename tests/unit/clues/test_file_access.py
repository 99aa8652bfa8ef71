"""Words for files in a crate's sources: comments and the crate's own README are none, strings are."""

import io
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.clues.file_access import is_library_source, words_for_files
from cargo_nix.vendor.crate_manifest import write_manifests
from cargo_nix.vendor.facts import FACTS, Facts, facts_of

WITH = {
    "a call": "let text = std::fs::read_to_string(path)?;",
    "an import": "use std::{env, fs};",
    "a path's own method": "if dir.join(name).exists() {}",
    "its function": "paths.filter(Path::exists)",
    "tokens that rustc reads": "quote! { include_str!(#path) }",
    "a name for tokens": 'Ident::new("include", span)',
    "tokens in a string": '"include_bytes!(x)".parse()',
    "documentation of its user": 'quote! { #[doc = include_str!("x.md")] }',
    "documentation that it puts together": '#[doc = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/x.md"))]',
    "documentation in a string": 'r#"#![doc = include_str!("x.md")]"#.parse()',
    "half of a name": 'format_ident!("include_{}", "bytes")',
    "a module's file": "quote! { #[path = #file] mod generated; }",
    "a module's file in full": 'quote_spanned! { at => { a } #[path = "x.rs"] mod generated; }',
    "a module's file under a condition": "quote! { #[cfg_attr(unix, path = #file)] mod generated; }",
    "another program": "std::process::Command::new(cargo)",
    "foreign code": 'extern "C" { fn open(); }',
    "behind a string with slashes": 'let url = "https://x"; fs::read(url);',
    "behind a quote as a character": "let quote = '\"'; fs::read(quote);",
    "behind a comment in a comment": '/* a /* b */ 5" wide */ let url = "https://x"; fs::read(url);',
    "behind a raw string": 'let raw = r#"a " b // "#; fs::read(raw);',
}
WITHOUT = {
    "plain code": "pub fn expand(input: TokenStream) -> TokenStream { input }",
    "a comment": "// use std::fs;\nfn f() {}",
    "documentation": "/// let file = std::fs::File::open(path)?;\nfn f() {}",
    "a comment in a comment": "/* a /* b */ fs::read(path) */ fn f() {}",
    "a block": "/* fs::read(path) */ fn f<'a>(x: &'a str) {}",
    "its README": '#![doc = include_str!("../README.md")]',
    "its README behind a quote": 'quote! { a } #[doc = include_str!("../README.md")] struct Readme;',
    "a module of its own": '#[path = "other.rs"] mod imp; let path = quote! { a };',
    "its README under a condition": '#![cfg_attr(doc, doc = include_str!("../README.md"))]',
}


@pytest.mark.parametrize("case", WITH)
def test_words_are_found(case: str) -> None:
    assert words_for_files(WITH[case].encode())


@pytest.mark.parametrize("case", WITHOUT)
def test_what_is_no_code_has_none(case: str) -> None:
    assert not words_for_files(WITHOUT[case].encode())


@given(before=st.sampled_from(sorted(WITHOUT.values())), after=st.sampled_from(sorted(WITH.values())))
def test_code_that_goes_before_hides_nothing(before: str, after: str) -> None:
    assert words_for_files(f"{before}\n{after}".encode())


def test_tests_and_build_scripts_are_not_the_library() -> None:
    paths = ["src/lib.rs", "lib.rs", "src/tests/x.rs", "tests/x.rs", "benches/x.rs", "build.rs", "README.md"]
    assert [path for path in paths if is_library_source(path)] == ["src/lib.rs", "lib.rs", "src/tests/x.rs"]


@pytest.mark.parametrize(
    ("source", "words", "facts"),
    [
        ("use std::fs;", "reads-files", Facts(reads=True)),
        ("fn f() {}", "", Facts()),
        (
            'const A: &str = env!("CARGO_PKG_AUTHORS"); fn f() { std::env::vars(); }',
            "CARGO_PKG_AUTHORS lists-variables",
            Facts(asks=frozenset({"CARGO_PKG_AUTHORS"}), lists=True),
        ),
    ],
)
def test_the_archive_and_the_unpacked_crate_say_the_same(tmp_path: Path, source: str, words: str, facts: Facts) -> None:
    files = {"Cargo.toml": '[package]\nname = "x"\n', "src/lib.rs": source, "tests/it.rs": "use std::fs;"}
    archive, crate, manifest = tmp_path / "x.crate", tmp_path / "x", tmp_path / "manifests" / "x-1.0.0"
    with tarfile.open(archive, "w:gz") as tar:
        for path, text in files.items():
            entry = tarfile.TarInfo(f"x-1.0.0/{path}")
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text.encode()))
            (crate / path).parent.mkdir(parents=True, exist_ok=True)
            (crate / path).write_text(text, encoding="utf-8")
    write_manifests("x-1.0.0", str(archive), "0" * 64, str(manifest.parent))
    assert (manifest / FACTS).read_text(encoding="utf-8") == words
    assert facts_of(manifest) == facts
    assert facts_of(crate) == facts
