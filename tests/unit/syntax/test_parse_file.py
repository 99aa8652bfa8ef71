"""The references of a text: modules, includes, calls of macros, and code that embeds paths."""

import time

import pytest
from rust_text import references_of

from cargo_nix.syntax.references import (
    ALL_MODES,
    Call,
    Effect,
    Effects,
    Frame,
    Include,
    Mode,
    Module,
    Opaque,
    Reference,
)

NOT_TEST = (Mode.PLAIN, Mode.DOC)


def _module(name: str, *frames: Frame, paths: tuple[str, ...] = (), default: bool = True, line: int = 1,
            modes: tuple[Mode, ...] = ALL_MODES) -> Module:  # fmt: skip
    return Module(line=line, modes=modes, frames=frames, name=name, paths=paths, default=default)


def _include(path: str, *, variable: str | None = None, code: bool = False,
             modes: tuple[Mode, ...] = ALL_MODES) -> Include:  # fmt: skip
    return Include(line=1, modes=modes, path=path, variable=variable, code=code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mod a;", _module("a")),
        ("pub(crate) mod a;", _module("a")),
        ("\n\nmod r#type;", _module("type", line=3)),
        ("mod/* x */a // y\n;", _module("a")),
        ('#[path = "b.rs"] mod a;', _module("a", paths=("b.rs",), default=False)),
        ('#[cfg_attr(unix, path = "b.rs")] pub mod a;', _module("a", paths=("b.rs",))),
        ("mod a { mod b; }", _module("b", Frame(name="a"))),
        ("mod a { mod b { mod c; } }", _module("c", Frame(name="a"), Frame(name="b"))),
        ('#[path = "x"] mod a { mod b; }', _module("b", Frame(name="a", paths=("x",), default=False))),
        ('fn f() { #[path = "b.rs"] mod a; }', _module("a", Frame(), paths=("b.rs",), default=False)),
        ("m! { mod a; }", _module("a")),
        ("m! { pub(in crate) mod a { #[x] mod b; } }", _module("b", Frame(name="a"))),
        ('m! { #[path = "b.rs"] pub mod a; }', _module("a", paths=("b.rs",), default=False)),
        ("quote! { mod a; }", _module("a")),
        ("#[cfg(test)] mod a;", _module("a", modes=(Mode.TEST,))),
        ("#[cfg(not(test))] mod a { mod b; }", _module("b", Frame(name="a"), modes=NOT_TEST)),
        ("#[cfg(unix)] #[cfg(test)] mod a { #[cfg(not(test))] mod b; }", _module("b", Frame(name="a"), modes=())),
        ('include!("a.rs");', _include("a.rs", code=True)),
        ('const A: &str = core::include_str!("a.txt");', _include("a.txt")),
        ('#[cfg(test)] const A: &[u8] = include_bytes!("a.bin");', _include("a.bin", modes=(Mode.TEST,))),
        ('#![doc = include_str!("a.md")]', _include("a.md")),
        ('#[cfg_attr(doc, doc = include_str!("a.md"))] struct A;', _include("a.md", modes=(Mode.DOC,))),
        ('#[doc = include_str!("a.md")] #[cfg(test)] struct A;', _include("a.md", modes=(Mode.TEST,))),
        ('m! { x include_str!("a.txt") }', _include("a.txt")),
        ('include!(concat!(env!("CARGO_MANIFEST_DIR"), "/a.rs"));', _include("/a.rs", variable="CARGO_MANIFEST_DIR",
                                                                             code=True)),
        ('const A: &str = include_str!(env!("WORDS"));', _include("", variable="WORDS")),
        ('include!(concat!(env!("OUT_DIR"), "/a.rs"));', Effect(1, ALL_MODES, Effects.GENERATED)),
        ('const A: &[u8] = include_bytes!(env!("CARGO_BIN_EXE_a"));', Effect(1, ALL_MODES, Effects.PROGRAMS)),
        ('const A: &str = env!("CARGO_MANIFEST_DIR");', Effect(1, ALL_MODES, Effects.EMBEDS)),
        ('const A: Option<&str> = option_env!("CARGO_MANIFEST_PATH");', Effect(1, ALL_MODES, Effects.EMBEDS)),
        ('#[cfg(test)] const A: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/a");', Effect(1, (Mode.TEST,), Effects.EMBEDS)),
        ("fn f() { g(file!()) }", Effect(1, ALL_MODES, Effects.EMBEDS)),
        ("fn f() { std::file!(); }", Effect(1, ALL_MODES, Effects.EMBEDS)),
    ],
)  # fmt: skip
def test_a_text_with_one_reference(text: str, expected: Reference) -> None:
    assert references_of(text) == ([expected], {})


@pytest.mark.parametrize(
    "text",
    [
        '// mod a;\n/* mod a; */ /// mod a;\nconst A: &str = "mod a;"; fn mod_a() {}',
        "mod a { }",
        "fn include() {} use x::include_str;",
        'const A: &str = include_str!(concat!(env!("OUT_DIR"), "/a"));',
        'const A: &[u8] = include_bytes!(env!("CARGO_BIN_FILE_X"));',
        '/// include_str!("a")\nstruct A;',
        "fn f() { quote! { mod #name; include_str!(#path) }; }",
        "macro_rules! m { (mod $n:ident ; $i:item) => { $i } }",
        'std::env::var("CARGO_MANIFEST_DIR")',
        "let file = profile!();",
        'const A: &str = r#"env!("CARGO_MANIFEST_DIR")"#;',
    ],
)
def test_text_without_references(text: str) -> None:
    assert references_of(text) == ([], {})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("include_str!($x);", "the path of include_str! is known only to the compiler"),
        ('include!(concat!("a", env!("X")));', "the path of include! is known only to the compiler"),
        ("use std::include_str as i;", "include_str! is imported under another name"),
        ("x! { mod $n { mod a; } }", "a macro gives the enclosing module its name"),
        ("x! { macro_rules! m { ($n:ident) => { mod $n; } } }", "a macro declares a module under a name that its caller gives"),
        ('#[path = concat!("a", ".rs")] mod a;', "a module's #[path] is no literal"),
        ("#[" + "cfg_attr(unix, " * 600 + 'path = "a"' + ")" * 600 + "] mod a;", "a module's #[path] is no literal"),
        ("include!(" + "concat!(" * 600 + '"a"' + ")" * 600 + ");", "the path of include! is known only to the compiler"),
    ],
    ids=range(8),
)  # fmt: skip
def test_unknown_paths_are_opaque(text: str, reason: str) -> None:
    assert references_of(text) == ([Opaque(line=1, modes=ALL_MODES, reason=reason)], {})


def test_a_grammar_error_is_an_opaque_reference() -> None:
    references, _macros = references_of("mod a;\nfn f( {\n")
    assert references == [Opaque(line=2, modes=ALL_MODES, reason="the grammar cannot parse this"), _module("a")]


def test_references_of_a_macro_body_count_for_text_and_macro() -> None:
    text = 'mod o { macro_rules! m { () => { mod a; mod i { mod b; } const B: &str = include_str!("b.txt"); } } }'
    outer, inner = Frame(name="o"), Frame(name="i")
    references, macros = references_of(text)
    assert references == [_module("a", outer), _module("b", outer, inner), _include("b.txt")]
    assert macros == {"m": [_module("a"), _module("b", inner), _include("b.txt")]}


def test_unknown_references_of_a_body_count_for_callers_only() -> None:
    text = "macro_rules! m { ($n:ident, $p:expr) => { mod $n; include!($p); } }"
    references, macros = references_of(text)
    assert references == []
    assert [type(reference) for reference in macros["m"]] == [Opaque, Opaque]


def test_a_module_with_a_name_from_the_caller_and_a_fixed_path() -> None:
    _references, macros = references_of('macro_rules! m { ($n:ident) => { #[path = "a.rs"] mod $n; } }')
    assert macros == {"m": [_module("$n", paths=("a.rs",), default=False)]}


def test_calls_of_macros_are_references() -> None:
    text = "put!(); mod a { crate::put! { } } use put as other; macro_rules! n { () => { put!() } } fn f() { put![]; }"
    references, macros = references_of(text, "put")
    assert references == [
        Call(line=1, modes=ALL_MODES, frames=(), name="put"),
        Call(line=1, modes=ALL_MODES, frames=(Frame(name="a"),), name="put"),
        Call(line=1, modes=ALL_MODES, frames=(Frame(),), name="put"),
    ]
    call = Call(line=1, modes=ALL_MODES, frames=(), name="put")
    assert macros == {"other": [call], "n": [call]}


@pytest.mark.parametrize(
    "text",
    [
        "mod a { " * 600 + 'include_str!("x");' + "}" * 600,
        "m! { " + "mod a { " * 600 + 'include_str!("x");' + "}" * 600 + "}",
        "fn f() { " + "(" * 600 + 'include_str!("x")' + ")" * 600 + "}",
        "m! { " + "(" * 600 + 'include_str!("x")' + ")" * 600 + "}",
        "fn f() " + "{" * 600 + 'include_str!("x");' + "}" * 600,
        "fn f() { " + "if a {} else " * 600 + '{ include_str!("x"); } }',
        "#[allow(a)]\n" * 600 + 'const A: &str = include_str!("x");',
        "/*" * 600 + "*/" * 600 + 'include_str!("x");',
    ],
    ids=["modules", "modules in a macro", "brackets", "tokens", "blocks", "branches", "attributes", "comments"],
)
def test_deeply_nested_text_is_fast(text: str) -> None:
    start = time.process_time()
    references, _macros = references_of(text)
    assert [reference.path for reference in references if isinstance(reference, Include)] == ["x"]
    assert time.process_time() - start < 5


def test_many_references_are_fast() -> None:
    start = time.process_time()
    references, _macros = references_of("".join(f'const A{n}: &[u8] = include_bytes!("a{n}");\n' for n in range(5000)))
    assert len(references) == 5000
    assert time.process_time() - start < 5
