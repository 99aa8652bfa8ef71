"""Literals with paths outside a directory."""

import pytest
from rust_text import tree_of

from cargo_nix.syntax.literals import find_outward, outward_paths, outward_words


def _outward_literals(text: str) -> list[tuple[str, bool]]:
    return list(outward_paths(find_outward(text.encode()), tree_of(text)))


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ('"../a"', "../a"),
        ('"../../a/b.txt"', "../../a/b.txt"),
        ('".."', ".."),
        ('"../"', "../"),
        ('"a/../../b"', "a/../../b"),
        ('r"../a"', "../a"),
        ('r#"../a"#', "../a"),
        ('"{dir}/../../proto/{name}.proto"', "../../proto"),
        ('"{}/../a"', "../a"),
        ('"/../a"', "../a"),
        ('"$CARGO_MANIFEST_DIR/../a"', "../a"),
        ('"../a/*.proto"', "../a"),
        ('"../**/*.rs"', ".."),
        ('"-I../include"', "../include"),
        ('"--proto_path=../proto"', "../proto"),
        ('"cargo:rerun-if-changed=../a"', "../a"),
    ],
)
def test_literals_outside_the_directory(literal: str, expected: str) -> None:
    assert _outward_literals(f"fn f() {{ g({literal}); }}") == [(expected, False)]


def test_a_part_of_an_included_path_counts() -> None:
    text = 'const A: &str = include_str!(concat!("../a/", stringify!(b)));'
    assert _outward_literals(text) == [("../a/", False)]


@pytest.mark.parametrize(
    "text",
    [
        'g("a/b")',
        'g("a..b")',
        'g("wait..")',
        'g("...")',
        'g(".../a")',
        "0..9",
        '// "../a"\n',
        '/* "../a" */',
        'include_str!("../a")',
    ],
)
def test_other_text_has_no_outward_path(text: str) -> None:
    assert _outward_literals(f"fn f() {{ {text} }}") == []


@pytest.mark.parametrize(
    ("item", "is_argument"),
    [
        ('#[folder = "../assets"] struct A;', True),
        ('#[template(path = "../a.html")] struct A;', True),
        ('i18n!("../locales");', True),
        ('outer::inner!(a, ["../locales"]);', True),
        ('outer!(format!("../a"));', True),
        ('fn f() { println!("../a") }', False),
        ('fn f() { format!("{}", g("../a")) }', False),
        ('#[deprecated = "../a"] fn f() {}', False),
        ('#[path = "../a.rs"] mod a;', False),
        ('const A: &str = "../a";', False),
    ],
)
def test_literals_as_arguments_of_macros(item: str, *, is_argument: bool) -> None:
    assert [flag for _path, flag in _outward_literals(item)] == [is_argument]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('#include "../a.h"', {"../a.h"}),
        ("dirs = ['../../pages']", {"../../pages"}),
        ("-I ../include -L ./../lib", {"../include", "./../lib"}),
        ('dir = ".."', {".."}),
        ("import public ../../proto/a.proto;", {"../../proto/a.proto"}),
        ("and so on... or ..", set()),
        ("a..b", set()),
        ("../", set()),
    ],
)
def test_outward_paths_in_other_languages(text: str, expected: set[str]) -> None:
    assert outward_words(text.encode()) == expected
