"""Errors of the grammar that may hide a module or an include."""

import pytest
from rust_text import tree_of

from cargo_nix.syntax.grammar_errors import find_error
from cargo_nix.syntax.spots import find_words


def _error_line(text: str) -> int | None:
    tree = tree_of(text)
    return find_error(tree.root_node, text.encode(), find_words(text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        "mod a; fn f() {}",
        'fn f() { g(str![[r#"x"#]]) } mod a;',
        'unsafe extern "C" { safe fn f(); } mod a;',
        "impl const A for B {} mod a;",
    ],
)
def test_harmless_errors_are_ignored(text: str) -> None:
    assert _error_line(text) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("mod a;\nfn f( {\n", 2),
        ('mod a;\n\nconst A: &str = "', 3),
        ("fn f() { ) }\nmod a;", 1),
        ("fn f() {\nmod a;", 1),
    ],
)
def test_errors_that_may_hide_a_reference(text: str, line: int) -> None:
    assert _error_line(text) == line
