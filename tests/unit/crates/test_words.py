"""Words in a crate's sources: in code and strings, but not in comments and plain includes. No code hides a word."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.crates.words import (
    ANCHORED,
    CLIMBS,
    CWD,
    DOTS,
    LOADS,
    OPENS,
    STARTS,
    crate_words,
    drop_comments,
    loading_macros,
    macro_bodies,
    mask_literals,
    rust_words,
)

CODE_WITH_WORD: dict[str, tuple[str, str]] = {
    "a call": (OPENS, "let text = std::fs::read_to_string(path)?;"),
    "an import": (OPENS, "use std::{env, fs};"),
    "an import behind a comment": (OPENS, "use std::{env, // of cargo\n fs};"),
    "a path's own method": (OPENS, "if dir.join(name).exists() {}"),
    "its function": (OPENS, "paths.filter(Path::exists)"),
    "a question that other types answer too": (OPENS, "use std::path::Path; fn f(p: &Path) { p.canonicalize() }"),
    "foreign code": (OPENS, 'extern "C" { fn open(); }'),
    "foreign code without its language": (OPENS, "extern { fn open(); }"),
    "behind a string with slashes": (OPENS, 'let url = "https://x"; fs::read(url);'),
    "behind a quote as a character": (OPENS, "let quote = '\"'; fs::read(quote);"),
    "behind other characters": (OPENS, "match c { 'é'|'\"' => {} } let url = \"https://x\"; fs::read(url);"),
    "behind a lifetime": (OPENS, "fn f<'a>(c: &'a str) { let url = \"https://x\"; fs::read(url) }"),
    "behind a comment in a comment": (OPENS, '/* a /* b */ 5" wide */ let url = "https://x"; fs::read(url);'),
    "behind a raw string": (OPENS, 'let raw = r#"a " b // "#; fs::read(raw);'),
    "behind a raw byte string": (OPENS, 'let raw = br##"a "# // "##; fs::read(raw);'),
    "in a string that nothing closes": (OPENS, '" // fs::read(path)'),
    "a macro of tokens": (OPENS, '"std::fs::read(x)".parse()'),
    "tokens that rustc reads": (LOADS, "quote! { include_str!(#path) }"),
    "a name for tokens": (LOADS, 'Ident::new("include", span)'),
    "tokens in a string": (LOADS, '"include_bytes!(x)".parse()'),
    "documentation of its user": (LOADS, 'quote! { #[doc = include_str!("x.md")] }'),
    "documentation that it puts together": (
        LOADS,
        '"#[doc = include_str!(concat!(env!(\\"CARGO_MANIFEST_DIR\\"), \\"/x.md\\"))]"',
    ),
    "documentation in a string": (LOADS, 'r#"#![doc = include_str!("x.md")]"#.parse()'),
    "half of a name": (LOADS, 'format_ident!("include_{}", "bytes")'),
    "a module's file": (LOADS, "quote! { #[path = #file] mod generated; }"),
    "a module's file in full": (LOADS, 'quote_spanned! { at => { a } #[path = "x.rs"] mod generated; }'),
    "a module's file under a condition": (LOADS, "quote! { #[cfg_attr(unix, path = #file)] mod generated; }"),
    "a module's name": (LOADS, "quote! { mod #name; }"),
    "a macro for others": (LOADS, 'macro_rules! text { () => { include_str!("x.txt") } }'),
    "the directory above": (CLIMBS, "use std::path::Path; fn f(p: &Path) { p.parent() }"),
    "the directories above": (CLIMBS, "fn f(p: PathBuf) { p.ancestors() }"),
    "the directory above as a function": (CLIMBS, "use std::path::Path; file.and_then(Path::parent)"),
    "a component": (CLIMBS, "use std::path::Component; match part { Component::ParentDir => {} }"),
    "a literal": (CLIMBS, 'fn f(p: PathBuf) { p.join("..") }'),
    "a longer literal": (CLIMBS, 'fn f(p: PathBuf) { p.join("../x") }'),
    "dots in a literal": (CLIMBS, 'use std::path::Path; format!("{}/../Cargo.lock", dir)'),
    "dots after the package's directory": (CLIMBS, 'std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../x"))'),
    "a path": (DOTS, 'read("../x")'),
    "a path in bytes": (DOTS, 'read(b"../x")'),
    "a raw path": (DOTS, 'read(r#"a/../x"#)'),
    "a path after a variable": (DOTS, 'read(format!("{root}../x"))'),
    "a path before a variable": (DOTS, 'read(format!("..{SEPARATOR}x"))'),
    "a path after an option": (DOTS, 'start("-I../x")'),
    "the last component": (DOTS, 'read("a/..")'),
    "one component": (DOTS, 'read_dir("..")'),
    "an include of its user": (DOTS, 'quote! { include_str!("../x") }'),
    "an include in parts": (DOTS, 'include_str!(concat!(env!("OUT_DIR"), "/../x"))'),
    "the last part of a path": (CLIMBS, "fn f(mut p: PathBuf) { p.pop(); }"),
    "the working directory": (CWD, "std::env::current_dir()"),
    "where the program lies": (CWD, "std::env::current_exe()"),
    "the package": (ANCHORED, 'std::env::var("CARGO_MANIFEST_DIR")'),
    "the manifest": (ANCHORED, 'std::env::var("CARGO_MANIFEST_PATH")'),
    "the file of the call": (ANCHORED, "Span::call_site().local_file()"),
    "a program": (STARTS, "std::process::Command::new(cargo)"),
    "a program of an import": (STARTS, "use std::process::{self, Command};"),
    "a program under another name": (STARTS, "use std::process; fn f() { process::Command::new(x) }"),
    "a program of a runtime": (STARTS, "use tokio::process::Command;"),
}
CODE_WITHOUT_WORD = {
    "plain code": "pub fn expand(input: TokenStream) -> TokenStream { input }",
    "a comment": "// use std::fs;\nfn f() {}",
    "documentation": "/// let file = std::fs::File::open(path)?;\nfn f() {}",
    "a comment in a comment": "/* a /* b */ fs::read(path) */ fn f() {}",
    "a block": "/* fs::read(path) */ fn f<'a>(x: &'a str) {}",
    "its README": '#![doc = include_str!("../README.md")]',
    "its README behind a quote": 'quote! { a } #[doc = include_str!("../README.md")] struct Readme;',
    "its README under a condition": '#![cfg_attr(doc, doc = include_str!("../README.md"))]',
    "a module of its own": '#[path = "other.rs"] mod imp; let path = quote! { a };',
    "the parent of a node": "fn f(node: Node) { node.parent(); stack.pop(); }",
    "the end of the process": "std::process::exit(1); std::process:: abort()",
    "a question about another type": "fn f(set: &mut Set) { set.canonicalize() }",
    "a range": "let all = 0..9;",
    "an ellipsis": 'print("Wait.../ and then...")',
    "a README in lines": '#![doc = include_str!(\n    "../README.md",\n)]',
    "a module elsewhere": '#[path = "../other.rs"]\nmod other;',
}


def _words(source: str) -> frozenset[str]:
    return crate_words(rust_words(source.encode()))


@pytest.mark.parametrize("case", CODE_WITH_WORD)
def test_code_with_a_word(case: str) -> None:
    word, source = CODE_WITH_WORD[case]
    assert word in _words(source)


@pytest.mark.parametrize("case", CODE_WITHOUT_WORD)
def test_code_without_a_word(case: str) -> None:
    assert _words(CODE_WITHOUT_WORD[case]) == frozenset()


@given(
    before=st.sampled_from(sorted(CODE_WITHOUT_WORD.values())), after=st.sampled_from(sorted(CODE_WITH_WORD.values()))
)
def test_preceding_code_hides_no_word(before: str, after: tuple[str, str]) -> None:
    word, source = after
    assert word in _words(f"{before}\n{source}")


# Of code without raw strings and characters, whose parts are no tokens.
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|\w+|::|\s+|.')
_PLAIN = sorted(
    (word, source) for word, source in CODE_WITH_WORD.values() if not re.search(r"'|\br#*\"|//|/\*|#!|nothing", source)
)


@given(case=st.sampled_from(_PLAIN), data=st.data())
def test_comments_between_tokens_hide_nothing(case: tuple[str, str], data: st.DataObject) -> None:
    word, source = case
    tokens = _TOKENS.findall(source)
    places = data.draw(st.sets(st.integers(0, len(tokens))))
    comment = data.draw(st.sampled_from(["/* a */", "// b\n", "/* /* c */ */"]))
    assert word in _words("".join(comment * (n in places) + token for n, token in enumerate(tokens)))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (["use std::path::Path;", "fn f() { root().parent() }"], {CLIMBS}),
        (["use std::fs::read;", "fn f() { root().ancestors() }"], {CLIMBS, OPENS}),
        (["use std::path::Path;", 'fn f() { root().join("..") }'], {CLIMBS, DOTS}),
        (["use std::path::Path;", "fn f() { root().metadata() }"], {OPENS}),
        (["use std::fs::read;", 'fn f() { read("../x") }'], {DOTS, OPENS}),
        (["fn f() { node.parent() }", "fn g() { value.metadata() }"], set()),
    ],
)
def test_a_path_may_come_from_another_file(files: list[str], words: set[str]) -> None:
    assert crate_words(word for source in files for word in rust_words(source.encode())) == words


_PIECES = st.sampled_from(
    ["a", "fs::read(x);", "//", "/*", "*/", "\n", '"', '\\"', "\\", "'", "'a'", "r", "b", "#", " ", "é", "'é'"]
)


_TOKEN = re.compile(r"""/\*|//[^\n]*|\b[bc]?r(\#*)"|"|'(?:\\[\s\S][^']*|[^'\\])'|[\s\S]""")


def _without_comments(source: str) -> str:
    """Return ``source`` without comments, token by token."""
    code, start = "", 0
    while (token := _TOKEN.match(source, start)) is not None:
        end = token.end()
        if token[0] == "/*":
            end = _comment_end(source, end)
        elif token[0] == '"':
            string = re.compile(r'(?:[^"\\]|\\[\s\S])*"').match(source, end)
            end = len(source) if string is None else string.end()
        elif token[1] is not None:
            closing = source.find(f'"{token[1]}', end)
            end = len(source) if closing < 0 else closing + 1 + len(token[1])
        code += "" if token[0].startswith(("/*", "//")) else source[start:end]
        start = end
    return code


def _comment_end(source: str, end: int) -> int:
    depth = 1
    while depth and end < len(source):
        step = source[end : end + 2]
        depth += (step == "/*") - (step == "*/")
        end += 2 if step in {"/*", "*/"} else 1
    return end


@given(pieces=st.lists(_PIECES, max_size=30))
def test_comments_are_dropped(pieces: list[str]) -> None:
    source = "".join(pieces)
    assert "".join(drop_comments(source.encode()).decode().split()) == "".join(_without_comments(source).split())


@given(pieces=st.lists(_PIECES, max_size=30))
def test_masks_keep_the_length_of_the_text(pieces: list[str]) -> None:
    code = drop_comments("".join(pieces).encode())
    outline = mask_literals(code)
    assert len(outline) == len(code)
    assert all(new in (old, ord(" ")) for old, new in zip(code, outline, strict=True))


def test_comments_and_strings_are_masked() -> None:
    code = drop_comments(b'a /* b /* c */ d */ "e // f" // g\n\'"\' r#"h"# i')
    assert code.split() == [b"a", b'"e', b"//", b'f"', b"'\"'", b'r#"h"#', b"i"]
    assert mask_literals(code).split() == [b"a", b'"', b'"', b"r", b"i"]


@pytest.mark.parametrize(
    "piece",
    [
        *("/*", "/**/", "/*/**/", "quote!( ", "include!(", 'r#"', '"\\"', "\\'", "'", "x! ", "mod $a ", "fs "),
        *("extern ", ". ", "process:: ", '"..', "macro_rules! a (", "a!"),
    ],
)
@pytest.mark.parametrize("start", ["", '"', "x! ", "include_str! "])
def test_the_run_time_is_linear(piece: str, start: str) -> None:
    """The data files of a published crate may have any text."""
    source = f"{start}{piece * (240_000 // len(piece))} fs:: macro_rules include".encode()
    cpu_start = time.process_time()
    mask_literals(drop_comments(source))
    rust_words(source)
    loading_macros(macro_bodies(source))
    # Quadratic run time would exceed the limit by far.
    assert time.process_time() - cpu_start < 5


@pytest.mark.parametrize("piece", ["/*/**/", "quote!( "])
@pytest.mark.parametrize("size", [24_000, 240_000])
def test_the_run_time_is_short(piece: str, size: int) -> None:
    source = (piece * (size // len(piece))).encode()
    cpu_start = time.process_time()
    mask_literals(drop_comments(source))
    rust_words(source)
    assert time.process_time() - cpu_start < 1


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('macro_rules! a { () => { include_str!("x") } }', {"a"}),
        ("macro_rules! a { ($p:expr) => { include!($p) } }", {"a"}),
        ("macro_rules! a { ($p:expr) => { ::core::include_bytes![$p] } }", {"a"}),
        ("macro_rules! a ( ($n:ident) => ( mod $n; ) )", {"a"}),
        ("macro_rules! a { ($n:ident) => { mod\n$n ; } }", {"a"}),
        ("macro_rules! a { ($v:vis $n:ident $body:tt) => { $v mod $n $body } }", {"a"}),
        ("macro_rules! a { () => { mod generated; } }", {"a"}),
        ("macro_rules! a { () => { b!() } } macro_rules! b { () => { c!() } } macro_rules! c { () => { mod x; } }",
         {"a", "b", "c"}),
        ("macro_rules! b { () => { mod x; } } macro_rules! a { () => { $crate::b! { } } }", {"a", "b"}),
        ("macro_rules! a { () => {} } macro_rules! a { () => { include_str!(x) } }", {"a"}),
        ("macro_rules! größe { () => { include_str!(x) } }", {"größe"}),
        ('macro_rules! a { () => { "]}" ; include_str!(x) } } fn f() {}', {"a"}),
        ("macro_rules! a { ($n:ident) => { mod $n { use super::*; } } }", set()),
        ('macro_rules! a { () => { include!(concat!(env!("OUT_DIR"), "/x.rs")) } }', set()),
        ('macro_rules! a { () => {} } const X: &str = include_str!("x");', set()),
        ("macro_rules! a { () => { /* include_str!(x) */ } }", set()),
        ("macro_rules! a { () => { a!() } } mod b;", set()),
        ('fn f() { include_str!("x") }', set()),
    ],
)  # fmt: skip
def test_macros_that_load_files_of_their_caller(source: str, expected: set[str]) -> None:
    assert loading_macros(macro_bodies(source.encode())) == expected


def test_macro_bodies_list_their_calls() -> None:
    source = (
        b"macro_rules! a { () => { b!(); include_str!(x) } } macro_rules! c { () => { macro_rules! d { () => {} } } }"
    )
    bodies = {(macro, callee) for macro, callee in macro_bodies(source) if callee != "macro_rules"}
    assert bodies == {("a", "b"), ("a", "include_str"), ("a", ""), ("c", "d")}


def test_a_long_chain_of_macros_is_fast() -> None:
    chain = "".join(f"macro_rules! m{n} {{ () => {{ m{n + 1}!() }} }}\n" for n in range(2000))
    start = time.process_time()
    source = f'{chain}macro_rules! m2000 {{ () => {{ include_str!("x") }} }}'
    macros = loading_macros(macro_bodies(source.encode()))
    assert len(macros) == 2001
    assert time.process_time() - start < 2
