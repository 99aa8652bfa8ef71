"""Literals, names and macros in the tokens of the grammar."""

import pytest
from rust_text import nodes_of, tree_of

from cargo_nix.syntax.tokens import ancestor_nodes, leaf_nodes, literal_text, macro_name, plain_name, text_of


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ('"a/b"', "a/b"),
        ('""', ""),
        (r'"a\\b"', "a\\b"),
        (r'"a\"b\n"', 'a"b\n'),
        ('r"a"', "a"),
        ('r#"a"b"#', 'a"b'),
        (r'r"a\b"', "a\\b"),
        ('b"a"', "a"),
        ('"ä"', "ä"),
        (r'"\x61"', None),
        (r'"\u{61}"', None),
    ],
)
def test_the_text_of_a_literal(literal: str, expected: str | None) -> None:
    nodes = [
        *nodes_of(f"const A: X = {literal};", "string_literal"),
        *nodes_of(f"const A: X = {literal};", "raw_string_literal"),
    ]
    assert [literal_text(node) for node in nodes] == [expected]


def test_other_tokens_are_no_literals() -> None:
    assert literal_text(nodes_of("mod a;", "identifier")[0]) is None


def test_a_raw_name_has_no_prefix() -> None:
    assert plain_name(nodes_of("mod r#type;", "identifier")[0]) == "type"


def test_leaves_are_tokens_without_comments() -> None:
    leaves = leaf_nodes(tree_of('mod a; /* b */ // c\n m!(d "e /* f" 1);').root_node)
    assert [text_of(leaf) for leaf in leaves] == ["mod", "a", ";", "m", "!", "(", "d", '"e /* f"', "1", ")", ";"]


def test_leaves_of_a_deep_tree() -> None:
    assert len(list(leaf_nodes(tree_of("m! { " + "(" * 5000 + ")" * 5000 + "}").root_node))) == 10_004


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("m!(x)", ["m"]),
        ("a::b::m!{x}", ["m"]),
        ("outer!(inner!(x))", ["outer", "inner"]),
        ("outer!(a::inner![x])", ["outer", "inner"]),
        ("outer!((x))", ["outer", None]),
        ("outer!(name(x))", ["outer", None]),
    ],
)
def test_the_macro_of_a_token_tree(text: str, expected: list[str | None]) -> None:
    assert [macro_name(tree) for tree in nodes_of(f"fn f() {{ {text}; }}", "token_tree")] == expected


def test_ancestors_end_at_the_file() -> None:
    leaf = nodes_of("mod a { fn f() { b } }", "identifier")[-1]
    kinds = [node.type for node in ancestor_nodes(leaf)]
    assert (kinds[0], kinds[-1]) == ("identifier", "source_file")
    assert kinds.index("block") < kinds.index("function_item") < kinds.index("mod_item")
