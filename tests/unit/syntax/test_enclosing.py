"""The items around a token."""

import pytest
from rust_text import nodes_of

from cargo_nix.syntax.enclosing import Enclosing, attributes_of, find_enclosing
from cargo_nix.syntax.references import Frame, Mode


def _enclosing_here(text: str) -> Enclosing:
    return find_enclosing(next(node for node in nodes_of(text, "identifier") if node.text == b"here"))


def test_the_outermost_frame_is_first() -> None:
    enclosing = _enclosing_here('mod a { #[path = "x"] mod b { fn f() { here } } }')
    assert enclosing.frames_of(None) == (Frame(name="a"), Frame(name="b", paths=("x",), default=False), Frame())


def test_a_macro_body_has_separate_frames() -> None:
    enclosing = _enclosing_here("mod a { macro_rules! m { () => { mod b { here } } } }")
    assert enclosing.macro == "m"
    assert enclosing.frames_of("m") == (Frame(name="b"),)
    assert enclosing.frames_of(None) == (Frame(name="a"), Frame(name="b"))


@pytest.mark.parametrize(
    ("text", "inert", "quoted", "unnamed"),
    [
        ("mod a { fn f() { here } }", False, False, False),
        ("macro_rules! m { (here) => {} }", True, False, False),
        ("quote! { here }", False, True, False),
        ("a::quote_spanned! { s => { here } }", False, True, False),
        ("other! { here }", False, False, False),
        ("m! { mod $n { here } }", False, False, True),
        ("#[path = $p] mod a { fn f() { here } }", False, False, True),
    ],
)
def test_flags_of_enclosing_items(text: str, *, inert: bool, quoted: bool, unnamed: bool) -> None:
    enclosing = _enclosing_here(text)
    assert (enclosing.inert, enclosing.quoted, enclosing.unnamed) == (inert, quoted, unnamed)


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("#[cfg(test)] mod a { mod b { fn f() { here } } }", {Mode.TEST}),
        ("#[cfg(test)] fn f() { here }", {Mode.TEST}),
        ("fn f() { #[cfg(not(test))] { here } }", {Mode.PLAIN, Mode.DOC}),
        ("#[cfg(test)] m! { here }", {Mode.TEST}),
        ("m! { #[cfg(test)] mod a { here } }", set(Mode)),
        ("#[cfg_attr(doc, doc = here!())] struct A;", {Mode.DOC}),
        ("struct A { #[cfg(test)] a: [u8; here] }", {Mode.TEST}),
        ("#[cfg(test)] // of the test\nfn f() { here }", {Mode.TEST}),
    ],
)
def test_conditions_of_all_enclosing_items_count(text: str, modes: set[Mode]) -> None:
    assert set(_enclosing_here(text).modes) == modes


def test_attributes_precede_their_item() -> None:
    item = nodes_of("#[a] fn f() {} #[b] // x\n #[c] /* y */ #[d(e)] pub mod g;", "mod_item")[0]
    assert [meta.name for meta in attributes_of(item)] == ["b", "c", "d"]
